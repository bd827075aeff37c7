using System.Text;
using KpiFunctions.Connectors;
using KpiFunctions.Core.Pulls;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Xunit;
using static KpiFunctions.IntegrationTests.Pulling.PullLab;

namespace KpiFunctions.IntegrationTests.Pulling;

/// <summary>The promises of pulling one slice: asked once, kept, imported, recorded, and made good after whatever breaks off.</summary>
public sealed class PullSourceTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    [Fact]
    public async Task What_is_due_is_asked_for_kept_imported_and_recorded()
    {
        await using var lab = await LabAsync();
        lab.Platform.Visits = static day => day.Day;

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal(PullState.Done, outcome.State);
        Assert.Equal(["date 2026-11-16..2026-11-22", "utm 2026-11-16..2026-11-22"], lab.Platform.TakeQuestions());
        Assert.All(outcome.Answers, static x => Assert.Equal((7, 1, true, IngestState.Done), (x.Rows, x.Requests, x.Complete, x.Import.State)));
        Assert.Equal(7, (await lab.SliceAsync(Monday)).Days.Count);
        Assert.Equal(18, await lab.VisitsAsync(new(2026, 11, 18)));

        var kept = await lab.Get<PulledStore>().ListAsync(Brand, Stop);
        Assert.Equal(["date", "utm"], kept.Select(static x => x.Name.View));
        await using var open = (await lab.Get<PulledStore>().OpenAsync(kept[0].Name, Stop))!;
        using var reader = new StreamReader(open.Content);
        Assert.True(PullHeader.TryRead(Encoding.UTF8.GetBytes((await reader.ReadLineAsync(Stop))!), out var header));
        Assert.Equal(kept[0].Name, PulledName.Of(Brand, header));
        Assert.StartsWith("{\"data\":[", await reader.ReadLineAsync(Stop), StringComparison.Ordinal);

        var imports = await lab.Get<ImportLedger>().ListAsync(Brand, Stop);
        Assert.Equal(kept.Select(static x => x.Name.RecordPath), imports.Select(static x => x.Path).Order(StringComparer.Ordinal));
        Assert.NotNull(await lab.Get<ReceiptStore>().ReadJsonAsync(kept[0].Name, Stop));
        Assert.Null(await lab.Get<ReceiptStore>().ReadJsonAsync(Brand, "pulled/" + kept[0].Name.Path, Stop));
    }

    [Fact]
    public async Task Two_instances_at_once_ask_once()
    {
        await using var lab = await LabAsync();
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        lab.Platform.Before = async _ =>
        {
            asked.TrySetResult();
            await go.Task;
        };

        var first = lab.PullAsync(lab.Week(Monday));
        await asked.Task.WaitAsync(Stop);
        var second = await lab.PullAsync(lab.Week(Monday));
        go.SetResult();

        Assert.Equal((PullState.Busy, PullCodes.Busy), (second.State, second.Code));
        Assert.True(second.Until > lab.Now);
        Assert.Equal(PullState.Done, (await first).State);
        Assert.Equal(2, lab.Platform.TakeQuestions().Count);
    }

    [Fact]
    public async Task A_message_that_comes_twice_asks_nothing_twice()
    {
        await using var lab = await LabAsync();
        var message = lab.Week(Monday);
        await lab.PullAsync(message);
        lab.Platform.TakeQuestions();

        // Even a day later, when the same days would be due again.
        lab.Time.Advance(TimeSpan.FromDays(1));
        var again = await lab.PullAsync(message);

        Assert.Equal(PullState.NothingDue, again.State);
        Assert.Empty(lab.Platform.TakeQuestions());
        Assert.True(again.HasImported);
    }

    [Fact]
    public async Task Named_days_are_asked_for_whatever_is_recorded_but_never_before_they_are_over()
    {
        await using var lab = await LabAsync();
        await lab.PullAsync(lab.Week(Monday));
        lab.Platform.TakeQuestions();
        var week = lab.Week(Monday.AddDays(7));

        await lab.PullAsync(lab.Week(Monday), new([Monday, Monday.AddDays(1), Monday.AddDays(4)]));
        var current = await lab.PullAsync(week, new([week.From, new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 25)]));

        Assert.Equal(PullState.Done, current.State);
        Assert.Equal(
            ["date 2026-11-16..2026-11-17", "utm 2026-11-16..2026-11-17", "date 2026-11-20..2026-11-20", "utm 2026-11-20..2026-11-20",
                "date 2026-11-23..2026-11-23", "utm 2026-11-23..2026-11-23"],
            lab.Platform.TakeQuestions());
    }

    [Fact]
    public async Task An_answer_that_was_kept_before_a_crash_is_imported_and_counts_once()
    {
        await using var lab = await LabAsync();
        var key = new PullSliceKey(Brand, "yandex-metrica", "1", Monday, Monday.AddDays(6));
        Assert.NotNull((await lab.Get<PullLedger>().ClaimAsync(key, PullRun.Claim, Stop)).Slice);
        await KeepAsync(lab, "date");

        // Nobody gave the claim back.
        Assert.Equal(PullState.Busy, (await lab.PullAsync(lab.Week(Monday))).State);
        lab.Time.Advance(PullRun.Claim);
        lab.Platform.Visits = static _ => 12;
        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal(PullState.Done, outcome.State);
        var kept = await lab.Get<PulledStore>().ListAsync(Brand, Stop);
        var imports = await lab.Get<ImportLedger>().ListAsync(Brand, Stop);
        Assert.Equal(3, kept.Count);
        Assert.Equal(kept.Select(static x => x.Name.RecordPath).Order(StringComparer.Ordinal), imports.Select(static x => x.Path).Order(StringComparer.Ordinal));
        Assert.All(imports, static x => Assert.Equal(ImportState.Done, x.State));
        Assert.Equal(12, await lab.VisitsAsync(Monday));
    }

    [Fact]
    public async Task A_fault_gives_the_claim_back_and_the_next_run_finds_what_was_kept()
    {
        await using var lab = await LabAsync();
        lab.Platform.Instead = static x => x.View == "utm" ? throw new IOException("The disk is full.") : null;
        await Assert.ThrowsAsync<IOException>(() => lab.PullAsync(lab.Week(Monday)));
        lab.Platform.Instead = static _ => null;
        await KeepAsync(lab, "utm");

        Assert.Equal(PullState.Done, (await lab.PullAsync(lab.Week(Monday))).State);

        Assert.Equal(4, (await lab.Get<ImportLedger>().ListAsync(Brand, Stop)).Count);
        Assert.Equal(10, await lab.VisitsAsync(Monday));
    }

    [Fact]
    public async Task Who_took_too_long_records_nothing_and_who_came_after_does()
    {
        await using var lab = await LabAsync();
        var inner = Task.FromResult<PullOutcome?>(null);
        lab.Platform.Before = async _ =>
        {
            lab.Platform.Before = static _ => Task.CompletedTask;
            lab.Time.Advance(PullRun.Claim + TimeSpan.FromMinutes(1));
            lab.Platform.Visits = static _ => 11;
            inner = Task.FromResult<PullOutcome?>(await lab.PullAsync(lab.Week(Monday)));
            lab.Platform.Visits = static _ => 10;
        };

        var outer = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal(PullState.Done, (await inner)!.State);
        Assert.NotEqual(PullState.Done, outer.State);
        Assert.Equal(11, await lab.VisitsAsync(Monday));
    }

    [Fact]
    public async Task A_platform_that_keeps_us_waiting_is_given_up_before_the_claim_ends()
    {
        await using var lab = await LabAsync();
        lab.Platform.Before = async stop =>
        {
            lab.Time.Advance(AnswerKeeper.LongestQuestion);
            await Task.Delay(Timeout.Infinite, stop);
        };

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((PullState.Failed, PullCodes.Unavailable, true), (outcome.State, outcome.Code, outcome.IsTemporary));
        Assert.False((await lab.SliceAsync(Monday)).IsClaimed(lab.Now));
    }

    [Fact]
    public async Task A_platforms_wish_to_wait_holds_for_the_whole_account_and_even_for_people()
    {
        await using var lab = await LabAsync();
        var until = lab.Now.AddHours(5);
        lab.Platform.Instead = _ => new PullAnswer.Later(until, PullCodes.Quota);
        Assert.Equal((PullState.Later, until), await StateAsync(lab.Week(Monday)));
        Assert.Single(lab.Platform.TakeQuestions());
        lab.Platform.Instead = static _ => null;

        Assert.Equal((PullState.Later, until), await StateAsync(lab.Week(Monday)));
        Assert.Equal((PullState.Later, until), await StateAsync(lab.Week(Monday.AddDays(-7))));
        Assert.Equal(PullState.Later, (await lab.PullAsync(lab.Week(Monday), new([Monday], IsMended: true))).State);
        Assert.Empty(lab.Platform.TakeQuestions());
        lab.Time.Advance(TimeSpan.FromHours(5));

        Assert.Equal(PullState.Done, (await lab.PullAsync(lab.Week(Monday))).State);
        Assert.Equal(PullState.Done, (await lab.PullAsync(lab.Week(Monday.AddDays(-7)))).State);

        async Task<(PullState, DateTimeOffset?)> StateAsync(PullMessage message)
        {
            var outcome = await lab.PullAsync(message);
            return (outcome.State, outcome.Until);
        }
    }

    [Fact]
    public async Task Who_has_mended_the_cause_need_not_wait()
    {
        await using var lab = await LabAsync();
        lab.Platform.Instead = static _ => new PullAnswer.Failed(PullCodes.TokenRefused, IsTemporary: false, "expired");
        var failed = await lab.PullAsync(lab.Week(Monday));
        Assert.Equal((PullState.Failed, PullCodes.TokenRefused, false, "expired"), (failed.State, failed.Code, failed.IsTemporary, failed.Detail));
        lab.Platform.Instead = static _ => null;

        var waiting = await lab.PullAsync(lab.Week(Monday.AddDays(-7)));
        Assert.Equal((PullState.Later, PullCodes.TokenRefused, false), (waiting.State, waiting.Code, waiting.IsTemporary));
        Assert.Single(lab.Platform.TakeQuestions());

        Assert.Equal(PullState.Done, (await lab.PullAsync(lab.Week(Monday), new(IsMended: true))).State);
    }

    [Fact]
    public async Task A_missing_token_asks_nothing_and_is_seen_in_the_ledger()
    {
        await using var lab = await LabAsync();
        await lab.ConfigureAsync("brand: shop\nconnectors: [{ source: yandex-metrica, account: \"1\", token: other, from: 2026-11-01 }]");

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((PullState.Failed, PullCodes.TokenMissing, "other"), (outcome.State, outcome.Code, outcome.Detail));
        Assert.Equal(PullCodes.TokenMissing, (await lab.SliceAsync(Monday)).LastCode);
        Assert.Empty(lab.Platform.TakeQuestions());
    }

    [Fact]
    public async Task An_answer_that_is_not_whole_is_used_but_its_days_stay_due()
    {
        await using var lab = await LabAsync();
        lab.Platform.Complete = false;
        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((PullState.Failed, PullReasons.Incomplete, true), (outcome.State, outcome.Code, outcome.IsTemporary));
        Assert.Equal(2, outcome.Answers.Count);
        Assert.True(outcome.HasImported);
        Assert.Empty((await lab.SliceAsync(Monday)).Days);
        Assert.Equal(10, await lab.VisitsAsync(Monday));
    }

    [Fact]
    public async Task A_row_that_stands_twice_in_a_page_is_not_taken_for_a_platform_that_has_more_than_it_gave()
    {
        await using var lab = await LabAsync();
        lab.Platform.Repeats = true;

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((PullState.Failed, PullCodes.UnreadableAnswer, true), (outcome.State, outcome.Code, outcome.IsTemporary));
        Assert.Equal(["date", "utm"], outcome.Answers.Select(static x => x.View));
        Assert.Equal(10, await lab.VisitsAsync(Monday));
    }

    [Fact]
    public async Task An_answer_that_the_configuration_refuses_is_no_answer()
    {
        await using var lab = await LabAsync("accounts: [{ source: yandex-metrica, account: \"2\" }]");

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((PullState.Failed, PullReasons.AnswerRefused, false), (outcome.State, outcome.Code, outcome.IsTemporary));
        Assert.False(outcome.HasImported);
        Assert.Empty((await lab.SliceAsync(Monday)).Days);
    }

    [Fact]
    public async Task A_day_that_is_too_much_costs_itself_and_no_other()
    {
        await using var lab = await LabAsync();
        var heavy = Monday.AddDays(2);
        lab.Platform.Instead = x => x.View == "utm" && x.From <= heavy && x.To >= heavy ? TooMuch("too complicated") : null;

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((PullState.Failed, PullCodes.TooMuch, false, "2026-11-18: too complicated"), (outcome.State, outcome.Code, outcome.IsTemporary, outcome.Detail));
        Assert.Equal(
            ["date 2026-11-16..2026-11-22", "utm 2026-11-16..2026-11-22",
                .. Enumerable.Range(16, 7).Select(static x => $"utm 2026-11-{x}..2026-11-{x}")],
            lab.Platform.TakeQuestions());
        Assert.Equal(
            ["2026-11-16..2026-11-22", .. new[] { 16, 17, 19, 20, 21, 22 }.Select(static x => $"2026-11-{x}..2026-11-{x}")],
            outcome.Answers.Select(static x => $"{x.From:yyyy-MM-dd}..{x.To:yyyy-MM-dd}"));
        Assert.Equal(
            [16, 17, 19, 20, 21, 22],
            (await lab.SliceAsync(Monday)).Days.Keys.Order().Select(static x => x.Day));
        Assert.Equal(10, await lab.VisitsAsync(heavy));

        lab.Time.Advance(TimeSpan.FromHours(6));
        lab.Platform.Instead = static _ => null;
        Assert.Equal(PullState.Done, (await lab.PullAsync(lab.Week(Monday))).State);
        Assert.Equal(["date 2026-11-18..2026-11-18", "utm 2026-11-18..2026-11-18"], lab.Platform.TakeQuestions());
    }

    [Fact]
    public async Task Every_day_that_is_too_much_is_named()
    {
        await using var lab = await LabAsync();
        lab.Platform.Instead = x => x.From < x.To || x.From.Day is 17 or 20 ? TooMuch(null) : null;

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((PullCodes.TooMuch, "2026-11-17, 2026-11-20"), (outcome.Code, outcome.Detail));
        Assert.Equal([16, 18, 19, 21, 22], (await lab.SliceAsync(Monday)).Days.Keys.Order().Select(static x => x.Day));
    }

    [Theory]
    [InlineData(true, PullState.Later, PullCodes.Quota)]
    [InlineData(false, PullState.Failed, PullCodes.Unavailable)]
    public async Task A_wait_or_an_outage_between_single_days_ends_the_pull_and_what_was_answered_before_is_had(bool isWait, PullState state, string code)
    {
        await using var lab = await LabAsync();
        var until = lab.Now.AddHours(2);
        lab.Platform.Instead = x => (x.View, x.From < x.To, x.From.Day) switch
        {
            ("utm", true, _) or ("utm", _, 16) => TooMuch(null),
            ("utm", _, 19) => isWait ? new PullAnswer.Later(until, code) : new PullAnswer.Failed(code, IsTemporary: true, null),
            _ => null,
        };

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((state, code, true), (outcome.State, outcome.Code, outcome.IsTemporary));
        Assert.Equal(isWait, outcome.Until == until);
        Assert.Equal("utm 2026-11-19..2026-11-19", lab.Platform.TakeQuestions()[^1]);
        Assert.Equal([17, 18], (await lab.SliceAsync(Monday)).Days.Keys.Order().Select(static x => x.Day));
    }

    [Fact]
    public async Task A_day_that_only_one_view_answered_stays_due()
    {
        await using var lab = await LabAsync();
        lab.Platform.Instead = static x => x.View == "utm" ? new PullAnswer.Failed(PullCodes.BadQuestion, IsTemporary: false, null) : null;

        var outcome = await lab.PullAsync(lab.Week(Monday));

        Assert.Equal((PullState.Failed, PullCodes.BadQuestion), (outcome.State, outcome.Code));
        Assert.Equal("date", Assert.Single(outcome.Answers).View);
        Assert.Empty((await lab.SliceAsync(Monday)).Days);
        Assert.Equal(10, await lab.VisitsAsync(Monday));
    }

    [Theory]
    [InlineData("2", "2026-11-16")]
    [InlineData("1", "2026-11-17")]
    [InlineData("../1", "2026-11-16")]
    [InlineData("1", "9999-12-25")]
    public async Task What_nobody_configured_and_what_is_no_slice_is_dropped(string account, string from)
    {
        await using var lab = await LabAsync();
        var day = DateOnly.ParseExact(from, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var message = new PullMessage(Brand, "yandex-metrica", account, day, day.AddDays(6), lab.Now);

        Assert.Equal(PullState.Dropped, (await lab.PullAsync(message)).State);
        Assert.Equal(PullState.Dropped, (await lab.PullAsync(message with { Brand = "../shop" })).State);
        Assert.Equal(PullState.Dropped, (await lab.PullAsync(message with { Brand = "another" })).State);
        Assert.Empty(lab.Platform.TakeQuestions());
    }

    [Fact]
    public async Task Slices_of_another_length_forget_nothing()
    {
        await using var lab = await LabAsync();
        await lab.PullAsync(lab.Week(Monday.AddDays(-7)));
        lab.Platform.TakeQuestions();
        lab.Platform.SliceDays = 14;

        var slice = DueDays.SliceOf(Monday.AddDays(-7), 14);
        var message = new PullMessage(Brand, "yandex-metrica", "1", slice.From, slice.To, Morning);
        await lab.PullAsync(message);

        Assert.DoesNotContain(lab.Platform.TakeQuestions(), static x => x.Contains("2026-11-09", StringComparison.Ordinal));
    }

    private async Task<PullLab> LabAsync(string more = "")
    {
        var lab = await CreateAsync(azurite);
        await lab.ConfigureAsync(new DateOnly(2026, 11, 1), more);
        return lab;
    }

    private static PullAnswer.Failed TooMuch(string? words) => new(PullCodes.TooMuch, IsTemporary: false, words);

    /// <summary>Keeps an answer as a pull does that breaks off right after it.</summary>
    private static async Task KeepAsync(PullLab lab, string view)
    {
        using var pages = new MemoryStream();
        var question = new PullQuestion("1", view, Monday, Monday.AddDays(6), new AccessToken("secret"));
        var header = Assert.IsType<PullAnswer.Answered>(await lab.Platform.AskAsync(question, pages, Stop)).Header;
        using var whole = new MemoryStream([.. header.ToLine(), .. pages.ToArray()]);
        Assert.True(await lab.Get<PulledStore>().PutAsync(PulledName.Of(Brand, header), whole, Stop));
        lab.Platform.TakeQuestions();
    }
}
