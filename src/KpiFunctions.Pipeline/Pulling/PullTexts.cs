using KpiFunctions.Connectors;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>Why a pull came to nothing and what to do, in both languages side by side.</summary>
public static class PullTexts
{
    private static readonly Localized Nothing = new(
        "Nothing is to be done: it is tried again by itself.", "Делать ничего не нужно: попытка повторится сама.");

    /// <summary>What happened.</summary>
    /// <param name="code">A code of <see cref="PullReasons.All"/>.</param>
    public static Localized What(string? code) => code switch
    {
        PullCodes.TokenMissing => new("The settings have no token of the configured name.", "В параметрах нет токена с указанным в настройках именем."),
        PullCodes.TokenRefused => new(
            "The platform does not accept the token: it has expired or was revoked.", "Площадка не принимает токен: он истёк или отозван."),
        PullCodes.AccessDenied => new("The token does not open this account.", "Токен не даёт доступа к этому аккаунту."),
        PullCodes.UnknownAccount => new("The platform knows no such account.", "Площадка не знает такого аккаунта."),
        PullCodes.BadQuestion => new("The platform does not understand the question.", "Площадка не понимает запрос."),
        PullCodes.TooMuch => new(
            "A single day holds more than the platform gives at once.", "За один день данных больше, чем площадка отдаёт за раз."),
        PullCodes.Quota => new("The platform's quota of requests is used up.", "Исчерпана квота запросов к площадке."),
        PullCodes.Unavailable => new("The platform cannot be reached, or is too slow to answer.", "Площадка недоступна или отвечает слишком долго."),
        PullCodes.UnreadableAnswer => new(
            "What the platform answered is not what its documentation promises.", "Ответ площадки не такой, как обещает её документация."),
        PullCodes.Unstable => new(
            "The platform's data kept changing while they were being read.", "Данные на площадке всё время менялись, пока их читали."),
        PullCodes.Busy => new(
            "Somebody else is pulling the same days, or was cut off while pulling them.", "Те же дни сейчас получает кто-то ещё, или их получение оборвалось."),
        PullReasons.BadConfiguration => new("The brand's configuration has errors.", "В настройках бренда есть ошибки."),
        PullReasons.NoConnector => new("This version cannot pull from that platform.", "Эта версия не умеет получать данные с этой площадки."),
        PullReasons.NotConfigured => new("The account is not among the brand's `connectors`.", "Этого аккаунта нет в `connectors` бренда."),
        PullReasons.BadAccount => new("The account cannot be one of this platform.", "На этой площадке не бывает такого аккаунта."),
        PullReasons.Incomplete => new(
            "The answer was used, but the platform has more than it gave.", "Ответ учтён, но у площадки есть ещё данные."),
        PullReasons.AnswerRefused => new("The answer was kept, but not all of it could be used.", "Ответ сохранён, но учтён не полностью."),
        _ => new("There is no answer.", "Ответа нет."),
    };

    /// <summary>What to do about it.</summary>
    /// <param name="code">A code of <see cref="PullReasons.All"/>.</param>
    public static Localized Fix(string? code) => code switch
    {
        PullCodes.TokenMissing => new(
            "Set it as Connectors__Tokens__NAME of the app, or as KPI_TOKEN_NAME for the command line; or correct `token` in the configuration.",
            "Задайте его: Connectors__Tokens__ИМЯ у приложения или KPI_TOKEN_ИМЯ для командной строки; либо исправьте `token` в настройках."),
        PullCodes.TokenRefused => new(
            "Have the platform issue a new token and set it as Connectors__Tokens__NAME of the app, or as KPI_TOKEN_NAME for the command line.",
            "Получите на площадке новый токен и задайте его: Connectors__Tokens__ИМЯ у приложения или KPI_TOKEN_ИМЯ для командной строки."),
        PullCodes.AccessDenied => new(
            "Let the account's owner give the token's user the right to read it, or take another token.",
            "Пусть владелец аккаунта даст пользователю токена право на просмотр, или возьмите другой токен."),
        PullCodes.UnknownAccount or PullReasons.BadAccount => new(
            "Copy the account's id from the platform into `connectors`.", "Скопируйте идентификатор аккаунта с площадки в `connectors`."),
        PullCodes.BadQuestion or PullCodes.UnreadableAnswer => new(
            "If it stays so for a day, the platform has changed its interface: update KpiFunctions, or report it.",
            "Если через день то же самое, площадка изменила свой интерфейс: обновите KpiFunctions или сообщите об этом."),
        PullCodes.TooMuch => new(
            "Export that day from the platform in parts and drop the files.", "Выгрузите этот день с площадки по частям и загрузите файлы."),
        PullReasons.BadConfiguration => new(
            "Check the file with `kpi config check` and store the mended one as config/BRAND.yaml.",
            "Проверьте файл командой `kpi config check` и сохраните исправленный как config/БРЕНД.yaml."),
        PullReasons.NoConnector => new(
            "Update KpiFunctions, or take the account out of `connectors` and drop its exports.",
            "Обновите KpiFunctions или уберите аккаунт из `connectors` и загружайте его выгрузки."),
        PullReasons.NotConfigured => new(
            "Add it to `connectors` if it is wanted.", "Добавьте его в `connectors`, если он нужен."),
        PullReasons.AnswerRefused => new(
            "See its receipt; most often `accounts` in the configuration leaves the account out.",
            "Посмотрите его квитанцию; чаще всего аккаунта нет в `accounts` настроек."),
        _ => Nothing,
    };

    /// <summary>Whether trying again is all there is to do. The app does so by itself; a command has to be run again.</summary>
    public static bool IsTriedAgain(string? code) => Fix(code) == Nothing;

    /// <summary>What happened and what to do, as one text.</summary>
    public static string Sentence(string? code, TextLanguage language) => $"{What(code).In(language)} {Fix(code).In(language)}";
}
