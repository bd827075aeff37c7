using KpiFunctions.Connectors;
using KpiFunctions.Core.Brands;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage.Ledgers;
using Xunit;
using static KpiFunctions.IntegrationTests.Pulling.PullLab;

namespace KpiFunctions.IntegrationTests.Pulling;

/// <summary>What <c>kpi pull</c> does while a person waits.</summary>
public sealed class PullNowTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_plan_says_what_would_be_asked_and_asks_nothing()
    {
        await using var lab = await LabAsync();

        var plan = Assert.Single(await PlanAsync(lab, null));

        Assert.Null(plan.Trouble);
        Assert.Equal([1, 4], plan.Slices.Select(static x => x.Days.Count));
        Assert.Equal(
            ["GET /stat/v1/data?ids=1&view=date&date1=2026-11-23&date2=2026-11-23", "GET /stat/v1/data?ids=1&view=utm&date1=2026-11-23&date2=2026-11-23",
                "GET /stat/v1/data?ids=1&view=date&date1=2026-11-19&date2=2026-11-22", "GET /stat/v1/data?ids=1&view=utm&date1=2026-11-19&date2=2026-11-22"],
            plan.Requests);
        Assert.Empty(lab.Platform.TakeQuestions());
        Assert.Empty(await PlanAsync(lab, null, "google-ads"));
    }

    [Fact]
    public async Task Pulling_all_of_a_plan_leaves_nothing_due_and_named_days_are_asked_for_again()
    {
        await using var lab = await LabAsync();
        await PullAsync(lab, null);
        Assert.Empty(Assert.Single(await PlanAsync(lab, null)).Slices);
        lab.Platform.TakeQuestions();

        // The day that is not over yet is left out.
        await PullAsync(lab, (new(2026, 11, 21), new(2026, 11, 24)));

        Assert.Equal(
            ["date 2026-11-23..2026-11-23", "utm 2026-11-23..2026-11-23", "date 2026-11-21..2026-11-22", "utm 2026-11-21..2026-11-22"],
            lab.Platform.TakeQuestions());
    }

    [Fact]
    public async Task Earlier_failures_are_shown_and_not_waited_for()
    {
        await using var lab = await LabAsync();
        lab.Platform.Instead = static _ => new PullAnswer.Failed(PullCodes.TokenRefused, IsTemporary: false, "expired");
        Assert.All(await PullAsync(lab, null), static x => Assert.Equal((PullState.Failed, PullCodes.TokenRefused), (x.State, x.Code)));
        Assert.All(Assert.Single(await PlanAsync(lab, null)).Slices, static x => Assert.Equal((PullCodes.TokenRefused, "expired"), (x.Slice.LastCode, x.Slice.LastDetail)));

        lab.Platform.Instead = static _ => null;
        Assert.All(await PullAsync(lab, null), static x => Assert.Equal(PullState.Done, x.State));
    }

    [Fact]
    public async Task What_somebody_else_is_pulling_is_planned_to_wait_and_the_rest_would_be_asked()
    {
        await using var lab = await LabAsync();
        var slice = Assert.Single(await PlanAsync(lab, null)).Slices[0].Slice.Key;
        var claim = await lab.Get<PullLedger>().ClaimAsync(slice, TimeSpan.FromMinutes(30), Stop);

        var plan = Assert.Single(await PlanAsync(lab, null));

        Assert.Equal((PullCodes.Busy, claim.Slice!.ClaimExpires), (plan.Waits[slice.From].Code, plan.Waits[slice.From].Until));
        Assert.Equal(2, plan.Requests.Count);
        Assert.Null(plan.Wait);
    }

    [Fact]
    public async Task An_account_that_cannot_be_one_is_named()
    {
        await using var lab = await CreateAsync(azurite);
        await lab.ConfigureAsync("brand: shop\nconnectors: [{ source: yandex-metrica, account: letters, token: metrica }]");

        Assert.Equal(PullReasons.BadAccount, Assert.Single(await PlanAsync(lab, null)).Trouble);
    }

    private async Task<PullLab> LabAsync()
    {
        var lab = await CreateAsync(azurite);
        await lab.ConfigureAsync(new DateOnly(2026, 11, 19));
        return lab;
    }

    private static async Task<IReadOnlyList<AccountPlan>> PlanAsync(PullLab lab, (DateOnly From, DateOnly To)? named, string? only = null) =>
        await lab.Get<PullNow>().PlanAsync(await BrandAsync(lab), named, only, Stop);

    private static Task<BrandConfiguration> BrandAsync(PullLab lab) => lab.Get<BrandStore>().RequireAsync(Brand, Stop);

    private static async Task<IReadOnlyList<PullOutcome>> PullAsync(PullLab lab, (DateOnly From, DateOnly To)? named)
    {
        var outcomes = new List<PullOutcome>();
        foreach (var slice in (await PlanAsync(lab, named)).SelectMany(static x => x.Slices))
        {
            outcomes.Add(await lab.Get<PullNow>().PullAsync(slice, named is not null, Stop));
        }

        return outcomes;
    }
}
