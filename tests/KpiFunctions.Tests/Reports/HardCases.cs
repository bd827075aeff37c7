using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports;
using Xunit;

namespace KpiFunctions.Tests.Reports;

/// <summary>Weeks that strain a page.</summary>
internal static class HardCases
{
    /// <summary>A name that attacks whatever shows it.</summary>
    public const string Hostile = "<script>alert('x')</script>\"&\u202E\u0000\r\nhttps://evil.example/<img src=x onerror=1>";

    private const string Long =
        "Поиск – Рефералы – Подарочные наборы и чай оптом – вся Россия, кроме Москвы – осень 2026 – тест креативов №17 – не выключать до декабря";

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Cases.Keys)
            {
                data.Add(name, "ru");
                data.Add(name, "en");
            }

            return data;
        }
    }

    private static Dictionary<string, Func<string, ReportInput>> Cases { get; } = new(StringComparer.Ordinal)
    {
        ["story"] = static x => TeaShop.Input(x),
        ["euros"] = static x => TeaShop.Input(x, "EUR"),
        ["quiet"] = static x => TeaShop.Input(x, story: false),
        ["forty campaigns"] = static x => TeaShop.Input(x, campaigns: 40),
        ["no campaign"] = static x => Without(TeaShop.Input(x), KpiScope.Campaign),
        ["only a total"] = static x => Without(Without(TeaShop.Input(x), KpiScope.Campaign), KpiScope.Channel),
        ["long names"] = static x => Renamed(TeaShop.Input(x, campaigns: 12), static (_, i) => $"{Long} {i}"),
        ["one long word"] = static x => Renamed(TeaShop.Input(x), static (_, i) => new string('Щ', 300) + i),
        ["hostile names"] = static x => Renamed(TeaShop.Input(x), static (_, i) => Hostile + i),
        ["unknown script"] = static x => Renamed(TeaShop.Input(x), static (_, i) => "茶の広告🍵 " + i),
        ["first week"] = static x => FirstWeek(TeaShop.Input(x)),
        ["nothing at all"] = Nothing,
        ["ads only"] = static x => Scaled(TeaShop.Input(x), static (m, v) => IsAds(m) ? v : null),
        ["huge"] = static x => Scaled(TeaShop.Input(x), static (m, v) => v * (m.Unit == KpiUnit.Money ? 40_000_000_000m : 900_000m)),
        ["tiny"] = static x => Scaled(TeaShop.Input(x), static (m, v) => m.Unit == KpiUnit.Money ? v / 900_000m : Math.Ceiling(v / 900m)),
        ["negative sales"] = static x => NegativeSales(TeaShop.Input(x)),
        ["stopped"] = static x => Stopped(TeaShop.Input(x)),
        ["every channel, all notes"] = EveryChannel,
    };

    public static ReportInput Input(string name, string language) => Cases[name](language);

    public static ReportInput Renamed(ReportInput input, Func<string, int, string> name)
    {
        var names = input.History.OfType<PeriodKpis>().SelectMany(static x => x.Of(KpiScope.Campaign)).Select(static x => x.Member)
            .Distinct(StringComparer.Ordinal).ToList();
        return Changed(input, x => x with
        {
            Members = [.. x.Members.Select(m => m.Scope == KpiScope.Campaign ? m with { Member = name(m.Member, names.IndexOf(m.Member)) } : m)],
        });
    }

    public static ReportInput FirstWeek(ReportInput input) => input with { Previous = null, FourBack = null, History = [input.Current] };

    public static ReportInput Changed(ReportInput input, Func<PeriodKpis, PeriodKpis> change)
    {
        var history = input.History.Select(x => x is null ? null : change(x)).ToList();
        return input with { History = history, Current = history[^1]!, Previous = history[^2], FourBack = history[^5] };
    }

    public static ReportInput Scaled(ReportInput input, Func<Measure, decimal, decimal?> scale) => Changed(input, x => x with
    {
        Members = [.. x.Members.Select(m => TeaShop.Member(
            m.Scope,
            m.Member,
            m.Sums.Select(s => (s.Key, Value: scale(s.Key, s.Value))).Where(static s => s.Value is not null).ToDictionary(static s => s.Key, static s => s.Value!.Value),
            m.Source,
            m.Channel))],
    });

    private static bool IsAds(Measure measure) =>
        measure == Measures.AdSpend || measure == Measures.Clicks || measure == Measures.Impressions || measure == Measures.MarketingCost;

    private static ReportInput Without(ReportInput input, KpiScope scope) =>
        Changed(input, x => x with { Members = [.. x.Members.Where(m => m.Scope != scope)] });

    private static ReportInput Nothing(string language)
    {
        var empty = new PeriodKpis("northern-leaf-tea", TeaShop.LastWeek, "RUB", []);
        return TeaShop.Input(language) with { Current = empty, Previous = null, FourBack = null, History = [empty], Notes = new DataNotes() };
    }

    private static ReportInput NegativeSales(ReportInput input)
    {
        var last = Scaled(input, static (m, v) => m == Measures.Sales ? -v / 3 : v);
        return input with { Current = last.Current, History = [.. input.History.Take(12), last.Current] };
    }

    private static ReportInput Stopped(ReportInput input)
    {
        var last = Scaled(input, static (_, _) => 0m);
        return input with { Current = last.Current, History = [.. input.History.Take(12), last.Current] };
    }

    private static ReportInput EveryChannel(string language)
    {
        var input = Renamed(TeaShop.Input(language, campaigns: 30), static (_, i) => $"{Long} {i}");
        var full = Changed(input, static x => x with
        {
            Members =
            [
                .. x.Members.Where(static m => m.Scope != KpiScope.Channel),
                .. Channels.All.Select((c, i) => TeaShop.Member(KpiScope.Channel, c, new()
                {
                    [Measures.AdSpend] = 7_654_321m * (i + 1),
                    [Measures.MarketingCost] = 7_654_321m * (i + 1),
                    [Measures.Sessions] = 123_456 * (i + 1),
                    [Measures.ConversionSessions] = 123_456 * (i + 1),
                    [Measures.WebConversions] = 2_345,
                    [Measures.Orders] = 4_321,
                    [Measures.Sales] = 98_765_432m,
                    [Measures.NewCustomers] = 1_234,
                }, null, null, "orders")),
            ],
        });
        return full with
        {
            Brand = full.Brand with { Name = Long },
            Version = 3,
            Notes = full.Notes with
            {
                Sources =
                [
                    .. full.Notes.Sources,
                    new("yandex-direct", null, TeaShop.LastWeek.To.AddDays(-2), false),
                    new("yandex-metrica", null, null, false),
                    new("costs", null, TeaShop.LastWeek.To, true),
                ],
                Mismatches =
                [
                    .. Enumerable.Range(1, 4).Select(static i => new ControlMismatch($"{Long}-{i}.csv", "cost", 123_456.78m, 123_456.74m)),
                ],
                KpiNotes = [KpiNotes.NoOtherCosts, KpiNotes.WebAttributed, KpiNotes.ShortHistory, KpiNotes.ConversionsPerSession, "unheard_of"],
                Defaults = ["timeZone", "currency", "weekStart", "language", "historyFrom"],
            },
        };
    }
}
