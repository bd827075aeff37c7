using System.Buffers;
using System.Collections.Frozen;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Which kinds of a campaign's results are conversions: leads, purchases and completed registrations, as the platform's own code
/// (<c>actions:onsite_conversion.lead_grouped</c>) or as its name for people (<c>Website purchases</c>, <c>Лиды (форма)</c>).
/// </summary>
/// <remarks>An advertiser's own events say nothing by their name and are none; neither are sums of money, which have a code of their own.</remarks>
internal static class ResultKinds
{
    private const int MaxLength = 200;

    private static readonly SearchValues<char> Between = SearchValues.Create(" \u00a0.,:;_-–—/()[]&+'’\"0123456789");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = Lookup(
    [
        "purchase", "purchases", "lead", "leads", "leadgen", "registration", "registrations",
        "покупка", "покупки", "покупок", "лид", "лиды", "лидов", "регистрация", "регистрации", "регистраций",
        "ліди", "лід", "лідів", "реєстрація", "реєстрації", "реєстрацій",
        "compra", "compras", "registros", "registro", "cadastro", "cadastros", "prospects", "achat", "achats", "inscriptions",
        "kauf", "käufe", "registrierung", "registrierungen", "acquisto", "acquisti", "zakup", "zakupy",
    ]);

    private static readonly string[] Phrases = ["cliente potencial", "clientes potenciales"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OthersWords =
        Lookup(["custom", "values", "value", "click", "clicks", "view", "views", "cost"]);

    // Every app's standard events are named so.
    private const string AppEvent = "app_custom_event.";

    /// <summary>Whether results of that kind are conversions.</summary>
    public static bool IsConversion(ReadOnlySpan<byte> kind)
    {
        if (kind.IsEmpty || kind.Length > MaxLength)
        {
            return false;
        }

        var text = HeaderText.Key(CellText.Decode(kind)).Replace(AppEvent, string.Empty, StringComparison.Ordinal);
        var isConversion = Phrases.Any(x => text.Contains(x, StringComparison.Ordinal));
        foreach (var part in text.AsSpan().SplitAny(Between))
        {
            var word = text.AsSpan(part);
            if (OthersWords.Contains(word))
            {
                return false;
            }

            isConversion |= Words.Contains(word);
        }

        return isConversion;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(string[] words) =>
        words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
