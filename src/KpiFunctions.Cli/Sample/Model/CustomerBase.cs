using System.Globalization;

namespace KpiFunctions.Cli.Sample.Model;

/// <summary>
/// Who buys. People who were customers before the sample starts come back in its first weeks, later ones are met as they come; after
/// each order three of four return within two to six weeks. So after a month and a half whoever looks new in the orders is new.
/// </summary>
internal sealed class CustomerBase
{
    private const int CycleFrom = 14, CycleDays = 29;
    private const double StayChance = 0.75;

    /// <summary>Some have forgotten something and are back within days: a week has fewer customers than orders.</summary>
    private const double AfterthoughtChance = 0.04;

    private const int AfterthoughtDays = 3;

    private static readonly string[] Surnames =
    [
        "Берёзкин", "Чайкин", "Листьев", "Онежский", "Самоваров", "Мёдов", "Сахаров-Чаев", "Заварин", "Кипятков", "Блюдцев",
        "Ложкин", "Пряников", "Туманов", "Северный", "Ягодин", "Лесной", "Рассветов", "Полянский-Мятов", "Липов", "Чабрецов",
    ];

    private static readonly string[] Names =
    [
        "Агния", "Богдан", "Варвара", "Глеб", "Дарина", "Елисей", "Злата", "Игнат", "Кира", "Лев",
        "Мила", "Назар", "Олеся", "Платон", "Рада", "Савва", "Тая", "Устин", "Фаина", "Яромир",
    ];

    private static readonly string[] Domains = ["mail.example", "post.example", "example.com", "example.org", "example.net"];
    private static readonly string[] Streets = ["ул. Чайная", "Листопадная ул.", "пер. Самоварный", "наб. Туманная", "ул. Заварная"];
    private static readonly (string City, string Zip)[] Cities =
        [("Москва", "101000"), ("Санкт-Петербург", "190000"), ("Петрозаводск", "185000"), ("Казань", "420000"), ("Екатеринбург", "620000")];

    private readonly SampleRandom _random;
    private readonly SampleRandom _afterthoughts;
    private readonly PriorityQueue<Customer, (int Due, int Sequence)> _due = new();
    private readonly List<Customer> _lapsed = [];
    private int _number;
    private int _sequence;

    public CustomerBase(SampleOptions options)
    {
        _random = SampleRandom.For(options.Seed, "customers");
        _afterthoughts = SampleRandom.For(options.Seed, "afterthoughts");
        for (var left = OldCustomers(options); left > 0; left--)
        {
            Expect(Meet(), options.FirstDay.DayNumber + _random.Below(2 * CycleFrom));
        }
    }

    /// <summary>Somebody who never bought here.</summary>
    public Customer Meet()
    {
        var number = ++_number;
        var name = $"{_random.Pick<string>(Names)} {_random.Pick<string>(Surnames)}";
        var email = string.Create(CultureInfo.InvariantCulture, $"kupec{number:000000}@{_random.Pick<string>(Domains)}");
        var phone = string.Create(CultureInfo.InvariantCulture, $"+7000{number:0000000}");
        var (city, zip) = _random.Pick<(string, string)>(Cities);
        var street = string.Create(CultureInfo.InvariantCulture, $"{_random.Pick<string>(Streets)}, {1 + _random.Below(98)}");
        // One in thirty orders by phone only and has no address.
        return new(number, name, _random.Chance(1 / 30.0) ? string.Empty : email, phone, city, street, zip, _random.Chance(0.4));
    }

    /// <summary>Whoever has waited longest since they should have come back.</summary>
    public Customer Return()
    {
        if (_due.TryDequeue(out var customer, out _))
        {
            return customer;
        }

        if (_lapsed.Count == 0)
        {
            return Meet();
        }

        var index = _random.Below(_lapsed.Count);
        customer = _lapsed[index];
        _lapsed[index] = _lapsed[^1];
        _lapsed.RemoveAt(_lapsed.Count - 1);
        return customer;
    }

    /// <summary>The customer has ordered: when will they be back?</summary>
    public void Bought(Customer customer, DateOnly day)
    {
        if (_random.Chance(StayChance))
        {
            var due = CycleFrom + _random.Below(CycleDays);
            Expect(customer, day.DayNumber + (_afterthoughts.Chance(AfterthoughtChance) ? 1 + _afterthoughts.Below(AfterthoughtDays) : due));
        }
        else
        {
            _lapsed.Add(customer);
        }
    }

    private void Expect(Customer customer, int due) => _due.Enqueue(customer, (due, _sequence++));

    /// <summary>As many as order within one cycle of four weeks, so that the shop is in balance when the sample starts.</summary>
    private static int OldCustomers(SampleOptions options)
    {
        var returning = ShopPlan.OtherChannels.Sum(static x => x.Sessions * x.OrderRate * (1 - x.NewShare))
            + ShopPlan.Campaigns(options.Campaigns).Sum(static x => x.Clicks * ShopPlan.VisitsPerClick * x.OrderRate * (1 - x.NewShare));
        return (int)(returning * 4 * options.Scale / (1 + (ShopPlan.WeeklyGrowth * options.Weeks)));
    }
}
