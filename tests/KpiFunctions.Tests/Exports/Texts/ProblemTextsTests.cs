using System.Reflection;
using System.Text.RegularExpressions;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Pulled;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;
using Xunit;

namespace KpiFunctions.Tests.Exports.Texts;

public sealed partial class ProblemTextsTests
{
    private static readonly ProblemContext Known = new("google-ads", FactKind.Ads, ["costs/table"]);

    public static TheoryData<string> Codes =>
    [
        .. typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static x => (string)x.GetRawConstantValue()!)
            .Union(ProblemTexts.KnownCodes, StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_sentences_of_its_own(string code) => Assert.Contains(code, ProblemTexts.KnownCodes, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_is_said_in_both_languages_with_and_without_details(string code)
    {
        foreach (var (problem, context) in Variants(code))
        {
            var english = ProblemTexts.For(problem, context, TextLanguage.English);
            var russian = ProblemTexts.For(problem, context, TextLanguage.Russian);

            Assert.All([english.Title, english.Message, english.Fix], IsEnglish);
            Assert.All([russian.Title, russian.Message, russian.Fix], IsRussian);
            Assert.All([english.Message, english.Fix, russian.Message, russian.Fix], IsSentence);
        }
    }

    [Theory]
    [InlineData(ProblemCodes.BadNumber)]
    [InlineData(ProblemCodes.BadDate)]
    [InlineData(ProblemCodes.AmbiguousDate)]
    [InlineData(ProblemCodes.FutureDate)]
    [InlineData(ProblemCodes.BadId)]
    [InlineData(ProblemCodes.BadEncoding)]
    [InlineData(ProblemCodes.Implausible)]
    public void A_cell_s_problem_names_column_and_value(string code)
    {
        var problem = new Problem(ProblemSeverity.Error, code, 17, "Cost (EUR)", "abc", []);

        Assert.All(TextLanguages.All, language =>
        {
            var message = ProblemTexts.For(problem, Known, language).Message;
            Assert.Contains("Cost (EUR)", message, StringComparison.Ordinal);
            Assert.Contains("abc", message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(TextLanguage.English)]
    [InlineData(TextLanguage.Russian)]
    public void An_ambiguous_date_s_fix_is_the_configuration_key_that_settles_it(TextLanguage language)
    {
        var problem = new Problem(ProblemSeverity.Error, ProblemCodes.AmbiguousDate, 2, "Day", "03/04/2026", []);

        var fix = ProblemTexts.For(problem, new("meta-ads", FactKind.Ads, []), language).Fix;

        Assert.Contains("dateOrder: { meta-ads: dayFirst }", fix, StringComparison.Ordinal);
        Assert.Contains("dateOrder: { meta-ads: monthFirst }", fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextLanguage.English, "misspelt")]
    [InlineData(TextLanguage.Russian, "опечатка")]
    public void A_brand_that_is_not_configured_is_named_with_what_was_used_and_what_to_do(TextLanguage language, string cause)
    {
        var problem = new Problem(ProblemSeverity.Warning, ProblemCodes.BrandNotConfigured, 0, null, null, "acmee", "Europe/Riga", "USD");

        var text = ProblemTexts.For(problem, Known, language);

        Assert.All(["acmee", "Europe/Riga", "USD"], x => Assert.Contains(x, text.Message, StringComparison.Ordinal));
        Assert.All([cause, "config/acmee.yaml"], x => Assert.Contains(x, text.Fix, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "в ней 1 ячейка из 12")]
    [InlineData(3, "в ней 3 ячейки из 12")]
    [InlineData(11, "в ней 11 ячеек из 12")]
    public void Russian_counts_agree_with_their_noun(int cells, string expected)
    {
        var problem = new Problem(ProblemSeverity.Error, ProblemCodes.TooFewCells, 2, null, null, $"{cells}", "12");

        Assert.Contains(expected, ProblemTexts.For(problem, Known, TextLanguage.Russian).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_is_named_with_its_value()
    {
        var columns = new Problem(ProblemSeverity.Error, ProblemCodes.LimitExceeded, 0, null, null, nameof(ReadingLimits.MaxColumns), "2000");
        var record = new Problem(ProblemSeverity.Error, ProblemCodes.LimitExceeded, 9, null, null, nameof(ReadingLimits.MaxRecordBytes), "4194304");

        Assert.Contains("at most 2,000 columns", ProblemTexts.For(columns, Known, TextLanguage.English).Message, StringComparison.Ordinal);
        Assert.Contains("не больше 4\u00a0МиБ в одной строке", ProblemTexts.For(record, Known, TextLanguage.Russian).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_are_declined_in_russian()
    {
        var problem = new Problem(ProblemSeverity.Error, ProblemCodes.TooFewCells, 2, null, null, []);

        var fix = ProblemTexts.For(problem, new("yandex-direct", FactKind.Ads, []), TextLanguage.Russian).Fix;

        Assert.Contains("выгрузите файл из Яндекс Директа заново", fix, StringComparison.Ordinal);
    }

    private static IEnumerable<(Problem Problem, ProblemContext Context)> Variants(string code)
    {
        string[][] argumentSets =
        [
            [], ["5"], ["google-ads"], ["MaxColumns", "2000"], ["record_bytes", "4194304"], ["other-limit", "17"], ["other-limit"], ["nested"],
            ["too_large"], ["too_many"], ["unsafe_path"], ["pdf"], ["image"], ["office"], ["zip"], ["utf-32"], ["binary"], ["google-analytics"], ["meta-ads"],
            ["yandex-direct"], ["cost", "12.50", "11"], ["EUR", "USD"], ["3", "12"], ["sessions", "12", "11", "withheld"], ["0.125"], ["7300"],
            ["2026-11-16", "2026-11-22"], .. OfAnswers(code),
        ];
        foreach (var arguments in argumentSets)
        {
            foreach (var severity in Enum.GetValues<ProblemSeverity>())
            {
                yield return (new(severity, code, 0, null, null, arguments), ProblemContext.None);
                yield return (new(severity, code, 7, "Column", "xyz", arguments), Known);
                yield return (new(severity, code, 7, "Column", null, arguments), Known with { Source = "costs" });
                yield return (new(severity, code, 0, null, null, arguments), new("yandex-metrica", FactKind.Web, [], IsPull: true));
                yield return (new(severity, code, 7, "ym:s:date", "xyz", arguments), new("yandex-metrica", FactKind.Web, [], IsPull: true));
            }
        }
    }

    // These say what is wrong by a word, which other codes would take for the name of a measure.
    private static IEnumerable<string[]> OfAnswers(string code) => code switch
    {
        ProblemCodes.DamagedContainer => Faults(),
        ProblemCodes.UnknownFormat =>
            [["metrics", "ym:s:users", "ym:s:visits"], ["dimensions", "ym:s:date", "ym:s:startURL"], ["pullSource", "vk-ads"], ["pullView", "hourly"]],
        _ => [],
    };

    private static IEnumerable<string[]> Faults() =>
        from field in typeof(PageFaults).GetFields(BindingFlags.Public | BindingFlags.Static)
        let fault = (string)field.GetRawConstantValue()!
        from more in (string[][])[[], ["0"], ["2"], ["2", "1"]]
        select (string[])[fault, .. more];

    private static void IsEnglish(string text) => Assert.Matches("[A-Za-z]", text.Replace("“Дата”", "", StringComparison.Ordinal));

    private static void IsRussian(string text) => Assert.Matches("[А-Яа-яЁё]", text);

    private static void IsSentence(string text)
    {
        Assert.EndsWith(".", text, StringComparison.Ordinal);
        Assert.True(char.IsUpper(text[0]), text);
        // A hole where a detail should be shows as a doubled space or mark, a template as braces.
        Assert.DoesNotMatch(Hole(), text);
    }

    [GeneratedRegex(@"  |\.\.|,,|\{[0-9A-Za-z]*\}|“”|«»|\(\)| [.,;:]|: \.|null", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}
