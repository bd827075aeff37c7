using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Composition;
using KpiFunctions.Reports.Words;
using Xunit;

namespace KpiFunctions.Tests.Reports;

public sealed class StoryTests
{
    [Theory]
    [InlineData("ru", "Новый клиент подорожал на 17 %, до 1 102 ₽: в «Поиск – Чай оптом» клик стал стоить 46 ₽ вместо 30 ₽")]
    [InlineData("en", "A new customer now costs 17% more, ₽1,102: a click in “Search – Wholesale tea” rose from ₽30 to ₽46")]
    public void The_headline_names_the_change_and_its_largest_part_with_before_and_after(string language, string expected) =>
        Assert.Equal(expected, Headline(TeaShop.Input(language)));

    [Fact]
    public void A_cac_with_other_costs_is_not_compared_with_one_of_ads_alone()
    {
        // All weeks of the shop count ads alone; this one knows other costs, too.
        var input = TeaShop.Input("en");
        var total = input.Current.Total!;
        var with = total with { Notes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) };
        var current = input.Current with { Members = [with, .. input.Current.Members.Where(x => x != total)] };

        var report = ReportComposer.Compose(input with { Current = current, History = [.. input.History.SkipLast(1), current] });

        var card = report.Blocks.OfType<CardsBlock>().Single().Cards.Single(static x => x.Name == "CAC");
        Assert.Empty(card.Changes);
        Assert.DoesNotContain("new customer now costs", Headline(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru", "Неделя без заметных изменений: ")]
    [InlineData("en", "A quiet week: ")]
    public void A_week_within_the_usual_is_called_quiet(string language, string start)
    {
        var input = TeaShop.Input(language, story: false);
        Assert.StartsWith(start, Headline(input), StringComparison.Ordinal);
        Assert.DoesNotContain(ReportComposer.Compose(input).Blocks.OfType<HeadingBlock>(), static x => x.Text.StartsWith("Why", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ru", "Первая неделя: ")]
    [InlineData("en", "The first week: ")]
    public void A_week_without_a_past_compares_nothing(string language, string start)
    {
        var report = ReportComposer.Compose(HardCases.Input("first week", language));
        Assert.StartsWith(start, Headline(report), StringComparison.Ordinal);
        Assert.All(report.Blocks.OfType<CardsBlock>().Single().Cards, static x => Assert.Empty(x.Changes));
        Assert.DoesNotContain(report.Blocks.SelectMany(Texts.Of), static x => x.Contains('▲', StringComparison.Ordinal) && !x.Contains('▼', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ru", "За 16–22 ноября ничего не измерено")]
    [InlineData("en", "Nothing was measured on 16–22 November")]
    public void A_week_without_numbers_says_so(string language, string expected)
    {
        var report = ReportComposer.Compose(HardCases.Input("nothing at all", language));
        Assert.Equal(expected, Headline(report));
        Assert.Empty(report.Blocks.OfType<CardsBlock>());
        Assert.Empty(report.Blocks.OfType<TableBlock>());
    }

    [Theory]
    [MemberData(nameof(HardCases.All), MemberType = typeof(HardCases))]
    public void A_headline_is_one_short_line_of_clean_text(string name, string language)
    {
        var headline = Headline(HardCases.Input(name, language));
        Assert.InRange(headline.Length, 10, 119);
        Assert.DoesNotContain(headline, char.IsControl);
        Assert.DoesNotContain('\u202E', headline);
    }

    [Fact]
    public void A_trifle_of_a_heavy_kpi_gives_way_to_a_leap_of_a_lighter_one()
    {
        var input = HardCases.Changed(TeaShop.Input("en", story: false), x => x.Period.Id != TeaShop.LastWeek.Id ? x : x with
        {
            Members = [.. x.Members.Select(static m => m.Scope == KpiScope.Campaign ? m : m with
            {
                Sums = m.Sums.ToDictionary(static s => s.Key, static s => s.Key == Measures.Sessions ? s.Value * 2m : s.Value),
            })],
        });

        Assert.StartsWith("Traffic rose ", Headline(input), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_without_a_known_cause_names_none()
    {
        var headline = Headline(HardCases.Changed(TeaShop.Input("en"), static x => x with { Members = [.. x.Members.Where(static m => m.Scope == KpiScope.Total)] }));

        Assert.DoesNotContain("“", headline, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_sentence_warns_of_a_late_source()
    {
        var input = TeaShop.Input("en");
        var late = input with { Notes = input.Notes with { Sources = [new("shopify", null, new(2026, 11, 20), false)] } };

        var lead = ReportComposer.Compose(late).Blocks.OfType<TextBlock>().Single(static x => x.Role == TextRole.Lead);
        Assert.Contains("Shopify has data only to 20 November: the week is incomplete.", Plain(lead.Text.Plain), StringComparison.Ordinal);
        Assert.Contains(lead.Text.Runs, static x => x is { Tone: Tone.Worse, Bold: true });
    }

    [Fact]
    public void The_subject_has_the_one_number_that_matters()
    {
        Assert.Equal("CAC 1 102 ₽ (+17,5 %) · Чайная «Северный лист», 16–22 ноября", Plain(ReportComposer.Compose(TeaShop.Input("ru")).Subject));
        Assert.Equal("CAC ₽1,102 (+17.5%) · Northern Leaf Tea, 16–22 November", Plain(ReportComposer.Compose(TeaShop.Input("en")).Subject));
    }

    [Fact]
    public void The_file_name_is_safe_and_speaks()
    {
        var input = TeaShop.Input("ru");
        Assert.Equal("northern-leaf-tea-2026-W47-ru.pdf", ReportComposer.Compose(input).PdfFileName);
        Assert.Equal("northern-leaf-tea-2026-W47-ru-v2.pdf", ReportComposer.Compose(input with { Version = 2 }).PdfFileName);
        Assert.Equal(
            "---etc-passwd-2026-W47-ru.pdf",
            ReportComposer.Compose(input with { Brand = input.Brand with { Brand = "../etc/passwd" } }).PdfFileName);
    }

    [Fact]
    public void The_parts_as_written_add_up_to_the_values_as_written()
    {
        var table = ReportComposer.Compose(TeaShop.Input("en")).Blocks.OfType<TableBlock>().Single(static x => x.Place == Place.Side);
        var numbers = table.Rows.Select(static x => int.Parse(
            x.Cells[^1].Text.Plain.Replace("₽", string.Empty, StringComparison.Ordinal).Replace(",", string.Empty, StringComparison.Ordinal)
                .Replace(NumberStyle.Minus, '-').TrimStart('+'),
            System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(numbers[^1], numbers[..^1].Sum());
    }

    [Fact]
    public void An_unknown_value_is_a_dash_with_its_reason_and_never_0()
    {
        var cards = ReportComposer.Compose(HardCases.Input("ads only", "en")).Blocks.OfType<CardsBlock>().Single().Cards;

        Assert.Equal(8, cards.Count);
        var unknown = cards.Where(static x => x.Reason is not null).ToList();
        Assert.NotEmpty(unknown);
        Assert.All(unknown, static x => Assert.Equal(NumberStyle.Dash, x.Value));
        Assert.Equal(cards.Count - unknown.Count, cards.TakeWhile(static x => x.Reason is null).Count());
    }

    [Theory]
    [InlineData(0, 5, "new")]
    [InlineData(5, 0, "▼ −100%")]
    [InlineData(0, 0, "0.0%")]
    public void Zero_is_compared_as_the_catalogue_settles(int before, int now, string expected)
    {
        var input = HardCases.Changed(TeaShop.Input("en"), x => x with
        {
            Members = [TeaShop.Member(KpiScope.Total, string.Empty, new() { [Measures.Orders] = x.Period.Id == TeaShop.LastWeek.Id ? now : before })],
        });

        var card = ReportComposer.Compose(input).Blocks.OfType<CardsBlock>().Single().Cards.Single(static x => x.Name == "Orders");
        Assert.Equal(expected, Plain(card.Changes[0].Text.Plain));
    }

    [Fact]
    public void Forty_campaigns_become_the_ends_of_a_ranking_and_a_count()
    {
        var report = ReportComposer.Compose(TeaShop.Input("en", campaigns: 40));
        var heading = report.Blocks.OfType<HeadingBlock>().Single(static x => x.Text.StartsWith("Campaigns", StringComparison.Ordinal));

        Assert.EndsWith("and 34 more", heading.Caption, StringComparison.Ordinal);
        Assert.Equal(6, report.Blocks.OfType<TableBlock>().Last().Rows.Count);
    }

    [Fact]
    public void A_section_without_anything_to_say_is_absent()
    {
        var report = ReportComposer.Compose(HardCases.Input("only a total", "en"));
        Assert.DoesNotContain(report.Blocks.OfType<HeadingBlock>(), static x => x.Text.Contains("channel", StringComparison.Ordinal) || x.Text.StartsWith("Campaigns", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\u0000b\r\nc\u202Ed  e", "a b c d e")]
    [InlineData("\u200B", "?")]
    public void Names_are_cleaned_of_what_draws_nothing(string name, string expected) => Assert.Equal(expected, Names.Clean(name));

    [Fact]
    public void Long_names_lose_their_middle()
    {
        Assert.Equal("Поиск…оптом", Names.Shorten("Поиск – Чай для ресторанов оптом", 12));
        Assert.Equal("short", Names.Shorten("short", 5));
    }

    private static string Headline(ReportInput input) => Headline(ReportComposer.Compose(input));

    private static string Headline(ComposedReport report) =>
        Plain(report.Blocks.OfType<HeadingBlock>().First(static x => x.Level == HeadingLevel.Headline).Text);

    private static string Plain(string text) => text.Replace(NumberStyle.Nbsp, ' ');
}
