using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using KpiFunctions.Storage.Limits;

namespace KpiFunctions.Storage.Tables;

/// <summary>
/// Every write to a table goes through here: limits are held, and a condition that fails is an answer, not a fault.
/// </summary>
internal static class TableWriting
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    /// <summary>Inserts the entity; null when one with its keys is there.</summary>
    public static async Task<ETag?> TryInsertAsync(this TableClient table, TableEntity entity, CancellationToken cancellationToken)
    {
        TableLimits.Require(entity);
        try
        {
            var response = await table.AddEntityAsync(entity, cancellationToken);
            return response.Headers.ETag;
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return null;
        }
    }

    /// <summary>Replaces the entity if its ETag is still the expected one; null when not, or when it is gone.</summary>
    public static async Task<ETag?> TryReplaceAsync(this TableClient table, TableEntity entity, ETag expected, CancellationToken cancellationToken)
    {
        TableLimits.Require(entity);
        try
        {
            var response = await table.UpdateEntityAsync(entity, expected, TableUpdateMode.Replace, cancellationToken);
            return response.Headers.ETag;
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return null;
        }
    }

    /// <summary>Deletes the entity if its ETag is still the expected one; false when not. One that is gone already is deleted.</summary>
    public static async Task<bool> TryDeleteAsync(this TableClient table, string partitionKey, string rowKey, ETag expected, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(partitionKey, rowKey, expected, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return false;
        }
    }

    /// <summary>The entity, or null.</summary>
    public static async Task<TableEntity?> TryGetAsync(this TableClient table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        var response = await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellationToken);
        return response.HasValue ? response.Value : null;
    }

    /// <summary>Does all of the actions or none; false when a condition of one of them failed.</summary>
    public static async Task<bool> TrySubmitAsync(
        this TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        foreach (var action in actions)
        {
            if (action.ActionType != TableTransactionActionType.Delete)
            {
                TableLimits.Require((TableEntity)action.Entity);
            }
        }

        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return false;
        }
    }

    /// <summary>Splits actions, in their order, into transactions that Azure takes.</summary>
    public static IEnumerable<IReadOnlyList<TableTransactionAction>> InTransactions(this IEnumerable<TableTransactionAction> actions)
    {
        var batch = new List<TableTransactionAction>();
        var bytes = 0L;
        foreach (var action in actions)
        {
            var size = TableLimits.RequestSizeOf((TableEntity)action.Entity);
            if (batch.Count == TableLimits.MaxTransactionOperations || (batch.Count > 0 && bytes + size > TableLimits.MaxTransactionBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(action);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    // TableNotFound is 404 too, but it is a fault: nothing was set up.
    private static bool IsLostRace(RequestFailedException e) => e.Status switch
    {
        PreconditionFailed => true,
        Conflict => e.ErrorCode == TableErrorCode.EntityAlreadyExists,
        NotFound => e.ErrorCode == TableErrorCode.ResourceNotFound || e.ErrorCode == TableErrorCode.EntityNotFound,
        _ => false,
    };
}
