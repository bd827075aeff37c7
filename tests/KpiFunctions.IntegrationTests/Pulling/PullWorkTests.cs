using Azure.Data.Tables;
using KpiFunctions.Connectors;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Xunit;
using static KpiFunctions.IntegrationTests.Pulling.PullLab;

namespace KpiFunctions.IntegrationTests.Pulling;

/// <summary>The promises of planning and of the queue: one message a slice, waiting obeyed, nothing asked in vain.</summary>
public sealed class PullWorkTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    [Fact]
    public async Task A_backfill_is_queued_by_slices_the_newest_first_and_only_once()
    {
        await using var lab = await LabAsync(from: new(2026, 10, 25));

        var queued = await lab.PlanAsync();

        Assert.Equal(
            [new(2026, 11, 23), new(2026, 11, 16), new(2026, 11, 9), new(2026, 11, 2), new(2026, 10, 26), new DateOnly(2026, 10, 19)],
            queued.Select(static x => x.From));
        Assert.Empty(await lab.PlanAsync());
        Assert.Equal(6, await lab.WorkAsync());
        var questions = lab.Platform.TakeQuestions();
        Assert.Equal(12, questions.Count);
        Assert.Contains("utm 2026-10-25..2026-10-25", questions);
        Assert.Contains("utm 2026-11-23..2026-11-23", questions);
        Assert.Empty(await lab.PlanAsync());
        Assert.Equal(6, lab.Queues.Waiting(QueueNames.Computes).Count);
        Assert.Equal(10, await lab.VisitsAsync(new(2026, 10, 25)));
    }

    [Fact]
    public async Task Two_planners_at_once_queue_each_slice_once()
    {
        await using var lab = await LabAsync(from: new(2026, 11, 9));

        var queued = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lab.PlanAsync()));

        Assert.Equal(3, queued.Sum(static x => x.Count));
        Assert.Equal(3, lab.Queues.Waiting(QueueNames.Pulls).Count);
    }

    [Fact]
    public async Task A_message_that_was_noted_and_never_sent_is_sent_two_hours_later()
    {
        await using var lab = await LabAsync(from: Monday.AddDays(7));
        var slice = new PullSlice { Key = new(Brand, "yandex-metrica", "1", Monday.AddDays(7), Monday.AddDays(13)) };
        Assert.True(await lab.Get<PullLedger>().TryQueueAsync(slice, "crashed", lab.Now + PullSender.QueuedFor, Stop));

        Assert.Empty(await lab.PlanAsync());
        lab.Time.Advance(PullSender.QueuedFor);
        Assert.Single(await lab.PlanAsync());
    }

    /// <summary>Hour by hour, as the timer does it, with every message handled in the hour in which it is visible.</summary>
    [Fact]
    public async Task Hour_by_hour_restated_days_are_asked_for_once_a_day_and_yesterday_once_more_in_the_morning()
    {
        await using var lab = await LabAsync(from: Monday);
        var revision = 0;
        lab.Platform.Visits = day => (day.Day * 100) + revision;
        var perDay = new List<int>();
        for (var day = 0; day < 5; day++)
        {
            revision = day;
            for (var hour = 0; hour < 24; hour++)
            {
                await lab.PlanAsync();
                await lab.WorkAsync();
                lab.Time.Advance(TimeSpan.FromHours(1));
            }

            perDay.Add(lab.Platform.TakeQuestions().Count);
        }

        // The clock starts at nine in Moscow, so each turn of it holds a midnight. First all from Monday on, in two weeks, and after
        // midnight the last three days: two views of each of the two weeks that they lie in. From Thursday on they lie in one. At six in the morning the two views of
        // yesterday once more.
        Assert.Equal([10, 4, 4, 4, 4], perDay);
        Assert.Equal(1800, await lab.VisitsAsync(new(2026, 11, 18)));
        Assert.Equal(2704, await lab.VisitsAsync(new(2026, 11, 27)));
    }

    [Fact]
    public async Task Yesterday_is_over_when_it_is_over_where_the_brand_is()
    {
        // Noon in UTC: midnight in Kamchatka, and two in the morning in Honolulu.
        await using var lab = await CreateAsync(azurite, new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        await lab.ConfigureAsync(Yaml("east", "Asia/Kamchatka"), "east");
        await lab.ConfigureAsync(Yaml("west", "Pacific/Honolulu"), "west");

        await lab.PlanAsync();
        await lab.WorkAsync();

        Assert.Equal(
            ["date 2026-11-23..2026-11-23", "date 2026-11-23..2026-11-24"],
            lab.Platform.TakeQuestions().Where(static x => x.StartsWith("date", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        static string Yaml(string brand, string zone) =>
            $"brand: {brand}\ntimeZone: {zone}\nconnectors: [{{ source: yandex-metrica, account: \"1\", token: metrica, from: 2026-11-23 }}]";
    }

    [Fact]
    public async Task A_brand_whose_configuration_is_broken_does_not_stop_the_others()
    {
        await using var lab = await LabAsync(from: Monday);
        await lab.ConfigureAsync("brand: broken\nconnectors: [{ source: yandex-metrica }]", "broken");
        await lab.ConfigureAsync("brand: another\nconnectors: [{ source: yandex-metrica, account: letters, token: metrica, from: 2026-11-16 }]", "another");

        Assert.Equal([Brand, Brand], (await lab.PlanAsync()).Select(static x => x.Brand));
    }

    [Fact]
    public async Task A_row_of_the_ledger_that_nobody_can_read_costs_its_brand_only()
    {
        await using var lab = await LabAsync(from: Monday);
        await lab.ConfigureAsync("brand: a0\nconnectors: [{ source: yandex-metrica, account: \"1\", token: metrica, from: 2026-11-16 }]", "a0");
        await lab.Get<StorageClients>().Table(StorageNames.Pulls).AddEntityAsync(
            new TableEntity(PullRow.PartitionKey("a0", "yandex-metrica", "1"), "2026-11-16_2026-11-22") { ["days"] = "{" }, Stop);

        Assert.Equal([Brand, Brand], (await lab.PlanAsync()).Select(static x => x.Brand));

        Assert.Contains("What is due of a0 could not be queued", lab.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_the_planner_is_not_told_of_a_fault()
    {
        await using var lab = await LabAsync(from: Monday);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Get<PullSources>().RunAsync(stop.Token));
    }

    [Fact]
    public async Task A_platforms_wish_to_wait_is_obeyed_by_the_queue()
    {
        await using var lab = await LabAsync(from: Monday);
        var until = lab.Now.AddHours(3);
        lab.Platform.Instead = _ => new PullAnswer.Later(until, PullCodes.Quota);
        await lab.PlanAsync();
        await lab.WorkAsync();

        // One question for two slices, and both come again when the platform wishes.
        Assert.Single(lab.Platform.TakeQuestions());
        var waiting = lab.Queues.Waiting(QueueNames.Pulls);
        Assert.Equal(2, waiting.Count);
        Assert.All(waiting, static x => Assert.InRange(x.Delay, TimeSpan.FromMinutes(179), TimeSpan.FromHours(3)));
        Assert.All(waiting, static x => Assert.Equal(1, WorkMessages.ReadPull(x.Text)!.Attempt));
        Assert.Empty(lab.Queues.Waiting(QueueNames.Computes));

        lab.Platform.Instead = static _ => null;
        for (var hour = 0; hour < 4; hour++)
        {
            Assert.Empty(await lab.PlanAsync());
            lab.Time.Advance(TimeSpan.FromHours(1));
            await lab.WorkAsync();
        }

        Assert.Equal(4, lab.Platform.TakeQuestions().Count);
        Assert.Empty(lab.Queues.Waiting(QueueNames.Pulls));
    }

    [Fact]
    public async Task A_wish_beyond_what_a_queue_can_hide_is_looked_at_again_after_seven_days()
    {
        await using var lab = await LabAsync(from: Monday.AddDays(7));
        lab.Platform.Instead = _ => new PullAnswer.Later(lab.Now.AddDays(10), PullCodes.Quota);
        await lab.PlanAsync();
        await lab.WorkAsync();
        Assert.Equal(WorkQueues.LongestDelay, Assert.Single(lab.Queues.Waiting(QueueNames.Pulls)).Delay);

        lab.Time.Advance(TimeSpan.FromDays(7));
        await lab.WorkAsync();

        Assert.Single(lab.Platform.TakeQuestions());
        Assert.InRange(Assert.Single(lab.Queues.Waiting(QueueNames.Pulls)).Delay, TimeSpan.FromDays(2.9), TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task What_fails_for_a_while_is_tried_at_longer_and_longer_intervals_and_recovers()
    {
        await using var lab = await LabAsync(from: Monday.AddDays(7));
        lab.Platform.Instead = static _ => new PullAnswer.Failed(PullCodes.Unavailable, IsTemporary: true, null);
        await lab.PlanAsync();
        var delays = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(1, await lab.WorkAsync());
            var delay = Assert.Single(lab.Queues.Waiting(QueueNames.Pulls)).Delay;
            delays.Add(Math.Round(delay.TotalMinutes));
            Assert.Empty(await lab.PlanAsync());
            lab.Time.Advance(delay + TimeSpan.FromSeconds(1));
        }

        lab.Platform.Instead = static _ => null;
        await lab.WorkAsync();

        Assert.Equal([1, 5, 15, 60], delays);
        Assert.Equal(6, lab.Platform.TakeQuestions().Count);
        Assert.Empty(lab.Queues.Waiting(QueueNames.Pulls));
        Assert.Equal((0, null), ((await lab.SliceAsync(Monday.AddDays(7))).Failures, (await lab.SliceAsync(Monday.AddDays(7))).LastCode));
        Assert.Single(lab.Queues.Waiting(QueueNames.Computes));
    }

    [Fact]
    public async Task What_a_person_has_to_mend_is_not_queued_again_but_found_due_after_six_hours()
    {
        await using var lab = await LabAsync(from: Monday.AddDays(7));
        lab.Platform.Instead = static _ => new PullAnswer.Failed(PullCodes.AccessDenied, IsTemporary: false, "no rights");
        await lab.PlanAsync();
        await lab.WorkAsync();
        Assert.Empty(lab.Queues.Waiting(QueueNames.Pulls));

        for (var hour = 0; hour < 6; hour++)
        {
            Assert.Empty(await lab.PlanAsync());
            lab.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(await lab.PlanAsync());
        Assert.Single(lab.Platform.TakeQuestions());
    }

    /// <summary>Every answer is kept, copied and imported, so that one that never gets whole must not come for ever several times a day.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_stays_incomplete_or_refused_is_fetched_once_a_day_in_the_end(bool isRefused)
    {
        await using var lab = await CreateAsync(azurite);
        await lab.ConfigureAsync(Monday.AddDays(7), isRefused ? "accounts: [{ source: yandex-metrica, account: \"2\" }]" : "");
        lab.Platform.Complete = false;
        var perDay = new List<int>();
        for (var day = 0; day < 5; day++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                await lab.PlanAsync();
                await lab.WorkAsync();
                lab.Time.Advance(TimeSpan.FromHours(1));
            }

            perDay.Add(lab.Platform.TakeQuestions().Count(static x => x.StartsWith("date", StringComparison.Ordinal)));
        }

        Assert.Equal([1, 1, 1], perDay[2..]);
    }

    [Fact]
    public async Task A_slice_that_fails_does_not_keep_the_next_day_waiting_beyond_its_morning()
    {
        await using var lab = await LabAsync(from: Monday);
        lab.Time.Advance(TimeSpan.FromHours(17));
        lab.Platform.Instead = static _ => new PullAnswer.Failed(PullCodes.BadQuestion, IsTemporary: false, null);

        await lab.PullAsync(lab.Week(Monday.AddDays(7)));

        // Two in the morning in Moscow: six hours are eight o'clock.
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 3, 0, 0, TimeSpan.Zero), (await lab.SliceAsync(Monday.AddDays(7))).NotBefore);
    }

    [Fact]
    public async Task A_slice_that_somebody_else_is_pulling_is_looked_at_when_they_should_be_done()
    {
        await using var lab = await LabAsync(from: Monday.AddDays(7));
        await lab.PlanAsync();
        var key = new PullSliceKey(Brand, "yandex-metrica", "1", Monday.AddDays(7), Monday.AddDays(13));
        Assert.NotNull((await lab.Get<PullLedger>().ClaimAsync(key, TimeSpan.FromMinutes(20), Stop)).Slice);

        await lab.WorkAsync();
        Assert.InRange(Assert.Single(lab.Queues.Waiting(QueueNames.Pulls)).Delay, TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(20));
        Assert.Empty(lab.Platform.TakeQuestions());

        lab.Time.Advance(TimeSpan.FromMinutes(20));
        await lab.WorkAsync();
        Assert.Equal(2, lab.Platform.TakeQuestions().Count);
    }

    [Fact]
    public async Task Copies_of_a_message_do_not_multiply_while_a_platform_is_down()
    {
        await using var lab = await LabAsync(from: Monday.AddDays(7));
        lab.Platform.Instead = static _ => new PullAnswer.Failed(PullCodes.Unavailable, IsTemporary: true, null);
        await lab.PlanAsync();
        var message = Assert.Single(lab.Queues.Take(QueueNames.Pulls, lab.Now)).Text;

        await lab.Get<PullWork>().HandleAsync(message, Stop);
        await lab.Get<PullWork>().HandleAsync(message, Stop);

        Assert.Single(lab.Platform.TakeQuestions());
        Assert.Single(lab.Queues.Waiting(QueueNames.Pulls));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a message")]
    [InlineData("{\"brand\":\"shop\"}")]
    [InlineData("{\"brand\":\"shop\",\"source\":\"yandex-metrica\",\"account\":\"1\"}")]
    [InlineData("{\"brand\":\"shop\",\"source\":\"yandex-metrica\",\"account\":\"1\",\"from\":\"2026-11-16\"}")]
    [InlineData("{\"brand\":\"shop\",\"source\":\"yandex-metrica\",\"account\":\"1\",\"to\":\"2026-11-22\"}")]
    [InlineData("{\"brand\":\"shop\",\"source\":\"yandex-metrica\",\"account\":\"1\",\"from\":\"2026-11-22\",\"to\":\"2026-11-16\"}")]
    public async Task What_nobody_understands_is_put_aside(string text)
    {
        await using var lab = await LabAsync(from: Monday);

        await lab.Get<PullWork>().HandleAsync(text, Stop);

        Assert.Equal(text, Assert.Single(lab.Queues.Waiting(QueueNames.Pulls + QueueNames.PoisonSuffix)).Text);
    }

    [Fact]
    public async Task An_account_that_is_not_configured_any_more_is_dropped()
    {
        await using var lab = await LabAsync(from: Monday);
        await lab.PlanAsync();
        await lab.ConfigureAsync("brand: shop");

        Assert.Equal(2, await lab.WorkAsync());

        Assert.Empty(lab.Platform.TakeQuestions());
        Assert.Empty(lab.Queues.Waiting(QueueNames.Pulls));
        Assert.Empty(lab.Queues.Waiting(QueueNames.Pulls + QueueNames.PoisonSuffix));
        Assert.Contains("A pull of yandex-metrica 1 of shop, 11/16/2026 to 11/22/2026, was dropped", lab.Logs.Text, StringComparison.Ordinal);
    }

    private async Task<PullLab> LabAsync(DateOnly from)
    {
        var lab = await CreateAsync(azurite);
        await lab.ConfigureAsync(from);
        return lab;
    }
}
