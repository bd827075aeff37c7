using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Composition;

namespace KpiFunctions.Reports.Words;

/// <summary>Russian.</summary>
public sealed partial class RussianWording : Wording
{
    private static readonly DateWords Months = new(
        ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]);

    private RussianWording()
    {
    }

    /// <summary>The only one.</summary>
    public static RussianWording Instance { get; } = new();

    /// <inheritdoc/>
    public override string Language => "ru";

    /// <inheritdoc/>
    public override NumberStyle Numbers => NumberStyle.Russian;

    /// <inheritdoc/>
    public override string WeeklyReport => "недельный отчёт";

    /// <inheritdoc/>
    public override string OnLastWeek => "к прошлой неделе";

    /// <inheritdoc/>
    public override string New => "впервые";

    /// <inheritdoc/>
    public override string ComparisonsFollow => "Со следующей недели каждое число будет сравнено с предыдущим.";

    /// <inheritdoc/>
    public override string ChannelColumn => "Канал";

    /// <inheritdoc/>
    public override string Total => "Всего";

    /// <inheritdoc/>
    public override string CampaignColumn => "Кампания";

    /// <inheritdoc/>
    public override string ChangeColumn => "Изменение";

    /// <inheritdoc/>
    public override string NoSources => "Ни один источник не прислал данных за эту неделю.";

    /// <inheritdoc/>
    public override string LegendNow => "эта неделя";

    /// <inheritdoc/>
    public override string LegendPast => "прошлые";

    /// <inheritdoc/>
    public override string LegendChange => "изменение: зелёное – к лучшему, красное – к худшему";

    /// <inheritdoc/>
    public override string MailClosing => "Полный отчёт – во вложении (PDF).";

    /// <inheritdoc/>
    public override string Title(string brand, string dates) => $"{brand}: недельный отчёт, {dates}";

    /// <inheritdoc/>
    public override string Days(DateOnly from, DateOnly to, bool withYear) => Months.Range(from, to, withYear);

    /// <inheritdoc/>
    public override string ShortDays(DateOnly from, DateOnly to) => Months.Range(from, to, withYear: false);

    /// <inheritdoc/>
    public override string ShortDay(DateOnly day) => Months.Day(day);

    /// <inheritdoc/>
    public override string LongDay(DateOnly day) => Months.Day(day);

    /// <inheritdoc/>
    public override string On(string days) => "к " + days;

    /// <inheritdoc/>
    public override string Quote(string name) => $"«{name}»";

    /// <inheritdoc/>
    public override string Changed(KpiChange change, string currency)
    {
        ArgumentNullException.ThrowIfNull(change);
        var id = change.Kpi.Id;
        var value = InWords(change.Kpi.Unit, change.Now, currency);
        if (change.IsNew || change.Relative is not { } relative)
        {
            return $"{Kpi(id)}: {value} вместо {InWords(change.Kpi.Unit, change.Before ?? 0, currency)}";
        }

        var size = change.Kpi.Unit == KpiUnit.Percent ? "на " + Numbers.PointsInWords(change.Difference ?? 0)
            : relative > 9.995m ? $"в {Numbers.Factor(relative + 1)} {Plural(Math.Round(relative + 1), "раз", "раза", "раз")}"
            : "на " + Numbers.RelativeInWords(relative);
        return id switch
        {
            "cac" or "cac_ads" => $"Новый клиент {(change.Up ? "подорожал" : "подешевел")} {size}, до {value}",
            "cpc" => $"Клик {(change.Up ? "подорожал" : "подешевел")} {size}, до {value}",
            "new_customers" => $"Новых клиентов стало {size} {(change.Up ? "больше" : "меньше")}, {value}",
            "customers" => $"Покупателей стало {size} {(change.Up ? "больше" : "меньше")}, {value}",
            "orders" => $"Заказов стало {size} {(change.Up ? "больше" : "меньше")}, {value}",
            "clicks" => $"Кликов стало {size} {(change.Up ? "больше" : "меньше")}, {value}",
            "impressions" => $"Показов стало {size} {(change.Up ? "больше" : "меньше")}, {value}",
            "sales_volume" => $"Продажи {(change.Up ? "выросли" : "снизились")} {size}, до {value}",
            "conversion_rate" => $"Конверсия {(change.Up ? "выросла" : "снизилась")} {size}, до {value}",
            "drr" => $"Доля рекламных расходов {(change.Up ? "выросла" : "снизилась")} {size}, до {value}",
            _ => $"{Kpi(id)} {(change.Up ? "вырос" : "снизился")} {size}, до {value}",
        };
    }

    /// <inheritdoc/>
    public override string? Cause(SplitPart part, string kpi, string member, string currency)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Before is not { } before || part.After is not { } after || before == after)
        {
            return null;
        }

        var now = InWords(part.Unit, after, currency);
        var then = $"{now} вместо {InWords(part.Unit, before, currency)}";
        return part.Kind switch
        {
            SplitKind.ClickPrice => part.Scope == KpiScope.Total ? $"клик стал стоить {then}" : $"в {member} клик стал стоить {then}",
            SplitKind.Clicks => part.Scope == KpiScope.Total ? $"кликов {then}" : $"в {member} кликов {then}",
            SplitKind.Spend => part.Scope == KpiScope.Total ? $"расход {then}" : $"в {member} расход {then}",
            SplitKind.UnassignedSpend => $"расход вне кампаний {then}",
            SplitKind.Member => $"{member} – {then}",
            SplitKind.Rate => $"в {member} {then}",
            SplitKind.Mix => $"доля {member} {then}",
            SplitKind.OtherCosts or SplitKind.Factor or SplitKind.Denominator => $"{FactorInSentence(part.Subject)} {then}",
            SplitKind.Unassigned => null,
            _ => throw new ArgumentOutOfRangeException(nameof(part), part.Kind, null),
        };
    }

    /// <inheritdoc/>
    public override string Quiet(IReadOnlyList<string> clauses) => "Неделя без заметных изменений: " + string.Join(", ", clauses);

    /// <inheritdoc/>
    public override string FirstWeek(IReadOnlyList<string> clauses) => "Первая неделя: " + string.Join(", ", clauses);

    /// <inheritdoc/>
    public override string NothingKnown(string days) => $"За {days} ничего не измерено";

    /// <inheritdoc/>
    public override string ValueClause(string kpi, decimal value, string text) => kpi switch
    {
        "new_customers" => $"{text} {Plural(value, "новый клиент", "новых клиента", "новых клиентов")}",
        "customers" => $"{text} {Plural(value, "покупатель", "покупателя", "покупателей")}",
        "orders" => $"{text} {Plural(value, "заказ", "заказа", "заказов")}",
        "traffic" => $"{text} {Plural(value, "визит", "визита", "визитов")}",
        "organic_traffic" => $"{text} {Plural(value, "визит", "визита", "визитов")} из поиска",
        "clicks" => $"{text} {Plural(value, "клик", "клика", "кликов")}",
        "impressions" => $"{text} {Plural(value, "показ", "показа", "показов")}",
        "sales_volume" => $"продажи {text}",
        _ => $"{Lower(Kpi(kpi))} {text}",
    };

    /// <inheritdoc/>
    public override string Late(string source, DateOnly? lastDay) => lastDay is { } day
        ? $"{source}: данные только по {LongDay(day)}, неделя неполная."
        : $"{source}: данных за эту неделю нет, она неполная.";

    /// <inheritdoc/>
    public override string ChannelsTitle(bool spend) => spend ? "Расход и результат по каналам" : "Результат по каналам";

    /// <inheritdoc/>
    public override string? ChannelsCaption(bool bars, bool compared, bool webAttributed) => Clauses(
        !bars ? null : compared ? "полоса: расход, яркая – эта неделя, бледная – прошлая" : "полоса: расход",
        webAttributed ? "заказы и продажи по веб-аналитике, итог – по магазину" : null);

    /// <inheritdoc/>
    public override string WhyTitle(string kpi, bool up) => "Почему " + kpi switch
    {
        "new_customers" => up ? "новых клиентов стало больше" : "новых клиентов стало меньше",
        "customers" => up ? "покупателей стало больше" : "покупателей стало меньше",
        "orders" => up ? "заказов стало больше" : "заказов стало меньше",
        "clicks" => up ? "кликов стало больше" : "кликов стало меньше",
        "impressions" => up ? "показов стало больше" : "показов стало меньше",
        "sales_volume" => up ? "выросли продажи" : "снизились продажи",
        "conversion_rate" => up ? "выросла конверсия" : "снизилась конверсия",
        "cpc" => up ? "подорожал клик" : "подешевел клик",
        "cac" or "cac_ads" => up ? "вырос CAC" : "снизился CAC",
        "drr" => up ? "выросла ДРР" : "снизилась ДРР",
        _ => (up ? "вырос " : "снизился ") + Lower(Kpi(kpi)),
    };

    /// <inheritdoc/>
    public override string WhyCaption(string kpi, string currencySymbol) => kpi switch
    {
        "cac" or "cac_ads" => $"{currencySymbol} на нового клиента; части дают всё изменение",
        _ => "части в сумме дают всё изменение",
    };

    /// <inheritdoc/>
    public override string PartLabel(SplitPart part, string kpi)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Kind switch
        {
            SplitKind.ClickPrice => "цена клика",
            SplitKind.Clicks => "число кликов",
            SplitKind.Spend => "расход",
            SplitKind.UnassignedSpend => "расход вне кампаний",
            SplitKind.Member => "канал",
            SplitKind.Unassigned => "не распределено",
            SplitKind.Rate => Lower(Kpi(kpi)),
            SplitKind.Mix => kpi switch { "cpc" => "доля в кликах", "ctr" => "доля в показах", "aov" => "доля в заказах", _ => "доля в визитах" },
            SplitKind.OtherCosts or SplitKind.Factor or SplitKind.Denominator => FactorName(part.Subject),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part.Kind, null),
        };
    }

    /// <inheritdoc/>
    public override string OtherParts(int count) =>
        $"остальное, {Numbers.Count(count)} {Plural(count, "часть", "части", "частей")}";

    /// <inheritdoc/>
    public override string CampaignsTitle(bool ranked) => ranked ? "Кампании: где клик подорожал и подешевел" : "Кампании";

    /// <inheritdoc/>
    public override string CampaignsCaption(bool ranked, bool compared, string? floor, int more) => Clauses(
        ranked ? "по тому, сколько стоила или сберегла новая цена клика" : "по расходу",
        compared && !ranked ? "изменение цены клика – к прошлой неделе" : null,
        floor is null ? null : $"расход от {floor}",
        more == 0 ? null : $"и ещё {Numbers.Count(more)} {Plural(more, "кампания", "кампании", "кампаний")}")!;

    /// <inheritdoc/>
    public override string HistoryTitle(string kpi, int weeks) => $"{Kpi(kpi)}, {Numbers.Count(weeks)} {Plural(weeks, "неделя", "недели", "недель")}";

    /// <inheritdoc/>
    public override string SparklineDescription(string kpi, int weeks, string low, string high, string last) =>
        $"{Kpi(kpi)}, {Numbers.Count(weeks)} {Plural(weeks, "неделя", "недели", "недель")}: от {low} до {high}, последнее значение {last}";

    /// <inheritdoc/>
    public override string Controls(int matched, int withTotal, int files)
    {
        var read = $"{Plural(files, "Прочитан", "Прочитаны", "Прочитано")} {Numbers.Count(files)} {Plural(files, "файл", "файла", "файлов")}";
        return withTotal == 0 ? $"{read}; контрольных сумм в них нет."
            : matched == withTotal && withTotal == 1 ? $"{read}; контрольная сумма сошлась."
            : matched == withTotal ? $"{read}; контрольные суммы сошлись: {Numbers.Count(withTotal)} из {Numbers.Count(withTotal)}."
            : $"{read}; контрольные суммы сошлись не все: {Numbers.Count(matched)} из {Numbers.Count(withTotal)}.";
    }

    /// <inheritdoc/>
    public override string Mismatch(string file, string measure, string fileTotal, string read) =>
        $"В «{file}» итог ({Measure(measure)}) – {fileTotal}, а сумма строк – {read}.";

    /// <inheritdoc/>
    public override string MoreMismatches(int count) =>
        $"Не {Plural(count, "сошёлся", "сошлись", "сошлось")} ещё {Numbers.Count(count)} {Plural(count, "итог", "итога", "итогов")}.";

    /// <inheritdoc/>
    public override string Rejected(long rejected, long rows) => rejected == 0
        ? $"Все строки использованы: {Numbers.Count(rows)}."
        : $"{Plural(rejected, "Отклонена", "Отклонены", "Отклонено")} {Numbers.Count(rejected)} {Plural(rejected, "строка", "строки", "строк")} из {Numbers.Count(rows)}; причины – в квитанциях.";

    /// <inheritdoc/>
    public override string Settling(string days, bool one) => one
        ? $"День {days} ещё уточняется площадками."
        : $"Дни {days} ещё уточняются площадками.";

    /// <inheritdoc/>
    public override string Defaults(IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return $"Не заданы настройки бренда ({string.Join(", ", keys.Select(static x => x == "timeZone" ? "часовой пояс" : x == "currency" ? "валюта" : x))}): взято по умолчанию.";
    }

    /// <inheritdoc/>
    public override string Version(int number) => $"исправленный, версия {Numbers.Count(number)}";

    /// <summary>The form after a number: 1 заказ, 2 заказа, 5 заказов, 1,5 заказа, 24 млн заказов.</summary>
    internal static string Plural(decimal count, string one, string few, string many)
    {
        var size = Math.Abs(count);
        if (size >= 10_000_000m)
        {
            return many;
        }

        if (size != decimal.Truncate(size) && size < 100)
        {
            return few;
        }

        var whole = (long)Math.Round(size, MidpointRounding.AwayFromZero);
        return (whole % 100, whole % 10) switch
        {
            ( >= 11 and <= 14, _) => many,
            (_, 1) => one,
            (_, >= 2 and <= 4) => few,
            _ => many,
        };
    }

    private static string Lower(string text) =>
        text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private string InWords(KpiUnit unit, decimal value, string currency) =>
        unit == KpiUnit.Money ? Numbers.MoneyInWords(value, currency) : Numbers.Value(unit, value, currency);

    private string FactorName(string subject) => subject switch
    {
        SplitPart.OtherCosts => "прочие затраты",
        SplitPart.OrdersPerSession => "заказы на визит",
        SplitPart.NewShare => "доля новых клиентов",
        "traffic" or "conversion_sessions" => "визиты",
        "sales_volume" => "продажи",
        "web_conversions" => "конверсии",
        _ => Lower(Kpi(subject)),
    };

    private string FactorInSentence(string subject) => subject switch
    {
        "new_customers" => "новых клиентов",
        "customers" => "покупателей",
        "orders" => "заказов",
        "clicks" => "кликов",
        "impressions" => "показов",
        "traffic" or "conversion_sessions" => "визитов",
        "web_conversions" => "конверсий",
        _ => FactorName(subject),
    };
}
