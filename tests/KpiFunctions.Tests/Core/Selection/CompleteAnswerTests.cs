using System.Text.Json;
using CsCheck;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Complete answers" of the selection rules: what a platform was asked for as a whole, it has the last word on.</summary>
public sealed class CompleteAnswerTests
{
    private static readonly AccountRef Shop = new("7", null);
    private static readonly FactView ByDay = new(FactKind.Web, null, "");
    private static readonly FactView ByChannel = new(FactKind.Web, null, DimensionNames.Channel);
    private static readonly FactView Campaigns = new(FactKind.Ads, AdLevel.Campaign, "");

    [Fact]
    public void A_row_that_vanished_is_gone()
    {
        var files = new Files()
            .Visits("pull of the 21st", At(21), 100, "email", account: Shop)
            .Visits("pull of the 21st", At(21), 50, "display", account: Shop)
            .Visits("pull of the 22nd", At(22), 110, "email", account: Shop);

        Assert.Equal(["display 50", "email 110"], Web(files));
        Assert.Equal(["email 110"], Web(files, Answer("pull of the 22nd", At(22), ByChannel)));
    }

    [Fact]
    public void An_answer_without_a_row_empties_its_days()
    {
        var files = new Files().Visits("pull of the 21st", At(21), 100, account: Shop);

        Assert.Empty(Web(files, Answer("pull of the 22nd", At(22), ByDay)));
    }

    [Fact]
    public void A_dropped_file_yields_to_a_later_answer_and_replaces_an_earlier_one_by_key()
    {
        var files = new Files()
            .Visits("dropped on the 20th", At(20), 30, "display", account: Shop)
            .Visits("pull of the 21st", At(21), 100, "email", account: Shop)
            .Visits("pull of the 21st", At(21), 60, "direct", account: Shop)
            .Visits("dropped on the 22nd", At(22), 90, "email", account: Shop);

        Assert.Equal(["direct 60", "email 90"], Web(files, Answer("pull of the 21st", At(21), ByChannel)));
    }

    [Fact]
    public void Another_view_account_day_or_source_is_left_alone()
    {
        var other = new AccountRef("8", null);
        var files = new Files()
            .Visits("old", At(20), 1, account: Shop)
            .Visits("old", At(20), 2, "email", account: Shop)
            .Visits("old", At(20), 3, account: other)
            .Visits("old", At(20), 4, account: Shop, day: Day.AddDays(1))
            .Visits("old", At(20), 5, account: Shop, day: Day.AddDays(-1));

        Assert.Equal(["- 5", "email 2", "- 3", "- 4"], Web(files, Answer("pull", At(22), ByDay)));
        Assert.Equal(5, Web(files, Answer("pull", At(22), ByDay, source: "yandex-metrica")).Length);
    }

    [Fact]
    public void A_measure_that_the_answer_does_not_have_vanishes_with_its_row()
    {
        var files = new Files()
            .Visits("dropped", At(20), 100, orders: 5, revenue: 250m, account: Shop)
            .Visits("pull", At(22), 110, account: Shop);

        var row = Assert.Single(files.Select(Options(Answer("pull", At(22), ByDay))).Web);
        Assert.Equal((110, null, null), (row.Measures.Sessions, row.Measures.Orders, row.Measures.Revenue));
    }

    [Fact]
    public void An_account_is_the_same_under_its_name_also_when_the_answer_has_no_row()
    {
        var files = new Files().Visits("dropped", At(20), 100, account: new AccountRef(null, "Shop"));
        var named = Answer("pull", At(22), ByDay, account: new AccountRef("7", "shop "));

        Assert.Empty(Web(files, named));
        Assert.Single(Web(files, named with { Answer = named.Answer with { Account = Shop } }));
    }

    [Fact]
    public void Of_two_answers_with_one_stamp_the_lower_hash_has_the_last_word()
    {
        var files = new Files()
            .Visits("aaa", At(22), 100, "email", account: Shop)
            .Visits("bbb", At(22), 50, "display", account: Shop);

        Assert.Equal(["email 100"], Web(files, Answer("aaa", At(22), ByChannel), Answer("bbb", At(22), ByChannel)));
    }

    [Fact]
    public void A_retracted_answer_does_not_count()
    {
        var files = new Files().Visits("old", At(20), 100, account: Shop);
        var options = Options(Answer("pull", At(22), ByDay)) with { Retracted = new HashSet<string> { "pull" } };

        Assert.Equal(100, files.Select(options).Web.Single().Measures.Sessions);
    }

    [Fact]
    public void An_answer_whose_bytes_were_there_before_has_the_earlier_stamp()
    {
        var files = new Files().Visits("dropped on the 21st", At(21), 100, account: Shop);
        var options = Options(Answer("pull", At(22), ByDay)) with { FirstDrops = new Dictionary<string, DateTimeOffset> { ["pull"] = At(20) } };

        Assert.Equal(100, files.Select(options).Web.Single().Measures.Sessions);
    }

    [Fact]
    public void Campaigns_that_vanished_are_gone_and_finer_levels_stay()
    {
        var files = new Files()
            .Ad("old", At(20), "Tea", 10m, account: Shop)
            .Ad("old", At(20), "Cups", 20m, account: Shop)
            .Ad("keywords", At(20), "Cups", 5m, level: AdLevel.Keyword, account: Shop)
            .Ad("pull", At(22), "Tea", 11m, account: Shop);

        var selected = files.Select(Options(Answer("pull", At(22), Campaigns, source: Ads)));

        Assert.Equal("Cups 5/; Tea 11/", Files.Text(selected.Ads.OrderBy(static x => x.Campaign.Name, StringComparer.Ordinal)));
    }

    [Fact]
    public void A_breakdown_of_campaigns_is_a_view_of_its_own()
    {
        var network = Dimensions.Of(("network", "search"));
        var files = new Files()
            .Ad("old", At(20), "Tea", 10m, account: Shop)
            .Ad("by network", At(21), "Tea", 9m, account: Shop, dimensions: network);

        Assert.Equal("Tea 9/", Files.Text(files.Select(Options(Answer("pull", At(22), Campaigns, source: Ads))).Ads));
        Assert.Equal("Tea 10/", Files.Text(files.Select(Options(Answer("pull", At(22), Campaigns with { DimensionSet = "network" }, source: Ads))).Ads));
    }

    [Fact]
    public void A_name_that_only_a_vanished_row_shared_belongs_to_the_day_again()
    {
        var files = new Files()
            .Ad("old", At(20), "Tea", 10m, id: "2", account: Shop)
            .Ad("keywords", At(21), "Tea", 3m, level: AdLevel.Keyword, account: Shop)
            .Ad("other day", At(21), "Tea", 1m, id: "1", account: Shop, day: Day.AddDays(-3));

        var selected = files.Select(Options(Answer("pull", At(22), Campaigns, source: Ads)));

        Assert.Equal("Tea 3/", Files.Text(selected.Ads.Where(static x => x.Date == Day)));
    }

    [Fact]
    public void An_unfinished_day_is_the_last_answer_s_whatever_was_dropped_before()
    {
        var files = new Files()
            .Visits("pull at nine", At(18, 9), 40, "email", account: Shop)
            .Visits("pull at nine", At(18, 9), 10, "display", account: Shop)
            .Visits("pull at ten", At(18, 10), 45, "email", account: Shop);

        Assert.Equal(["email 45"], Web(files, Answer("pull at nine", At(18, 9), ByChannel), Answer("pull at ten", At(18, 10), ByChannel)));
    }

    /// <summary>A pull of some days: which hour, which days, and per day the sessions of some channels.</summary>
    private static readonly Gen<(int Hour, int From, int Days, (int Day, int Channel, int Sessions)[] Rows)[]> GenPulls =
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[1, 500]).Array[0, 8]).Array[1, 8];

    [Fact]
    public void Pulls_in_any_order_end_in_the_last_asked_one_s_word() =>
        Gen.Select(GenPulls, Gen.Int).Sample(
            static (pulls, seed) =>
            {
                var (facts, answers) = Stored(pulls);
                var selected = Select(facts, answers, seed);
                var expected = Enumerable.Range(0, 7).SelectMany(day => LastWord(pulls, day));
                return selected.Web.Select(static x => (x.Date.DayNumber - Day.DayNumber, x.Dimensions.Values, x.Measures.Sessions))
                    .Order()
                    .SequenceEqual(expected.Order());
            },
            iter: 1_000);

    [Fact]
    public void Neither_the_order_of_facts_and_answers_nor_repeated_ones_change_what_counts() =>
        Gen.Select(GenPulls, Gen.Int).Sample(
            static (pulls, seed) =>
            {
                var (facts, answers) = Stored(pulls);
                return JsonSerializer.Serialize(Select(facts, answers, seed)) == JsonSerializer.Serialize(Select([.. facts, .. facts], [.. answers, .. answers], seed + 1));
            },
            iter: 500);

    [Fact]
    public void What_no_answer_speaks_for_counts_as_if_there_were_none() =>
        Gen.Select(GenPulls, Gen.Int[0, 6], Gen.Int[1, 500]).Sample(
            static (pulls, day, sessions) =>
            {
                // Days that were over long before, so that no rule but this one takes facts away.
                var first = Day.AddDays(-12);
                var (facts, answers) = Stored(pulls, first);
                var files = new Files()
                    .Visits("another account", At(15), sessions, "email", account: new AccountRef("8", null), day: first.AddDays(day))
                    .Visits("another view", At(15), sessions, account: Shop, day: first.AddDays(day))
                    .Visits("later drop", At(30), sessions, "other", account: Shop, day: first.AddDays(day));
                var selected = Select([.. facts, .. files.Facts.Web], answers, 1).Web.Where(x => x.Date == first.AddDays(day) && x.Measures.Sessions == sessions).ToList();
                return selected.Exists(static x => x.AccountKey == "id:8")
                    && selected.Exists(static x => x.AccountKey == "id:7" && x.Dimensions.Count == 0)
                    && selected.Exists(static x => x.Dimensions.Values == "other");
            },
            iter: 500);

    private static IEnumerable<(int Day, string Channel, long? Sessions)> LastWord(
        (int Hour, int From, int Days, (int Day, int Channel, int Sessions)[] Rows)[] pulls, int day)
    {
        // Of one hour the lower hash is the newer, and hashes are in the order of the pulls.
        var last = pulls.Select(static (x, i) => (Pull: x, Index: i))
            .Where(x => day >= x.Pull.From && day < x.Pull.From + x.Pull.Days)
            .OrderByDescending(static x => x.Pull.Hour)
            .ThenBy(static x => x.Index)
            .FirstOrDefault();
        return (last.Pull.Rows ?? [])
            .Where(x => x.Day == day)
            .GroupBy(static x => x.Channel)
            .Select(x => (day, Channels.All[x.Key], (long?)x.Sum(static y => y.Sessions)));
    }

    private static (List<WebFact> Facts, List<StampedAnswer> Answers) Stored(
        (int Hour, int From, int Days, (int Day, int Channel, int Sessions)[] Rows)[] pulls, DateOnly? firstDay = null)
    {
        var first = firstDay ?? Day;
        var files = new Files();
        var answers = new List<StampedAnswer>();
        for (var i = 0; i < pulls.Length; i++)
        {
            var (hour, from, days, rows) = pulls[i];
            var stamp = At(18).AddHours(hour);
            answers.Add(Answer("pull" + i, stamp, ByChannel, from: first.AddDays(from), to: first.AddDays(from + days - 1)));
            foreach (var row in rows.Where(x => x.Day >= from && x.Day < from + days))
            {
                files.Visits("pull" + i, stamp, row.Sessions, Channels.All[row.Channel], account: Shop, day: first.AddDays(row.Day));
            }
        }

        return (files.Facts.Web, answers);
    }

    private static SelectedFacts Select(List<WebFact> facts, List<StampedAnswer> answers, int seed)
    {
        var random = new Random(seed);
        var shuffled = facts.ToArray();
        var order = answers.ToArray();
        random.Shuffle(shuffled);
        random.Shuffle(order);
        var set = new FactSet();
        set.Web.AddRange(shuffled);
        return FactSelection.Select(set, Options(order));
    }

    private static SelectionOptions Options(params StampedAnswer[] answers) => new() { CompleteAnswers = answers };

    private static StampedAnswer Answer(
        string file, DateTimeOffset stamp, FactView view, string source = Files.Web, AccountRef? account = null, DateOnly? from = null, DateOnly? to = null) =>
        new(file, stamp, new CompleteAnswer(source, account ?? Shop, view, from ?? Day, to ?? from ?? Day));

    private static string[] Web(Files files, params StampedAnswer[] answers) =>
    [
        .. files.Select(Options(answers)).Web.Select(static x => $"{x.Dimensions.Value(DimensionNames.Channel) ?? "-"} {x.Measures.Sessions}"),
    ];
}
