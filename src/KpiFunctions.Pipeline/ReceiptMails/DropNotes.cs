using System.Text.Json;
using System.Text.Json.Serialization;
using KpiFunctions.Exports.Receipts;

namespace KpiFunctions.Pipeline.ReceiptMails;

/// <summary>How many files of each kind there are.</summary>
/// <param name="NotUnderstood">Nothing of them is used.</param>
/// <param name="Partly">A part of them is not used.</param>
/// <param name="OwnTotal">They do not add up to their own totals.</param>
/// <param name="Fine">Nothing is wrong with them.</param>
internal sealed record FileCounts(int NotUnderstood, int Partly, int OwnTotal, int Fine)
{
    public static FileCounts None { get; } = new(0, 0, 0, 0);

    [JsonIgnore]
    public int Total => NotUnderstood + Partly + OwnTotal + Fine;

    public static FileCounts Of(IEnumerable<ReceiptOutcome> outcomes) => outcomes.Aggregate(None, static (sum, x) => x switch
    {
        ReceiptOutcome.NotUnderstood => sum with { NotUnderstood = sum.NotUnderstood + 1 },
        ReceiptOutcome.Partly => sum with { Partly = sum.Partly + 1 },
        ReceiptOutcome.OwnTotal => sum with { OwnTotal = sum.OwnTotal + 1 },
        _ => sum with { Fine = sum.Fine + 1 },
    });

    public static FileCounts operator +(FileCounts a, FileCounts b) =>
        new(a.NotUnderstood + b.NotUnderstood, a.Partly + b.Partly, a.OwnTotal + b.OwnTotal, a.Fine + b.Fine);

    public static FileCounts operator -(FileCounts a, FileCounts b) =>
        new(a.NotUnderstood - b.NotUnderstood, a.Partly - b.Partly, a.OwnTotal - b.OwnTotal, a.Fine - b.Fine);
}

/// <summary>What one drop gives a recipient to read: all of its files counted, the first ones told of.</summary>
/// <param name="Counts">All files.</param>
/// <param name="Notes">What is told, the worst first.</param>
internal sealed record DropNotes(FileCounts Counts, IReadOnlyList<ReceiptNote> Notes)
{
    /// <summary>A property of a table row takes 64 KiB, which is 32,768 UTF-16 units; some room is left.</summary>
    internal const int MaxJson = 30_000;

    /// <summary>More files of one drop nobody reads about in a mail.</summary>
    private const int MostNotes = 20;

    public static DropNotes Of(IReadOnlyList<Receipt> receipts)
    {
        var worstFirst = receipts.OrderBy(static x => ReceiptNote.OutcomeOf(x.Reading)).ToList();
        var notes = new DropNotes(
            FileCounts.Of(worstFirst.Select(static x => ReceiptNote.OutcomeOf(x.Reading))), [.. worstFirst.Take(MostNotes).Select(ReceiptNote.Of)]);
        while (notes.ToJson().Length > MaxJson)
        {
            notes = notes with { Notes = [.. notes.Notes.SkipLast(1)] };
        }

        return notes;
    }

    public static DropNotes Read(string json) =>
        JsonSerializer.Deserialize(json, DropNotesJson.Default.DropNotes) ?? throw new InvalidDataException("The ledger's note on a drop is empty.");

    public string ToJson() => JsonSerializer.Serialize(this, DropNotesJson.Default.DropNotes);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DropNotes))]
internal sealed partial class DropNotesJson : JsonSerializerContext;
