using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Selection;

namespace KpiFunctions.Reports.Words;

/// <summary>Russian: names of things, reasons and notes.</summary>
public sealed partial class RussianWording
{
    /// <inheritdoc/>
    public override string Currency(string code) => code switch
    {
        "RUB" => "рубли",
        "EUR" => "евро",
        "USD" => "доллары США",
        "GBP" => "фунты стерлингов",
        "KZT" => "тенге",
        "BYN" => "белорусские рубли",
        "CHF" => "швейцарские франки",
        "TRY" => "турецкие лиры",
        _ => code,
    };

    /// <inheritdoc/>
    public override string Zone(string id) => id switch
    {
        "UTC" or "Etc/UTC" => "время UTC",
        "Europe/Moscow" => "время московское",
        "Europe/Kaliningrad" => "время калининградское",
        "Europe/Samara" => "время самарское",
        "Asia/Yekaterinburg" => "время екатеринбургское",
        "Asia/Omsk" => "время омское",
        "Asia/Novosibirsk" => "время новосибирское",
        "Asia/Krasnoyarsk" => "время красноярское",
        "Asia/Irkutsk" => "время иркутское",
        "Asia/Vladivostok" => "время владивостокское",
        "Europe/Minsk" => "время минское",
        "Asia/Almaty" => "время алматинское",
        "Europe/Berlin" => "время берлинское",
        "Europe/Paris" => "время парижское",
        "Europe/London" => "время лондонское",
        "Europe/Istanbul" => "время стамбульское",
        "America/New_York" => "время нью-йоркское",
        _ => $"время {id}",
    };

    /// <inheritdoc/>
    public override string Kpi(string id) => id switch
    {
        "ad_spend" => "Расход на рекламу",
        "impressions" => "Показы",
        "clicks" => "Клики",
        "ctr" => "CTR",
        "cpc" => "Цена клика",
        "traffic" => "Трафик",
        "organic_traffic" => "Органический трафик",
        "conversion_rate" => "Конверсия",
        "orders" => "Заказы",
        "sales_volume" => "Объём продаж",
        "aov" => "Средний чек",
        "customers" => "Покупатели",
        "new_customers" => "Новые клиенты",
        "cac" => "CAC",
        "cac_ads" => "CAC, только реклама",
        "drr" => "ДРР",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Column(string id) => id switch
    {
        "ad_spend" => "Расход",
        "traffic" => "Визиты",
        "sales_volume" => "Продажи",
        "aov" => "Чек",
        "new_customers" => "Новые",
        "cac_ads" => "CAC",
        _ => Kpi(id),
    };

    /// <inheritdoc/>
    public override string Channel(string id) => id switch
    {
        "paid_search" => "Поиск, реклама",
        "paid_social" => "Соцсети, реклама",
        "organic_search" => "Органический поиск",
        "organic_social" => "Соцсети, органика",
        "email" => "Рассылки",
        "direct" => "Прямые заходы",
        "referral" => "Ссылки с сайтов",
        "display" => "Медийная реклама",
        "affiliate" => "Партнёры",
        "other" => "Прочие",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Source(string id) => SourceNames.Find(id) ?? id switch
    {
        "yandex-direct" => "Яндекс Директ",
        "yandex-metrica" => "Яндекс Метрика",
        "bitrix24" => "Битрикс24",
        "costs" => "Файл затрат",
        "targets" => "Файл целей",
        "rates" => "Курсы валют",
        "mapped" => "Свой формат",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Measure(string id) => id switch
    {
        "impressions" => "показы",
        "clicks" => "клики",
        "cost" => "расход",
        "conversions" => "конверсии",
        "conversionValue" => "ценность конверсий",
        "sessions" => "визиты",
        "users" => "пользователи",
        "newUsers" => "новые пользователи",
        "orders" => "заказы",
        "revenue" => "выручка",
        "customers" => "покупатели",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Reason(string kpi, NoValueReason reason) => reason switch
    {
        NoValueReason.NotMeasured => kpi switch
        {
            "ad_spend" or "impressions" or "clicks" or "ctr" or "cpc" => "нет выгрузки рекламы",
            "traffic" or "organic_traffic" or "conversion_rate" => "нет веб-аналитики",
            "cac" or "cac_ads" or "drr" => "нужны расход и заказы",
            _ => "нет выгрузки заказов",
        },
        NoValueReason.NoData => "нет данных за неделю",
        NoValueReason.NoDenominator => kpi switch
        {
            "cac" or "cac_ads" => "новых клиентов не было",
            "drr" => "продаж не было",
            "aov" => "заказов не было",
            "cpc" => "кликов не было",
            "ctr" => "показов не было",
            _ => "не на что делить",
        },
        NoValueReason.NoRate => "нет курса валюты",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <inheritdoc/>
    public override string? CardNote(string code) => code switch
    {
        KpiNotes.NoOtherCosts => "только реклама",
        KpiNotes.ConversionsPerSession => "на визит",
        KpiNotes.WebAttributed => "по веб-аналитике",
        _ => null,
    };

    /// <inheritdoc/>
    public override string? FootNote(string code) => code switch
    {
        KpiNotes.NoOtherCosts => "CAC учитывает только рекламу: прочие затраты за эту неделю неизвестны.",
        KpiNotes.CostsNotCounted => "Расход на рекламу из файла затрат не учтён там, где его сообщает сама площадка.",
        KpiNotes.ConversionsPerSession => "Конверсия – это конверсии на визит.",
        SelectionNotes.FineLevelOnly => "Некоторые дни известны только по отчётам о ключевых словах или запросах: часть расхода в них может не попасть.",
        SelectionNotes.LevelsDiffer => "Отчёт по кампаниям и более подробный дают разный расход; учтён отчёт по кампаниям.",
        SelectionNotes.SetsDiffer => "Визиты по дням и визиты по каналам в сумме не совпадают.",
        SelectionNotes.Implausible => "Новый файл уменьшил завершённый день больше чем на пятую часть: возможно, выгрузка сделана с фильтром.",
        SelectionNotes.AccountUnknown => "Есть файлы без аккаунта и файлы с аккаунтом за одни и те же дни; за день учтены только одни из них.",
        SelectionNotes.PeriodFacts => "Выгрузка без дней учтена в неделях и месяцах, в которые входит целиком, но ни в одном дне: чтобы видеть дни, выгрузите её по дням.",
        SelectionNotes.PeriodFactsForDays => "Выгрузка без дней учтена вместо дней внутри неё, потому что известны не все эти дни: выгрузите её по дням.",
        SelectionNotes.PeriodFactsUnused => "Выгрузка без дней не учтена: она выходит за пределы этого периода или пересекается с более новой; выгрузите её по дням.",
        SelectionNotes.CampaignRenamed => "Кампания продолжилась под другим названием с теми же цифрами за те же дни; оба названия учтены как одна кампания.",
        SelectionNotes.OrdersWithoutCustomer => "Часть заказов – без покупателя: они учтены как заказы, но не среди покупателей.",
        KpiNotes.ShortHistory => "Заказы известны меньше чем за год: часть старых клиентов может казаться новой.",
        KpiNotes.WebAttributed => "Заказы и продажи по каналам – по веб-аналитике, итог – по магазину.",
        _ => null,
    };
}
