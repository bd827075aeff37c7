using System.Reflection;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Words;
using Xunit;

namespace KpiFunctions.Tests.Reports;

public sealed class WordingTests
{
    [Theory]
    [InlineData(1, "1 новый клиент")]
    [InlineData(2, "2 новых клиента")]
    [InlineData(5, "5 новых клиентов")]
    [InlineData(11, "11 новых клиентов")]
    [InlineData(12, "12 новых клиентов")]
    [InlineData(21, "21 новый клиент")]
    [InlineData(104, "104 новых клиента")]
    [InlineData(111, "111 новых клиентов")]
    public void Russian_plurals_follow_the_number(int count, string expected) =>
        Assert.Equal(expected, RussianWording.Instance.ValueClause("new_customers", count, NumberStyle.Russian.Count(count)));

    [Theory]
    [InlineData(0, 18_204, "Все строки использованы: 18 204.")]
    [InlineData(1, 10, "Отклонена 1 строка из 10; причины – в квитанциях.")]
    [InlineData(3, 10, "Отклонены 3 строки из 10; причины – в квитанциях.")]
    [InlineData(7, 10, "Отклонено 7 строк из 10; причины – в квитанциях.")]
    public void Russian_verbs_agree_with_the_number_of_rows(int rejected, int rows, string expected) =>
        Assert.Equal(expected, RussianWording.Instance.Rejected(rejected, rows).Replace(NumberStyle.Nbsp, ' '));

    [Theory]
    [InlineData(1, "1 of 10 rows was rejected; the receipts say why.")]
    [InlineData(3, "3 of 10 rows were rejected; the receipts say why.")]
    public void English_verbs_agree_with_the_number_of_rows(int rejected, string expected) =>
        Assert.Equal(expected, EnglishWording.Instance.Rejected(rejected, 10));

    [Theory]
    [InlineData("2026-11-16", "2026-11-22", "16–22 ноября 2026", "16–22 November 2026")]
    [InlineData("2026-11-30", "2026-12-06", "30 ноября – 6 декабря 2026", "30 November – 6 December 2026")]
    [InlineData("2026-12-28", "2027-01-03", "28 декабря 2026 – 3 января 2027", "28 December 2026 – 3 January 2027")]
    [InlineData("2026-03-08", "2026-03-08", "8 марта 2026", "8 March 2026")]
    public void Ranges_of_days_are_said_in_words(string from, string to, string ru, string en)
    {
        var (first, last) = (DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd"));
        Assert.Equal(ru, RussianWording.Instance.Days(first, last, withYear: true).Replace(NumberStyle.Nbsp, ' '));
        Assert.Equal(en, EnglishWording.Instance.Days(first, last, withYear: true).Replace(NumberStyle.Nbsp, ' '));
    }

    [Theory]
    [InlineData("RUB", "Europe/Moscow", "рубли", "время московское", "roubles", "Moscow time")]
    [InlineData("EUR", "Europe/Berlin", "евро", "время берлинское", "euros", "Berlin time")]
    [InlineData("XOF", "America/Sao_Paulo", "XOF", "время America/Sao_Paulo", "XOF", "Sao Paulo time")]
    public void Currency_and_zone_are_said_in_words(string currency, string zone, string ru, string ruZone, string en, string enZone)
    {
        Assert.Equal((ru, ruZone), (RussianWording.Instance.Currency(currency), RussianWording.Instance.Zone(zone)));
        Assert.Equal((en, enZone), (EnglishWording.Instance.Currency(currency), EnglishWording.Instance.Zone(zone)));
    }

    [Fact]
    public void Every_kpi_channel_note_and_reason_has_words_in_both_languages()
    {
        var notes = typeof(KpiNotes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static x => (string)x.GetValue(null)!).ToList();
        Assert.NotEmpty(notes);
        Assert.All((Wording[])[RussianWording.Instance, EnglishWording.Instance], words =>
        {
            Assert.All(KpiCatalogue.All, x => Assert.NotEqual(x.Id, words.Kpi(x.Id)));
            Assert.All(Channels.All, x => Assert.NotEqual(x, words.Channel(x)));
            Assert.All(notes, x => Assert.NotNull(words.FootNote(x)));
            foreach (var reason in Enum.GetValues<NoValueReason>())
            {
                Assert.All(KpiCatalogue.All, x => Assert.NotEmpty(words.Reason(x.Id, reason)));
            }
        });
    }

    [Fact]
    public void An_unknown_language_reads_English() => Assert.Equal("en", Wording.Of("fr").Language);
}
