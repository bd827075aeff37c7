using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Configuration;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Configuration;

public sealed class ConfigurationHashTests
{
    private static readonly BrandConfiguration Base = new()
    {
        Brand = "tea-shop",
        Accounts = [new("google-ads", "1", "a/**"), new("google-ads", "2", null), new("costs", "3", null)],
        DateOrders = new Dictionary<string, DateOrder>(StringComparer.Ordinal) { ["meta-ads"] = DateOrder.DayFirst, ["costs"] = DateOrder.MonthFirst },
    };

    // Stored names hold these: a change of the form would read and compute everything anew.
    [Fact]
    public void The_fingerprints_stay_what_they_are()
    {
        Assert.Equal("996a0bee", ConfigurationHash.ReadingHash(Base));
        Assert.Equal("8765e27d7db6926c500f75c9770b38642ebc25c8c3da75296ee76118377c572e", ConfigurationHash.KpiHash(Base));
    }

    [Theory]
    [InlineData("timeZone", true, true)]
    [InlineData("currency", true, true)]
    [InlineData("accounts", true, false)]
    [InlineData("account order of one source", true, false)]
    [InlineData("dateOrder", true, false)]
    [InlineData("weekStart", false, true)]
    [InlineData("historyFrom", false, true)]
    [InlineData("traffic", false, true)]
    [InlineData("leads", false, true)]
    [InlineData("sales", false, true)]
    [InlineData("name, language, connectors, reports, owner", false, false)]
    [InlineData("order of sources", false, false)]
    public void Each_fingerprint_changes_with_its_own_parts_only(string change, bool reading, bool kpis)
    {
        var changed = change switch
        {
            "timeZone" => Base with { TimeZone = "Europe/Berlin" },
            "currency" => Base with { Currency = "USD" },
            "accounts" => Base with { Accounts = [.. Base.Accounts.Take(2)] },
            "account order of one source" => Base with { Accounts = [Base.Accounts[1], Base.Accounts[0], Base.Accounts[2]] },
            "dateOrder" => Base with { DateOrders = new Dictionary<string, DateOrder>(StringComparer.Ordinal) { ["meta-ads"] = DateOrder.MonthFirst } },
            "weekStart" => Base with { WeekStart = WeekStart.Sunday },
            "historyFrom" => Base with { HistoryFrom = new(2025, 1, 1) },
            "traffic" => Base with { TrafficSource = "yandex-metrica" },
            "leads" => Base with { LeadsSource = "amocrm" },
            "sales" => Base with { SalesSource = "shopify" },
            "order of sources" => Base with
            {
                Accounts = [Base.Accounts[2], Base.Accounts[0], Base.Accounts[1]],
                DateOrders = new Dictionary<string, DateOrder>(StringComparer.Ordinal) { ["costs"] = DateOrder.MonthFirst, ["meta-ads"] = DateOrder.DayFirst },
            },
            _ => Base with
            {
                Name = "Tea",
                Language = "ru",
                Owner = "a@example.com",
                Connectors = [new("yandex-metrica", "1", "metrica", null, null)],
                Reports = [new("weekly", null, [])],
            },
        };

        Assert.Equal(reading, ConfigurationHash.ReadingHash(Base) != ConfigurationHash.ReadingHash(changed));
        Assert.Equal(kpis, ConfigurationHash.KpiHash(Base) != ConfigurationHash.KpiHash(changed));
    }

    [Fact]
    public void Parts_cannot_run_into_each_other() => Assert.NotEqual(
        ConfigurationHash.ReadingHash(Base with { Accounts = [new("costs", "1;4:path", null)] }),
        ConfigurationHash.ReadingHash(Base with { Accounts = [new("costs", "1", "path")] }));
}
