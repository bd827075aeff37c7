using CsCheck;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Tests.Storage;

/// <summary>Any facts at all: nulls and empty texts side by side, any script, the greatest and smallest amounts.</summary>
internal static class FactGenerators
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Const(string.Empty),
        OneOf("Бренд | поиск", "a/b\\c#d?e", "emoji 🧲", "\u001f", "null", "  ", "ё", "\uFFFDx", "line\nbreak"),
        Gen.String[Gen.Char['a', 'я'], 0, 40]);

    private static readonly Gen<string?> OptionalText = Gen.OneOf(Gen.Const((string?)null), Text.Select(static x => (string?)x));

    private static readonly Gen<decimal> Amount = Gen.OneOf(
        OneOf(0m, 0.000001m, -0.000001m, 999_999_999_999.999999m, -999_999_999_999.999999m, 1.10m),
        Gen.Long[-5_000_000_000, 5_000_000_000].Select(static x => x / 1_000_000m));

    private static readonly Gen<decimal?> OptionalAmount = Gen.OneOf(Gen.Const((decimal?)null), Amount.Select(static x => (decimal?)x));

    private static readonly Gen<long?> OptionalCount = Gen.OneOf(
        Gen.Const((long?)null), OneOf<long?>(0, long.MaxValue, long.MinValue), Gen.Long[0, 1_000_000].Select(static x => (long?)x));

    private static readonly Gen<DateOnly> Day = Gen.OneOf(
        OneOf(new DateOnly(1970, 1, 1), new DateOnly(1969, 12, 31), new DateOnly(2000, 2, 29), new DateOnly(2100, 12, 31)),
        Gen.Int[700_000, 740_000].Select(DateOnly.FromDayNumber));

    private static readonly Gen<DateTimeOffset> Moment =
        Gen.Long[-1_000_000_000_000, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    private static readonly Gen<AccountRef> Account = Gen.Select(OptionalText, OptionalText, static (id, name) => new AccountRef(id, name));

    private static readonly Gen<Dimensions> Dimension = Gen.OneOf(
        Gen.Const(Dimensions.None),
        Gen.Const(default(Dimensions)),
        Gen.Select(Text, Text, static (a, b) => Dimensions.Of((DimensionNames.Channel, a), (DimensionNames.Campaign, b))));

    private static readonly Gen<FactOrigin> Origin = Gen.Select(
        Gen.Int[0, 3], Gen.Int[1, int.MaxValue], Moment, static (file, row, stamp) => new FactOrigin(Hash(file), row, stamp, "1-abc"));

    public static Gen<AdFact> Ad { get; } = Gen.Select(
        Gen.Select(Text, Account, Day, Day, Gen.Int[0, 4]),
        Gen.Select(OptionalText, OptionalText, Dimension, Text, Text),
        Gen.Select(OptionalCount, OptionalCount, OptionalAmount, OptionalAmount, OptionalAmount),
        Origin,
        static (a, b, c, origin) => new AdFact
        {
            Source = a.Item1,
            Account = a.Item2,
            From = a.Item3,
            To = a.Item4,
            Level = (AdLevel)a.Item5,
            Campaign = new(b.Item1, b.Item2),
            Dimensions = b.Item3,
            Channel = b.Item4,
            Currency = b.Item5,
            Impressions = c.Item1,
            Clicks = c.Item2,
            Cost = c.Item3,
            Conversions = c.Item4,
            ConversionValue = c.Item5,
            Origin = origin,
        });

    public static Gen<WebFact> Web { get; } = Gen.Select(
        Gen.Select(Text, Account, Day, Day, Dimension),
        Gen.Select(Text, OptionalCount, OptionalCount, OptionalCount, OptionalCount),
        Gen.Select(OptionalAmount, OptionalAmount, OptionalCount, OptionalCount),
        Origin,
        static (a, b, c, origin) => new WebFact
        {
            Source = a.Item1,
            Account = a.Item2,
            From = a.Item3,
            To = a.Item4,
            Dimensions = a.Item5,
            Currency = b.Item1,
            Sessions = b.Item2,
            Users = b.Item3,
            NewUsers = b.Item4,
            Orders = b.Item5,
            Conversions = c.Item1,
            Revenue = c.Item2,
            Clicks = c.Item3,
            Impressions = c.Item4,
            Origin = origin,
        });

    public static Gen<Order> Order { get; } = Gen.Select(
        Gen.Select(Text, Account, OptionalText, OptionalText, Text),
        Gen.Select(Moment, Day, Gen.OneOf(Gen.Const((DateTimeOffset?)null), Moment.Select(static x => (DateTimeOffset?)x)), Text),
        Gen.Select(Amount, Amount, OptionalText, OptionalText, OptionalText),
        Origin,
        static (a, b, c, origin) => new Order
        {
            Source = a.Item1,
            Account = a.Item2,
            Id = a.Item3,
            Number = a.Item4,
            State = a.Item5,
            CreatedAt = b.Item1,
            Date = b.Item2,
            ChangedAt = b.Item3,
            Currency = b.Item4,
            Goods = c.Item1,
            RefundedGoods = c.Item2,
            Customer = new(c.Item3, c.Item4, c.Item5),
            Origin = origin,
        });

    public static Gen<CostFact> Cost { get; } = Gen.Select(
        Gen.Select(Text, Day, Day, Amount, Text),
        Gen.Select(Text, Text, Text),
        Origin,
        static (a, b, origin) => new CostFact
        {
            Source = a.Item1,
            From = a.Item2,
            To = a.Item3,
            Amount = a.Item4,
            Currency = a.Item5,
            UtmSource = b.Item1,
            UtmMedium = b.Item2,
            UtmCampaign = b.Item3,
            Origin = origin,
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static string Hash(int file) => new((char)('a' + file), 64);
}
