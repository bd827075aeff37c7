using KpiFunctions.Exports.Formats;

namespace KpiFunctions.Exports.Texts;

/// <summary>What is said of exports that are known and not taken, and which one to make instead.</summary>
internal static class RefusedSentences
{
    /// <summary>Why the file is not taken, or null where it is not known.</summary>
    public static Localized? Message(ProblemFacts p) => p.Argument(0) switch
    {
        RefusedExports.BusinessSuite => new(
            "This is an export of Meta Business Suite about unpaid posts and followers: it holds no costs and no ads.",
            "Это выгрузка Meta Business Suite о публикациях и подписчиках, а не о рекламе: расходов в ней нет."),
        RefusedExports.OverviewCard => new(
            "This is a card of the Google Ads overview page that has neither clicks nor impressions to count.",
            "Это карточка с обзорной страницы Google Ads, в которой нет ни кликов, ни показов."),
        _ => null,
    };

    /// <summary>What to export instead, or null where it is not known.</summary>
    public static Localized? Fix(ProblemFacts p) => p.Argument(0) switch
    {
        RefusedExports.BusinessSuite => new(
            "For costs open Meta Ads Manager, choose Breakdown → By time → Day, then Export table data, and drop that file.",
            "Чтобы загрузить расходы, откройте Meta Ads Manager, выберите «Разбивка» → «По времени» → «День», затем «Экспортировать данные таблицы», и загрузите этот файл."),
        RefusedExports.OverviewCard => new(
            "In Google Ads open Campaigns, choose Segment → Time → Day, download the report and drop it.",
            "В Google Ads откройте «Кампании», выберите «Сегмент» → «Время» → «День», скачайте отчёт и загрузите его."),
        _ => null,
    };
}
