using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>How far the delivery of a report to one recipient is.</summary>
public enum DeliveryState
{
    /// <summary>To be sent.</summary>
    Planned,

    /// <summary>Somebody is reaching the mail server; nothing was handed over yet.</summary>
    Connecting,

    /// <summary>The message is on its way to the mail server; if this breaks off, nobody knows whether it arrived.</summary>
    HandingOver,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>The mail server refused it, or it was tried too often.</summary>
    Failed,

    /// <summary>It may or may not have been sent: a person decides.</summary>
    Unknown,
}

/// <summary>The stable names of delivery states.</summary>
public static class DeliveryStates
{
    /// <summary>The name in the table and in JSON.</summary>
    public static string Id(this DeliveryState state) => state switch
    {
        DeliveryState.Planned => "planned",
        DeliveryState.Connecting => "connecting",
        DeliveryState.HandingOver => "handing-over",
        DeliveryState.Sent => "sent",
        DeliveryState.Failed => "failed",
        DeliveryState.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    internal static DeliveryState Parse(string id) => id switch
    {
        "planned" => DeliveryState.Planned,
        "connecting" => DeliveryState.Connecting,
        "handing-over" => DeliveryState.HandingOver,
        "sent" => DeliveryState.Sent,
        "failed" => DeliveryState.Failed,
        "unknown" => DeliveryState.Unknown,
        _ => throw new InvalidDataException($"The delivery state {id} is not known."),
    };

    /// <summary>
    /// Which step may follow which. Back to planned: a temporary failure before anything was handed over (or that the server said it
    /// did not take), and a person's wish to send once more what was sent, failed or is unknown.
    /// </summary>
    internal static bool MayFollow(this DeliveryState next, DeliveryState from) => (from, next) switch
    {
        (DeliveryState.Connecting, DeliveryState.HandingOver or DeliveryState.Planned or DeliveryState.Failed) => true,
        (DeliveryState.HandingOver, DeliveryState.Sent or DeliveryState.Failed or DeliveryState.Unknown or DeliveryState.Planned) => true,
        (DeliveryState.Sent or DeliveryState.Failed, DeliveryState.Planned) => true,
        (DeliveryState.Unknown, DeliveryState.Planned or DeliveryState.Sent or DeliveryState.Failed) => true,
        _ => false,
    };
}

/// <summary>Names a recipient without saying the address.</summary>
/// <param name="Hash">26 characters of a hash of the lower-cased address: equal for equal addresses.</param>
/// <param name="Masked">For people who know their recipients: <c>a…@example.com</c>.</param>
public sealed partial record RecipientRef(string Hash, string Masked)
{
    /// <summary>The reference of an address.</summary>
    public static RecipientRef Of(string address)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        var normal = address.Trim().ToLowerInvariant();
        return new(Digest.Of(normal), Mask(normal));
    }

    /// <summary>The text with every e-mail address in it masked: mail servers repeat addresses in their answers.</summary>
    public static string MaskAll(string text) => Address().Replace(text, static x => Mask(x.Value));

    private static string Mask(string address)
    {
        var at = address.LastIndexOf('@');
        var first = address.Length > 1 && char.IsHighSurrogate(address[0]) ? address[..2] : address[..1];
        return at < 1 ? "…" : string.Concat(first, "…", address.AsSpan(at));
    }

    [GeneratedRegex(@"[^\s<>""'@,;:()\[\]]+@[^\s<>""'@,;:()\[\]]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}

/// <summary>What is to be sent to whom.</summary>
/// <param name="Report">Report id, or what <see cref="OfReceipts"/> puts in its place.</param>
/// <param name="Period">Period id.</param>
/// <param name="Version">Version of the report, from 1.</param>
/// <param name="Recipient">Who receives it.</param>
/// <param name="Brand">Brand id.</param>
/// <param name="Language">ru or en.</param>
public sealed record DeliveryPlan(string Report, string Period, int Version, RecipientRef Recipient, string Brand, string Language)
{
    /// <summary>No report id has a colon, so that mails of receipts and reports never meet.</summary>
    private const string ReceiptsPrefix = "receipts:";

    /// <summary>Whether it is a mail of receipts: its period is the day, its version the number of that day's mail.</summary>
    public bool IsOfReceipts => Report.StartsWith(ReceiptsPrefix, StringComparison.Ordinal);

    /// <summary>A mail that tells of dropped files.</summary>
    /// <param name="brand">Brand id.</param>
    /// <param name="recipient">Who receives it.</param>
    /// <param name="day">Day on which the receipts were gathered.</param>
    /// <param name="number">Number of the recipient's mail on that day, from 1.</param>
    /// <param name="language">ru or en.</param>
    public static DeliveryPlan OfReceipts(string brand, RecipientRef recipient, DateOnly day, int number, string language) =>
        new(ReceiptsPrefix + Ids.Brand(brand), day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), number, recipient, brand, language);
}

/// <summary>The delivery of one version of a report to one recipient, as it stands in the ledger.</summary>
/// <param name="Plan">What is sent to whom.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">How often it was claimed.</param>
/// <param name="MessageId">Message-ID of the last message made for it.</param>
/// <param name="ClaimExpires">When the claim of whoever is at it ends.</param>
/// <param name="LastCode">Stable code of what happened last.</param>
/// <param name="LastText">What the mail server said, addresses masked.</param>
/// <param name="PlannedAt">When it was planned.</param>
/// <param name="ChangedAt">When its state last changed.</param>
/// <param name="SentAt">When the mail server took it.</param>
/// <param name="Claim">Tells whoever is at it from others.</param>
/// <param name="ETag">Version of the ledger's row.</param>
public sealed record Delivery(
    DeliveryPlan Plan,
    DeliveryState State,
    int Attempts,
    string? MessageId,
    DateTimeOffset? ClaimExpires,
    string? LastCode,
    string? LastText,
    DateTimeOffset PlannedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? SentAt,
    string? Claim,
    ETag ETag);

/// <summary>What happened to a delivery.</summary>
/// <param name="State">The state it goes to.</param>
/// <param name="MessageId">Message-ID, where one was made now.</param>
/// <param name="Code">Stable code, such as the mail server's.</param>
/// <param name="Text">What the mail server said.</param>
public sealed record DeliveryStep(DeliveryState State, string? MessageId = null, string? Code = null, string? Text = null);

/// <summary>The answer to a claim.</summary>
/// <param name="Claimed">Whether the caller may send now.</param>
/// <param name="Delivery">The delivery as it stands now; null when it was never planned.</param>
public sealed record DeliveryClaim(bool Claimed, Delivery? Delivery);
