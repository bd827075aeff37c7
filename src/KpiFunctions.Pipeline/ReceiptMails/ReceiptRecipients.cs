using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.ReceiptMails;

/// <summary>Somebody who gets receipts of a brand by mail.</summary>
/// <param name="Address">Their address.</param>
/// <param name="Language">Their language.</param>
internal sealed record ReceiptRecipient(string Address, TextLanguage Language)
{
    public RecipientRef Ref => RecipientRef.Of(Address);
}

/// <summary>Decides who is told of which file.</summary>
internal static class ReceiptRecipients
{
    /// <summary>Everybody who may get receipts of the brand, each address once, in the order of the configuration.</summary>
    public static IReadOnlyList<ReceiptRecipient> Of(BrandConfiguration brand)
    {
        var rules = Rules(brand);
        return [.. rules.SelectMany(static x => x.To).DistinctBy(static x => RecipientRef.Of(x).Hash, StringComparer.Ordinal).Select(x => new ReceiptRecipient(x, LanguageOf(x, rules, brand)))];
    }

    /// <summary>Everybody who is told of something in this drop, with what they are told.</summary>
    public static IEnumerable<(ReceiptRecipient Recipient, IReadOnlyList<Receipt> Receipts)> Of(BrandConfiguration brand, DropReceipts drop)
    {
        var rules = Rules(brand).Where(x => x.Path is null || PathPattern.IsMatch(x.Path, drop.Path)).ToList();
        if (rules.Count == 0)
        {
            yield break;
        }

        foreach (var recipient in Of(brand))
        {
            var theirs = rules.Where(x => x.To.Any(y => IsSame(y, recipient.Address))).ToList();
            var receipts = drop.Receipts.Where(x => theirs.Exists(y => Wants(y, x.Reading))).ToList();
            if (receipts.Count > 0)
            {
                yield return (recipient, receipts);
            }
        }
    }

    /// <summary>Whoever answers for the brand's numbers hears of what went wrong, unless the configuration says otherwise.</summary>
    private static IReadOnlyList<ReceiptRule> Rules(BrandConfiguration brand) =>
        brand.Receipts ?? (brand.Owner is { } owner ? [new([owner], ReceiptWhen.Rejected, null, null, null)] : []);

    private static bool Wants(ReceiptRule rule, ExportReading reading) =>
        (rule.Source is null || rule.Source == reading.Source)
        && (rule.When == ReceiptWhen.Always || ReceiptNote.OutcomeOf(reading) != ReceiptOutcome.Fine);

    /// <summary>One mail tells of files of several entries, so that an address has one language: that of the first entry which names one for it.</summary>
    private static TextLanguage LanguageOf(string address, IReadOnlyList<ReceiptRule> rules, BrandConfiguration brand) => TextLanguages.Of(
        rules.FirstOrDefault(x => x.Language is not null && x.To.Any(y => IsSame(y, address)))?.Language ?? brand.Language);

    private static bool IsSame(string one, string other) => RecipientRef.Of(one).Hash == RecipientRef.Of(other).Hash;
}
