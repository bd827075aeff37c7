using System.Globalization;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Pulling;

namespace KpiFunctions.Cli.Texts;

/// <summary>Everything that <c>kpi pull</c> says, in both languages side by side.</summary>
internal static class PullText
{
    public static string Pull => In(
        "Fetches what is due of a brand's accounts from their platforms, and waits until the KPIs are computed.",
        "Получает с площадок данные аккаунтов бренда, за которые подошёл срок, и ждёт, пока будут посчитаны показатели.");

    public static string SourceArgument => In("Only this platform, such as yandex-metrica.", "Только эта площадка, например yandex-metrica.");

    public static string FromOption => In("First day to fetch, had or not, such as 2026-11-16.", "Первый день, который получить, даже если он уже есть, например 2026-11-16.");

    public static string ToOption => In("Last day to fetch; yesterday without it.", "Последний день; без параметра – вчера.");

    public static string DryRunOption => In("Say what would be asked, and ask nothing.", "Сказать, что было бы запрошено, и ничего не запрашивать.");

    public static string Pulling => In("Asking the platforms", "Запросы к площадкам");

    public static string NothingDue => In("Nothing is due: everything that is over was fetched.", "Запрашивать нечего: все закончившиеся дни уже получены.");

    public static string WouldAsk => In("would ask", "запросила бы");

    public static string BrokenConfiguration(string brand) => In(
        $"the stored configuration of {brand} has errors. {PullTexts.Fix(PullReasons.BadConfiguration).English}",
        $"в сохранённых настройках {brand} есть ошибки. {PullTexts.Fix(PullReasons.BadConfiguration).Russian}");

    public static string NoConnectors(string brand) => In(
        $"{brand} has no connectors. Add them to its configuration, for example `connectors: [{{ source: yandex-metrica, account: \"44147844\", token: metrica }}]`, and store it with --config.",
        $"у {brand} нет connectors. Добавьте их в настройки, например `connectors: [{{ source: yandex-metrica, account: \"44147844\", token: metrica }}]`, и сохраните через --config.");

    public static string NoSuchConnector(string brand, string source, IEnumerable<string> known) => In(
        $"{brand} has no connector of {source}. It has: {string.Join(", ", known)}.", $"у {brand} нет connectors для {source}. Есть: {string.Join(", ", known)}.");

    public static string DaysInReverse => In("--from is later than --to.", "--from позже, чем --to.");

    public static string ToWithoutFrom => In("--to needs --from.", "--to бывает только вместе с --from.");

    public static string NotOver(string day) => In(
        $"{day} is not over yet where the brand is: a day is asked for when it is over.", $"{day} у бренда ещё не закончился: день запрашивают, когда он закончился.");

    public static string TooLong(int days) => In($"Name at most {days} days at once.", $"Называйте не больше {days} дней за раз.");

    public static string BadAddress(string setting) => In(
        $"{setting} is not an https address without a name, a password and a query (http only on this machine). Example: https://proxy.contoso.com/metrica/.",
        $"{setting} – не адрес https без имени, пароля и параметров (http только на этой же машине). Пример: https://proxy.contoso.com/metrica/.");

    public static string NotUsed(string sentence) => In($"warning: {sentence} It is not needed now.", $"внимание: {sentence} Сейчас он не нужен.");

    public static string Answer(PulledAnswer answer) => In(
        string.Create(CultureInfo.InvariantCulture, $"{answer.View}, {Days(answer.From, answer.To)}: {answer.Rows} {Plural.English(answer.Rows, "row", "rows")}, {answer.Requests} {Plural.English(answer.Requests, "request", "requests")}, {(answer.Complete ? "complete" : "not complete")}"),
        string.Create(CultureInfo.InvariantCulture, $"{answer.View}, {Days(answer.From, answer.To)}: {answer.Rows} {Plural.Russian(answer.Rows, "строка", "строки", "строк")}, {answer.Requests} {Plural.Russian(answer.Requests, "запрос", "запроса", "запросов")}, {(answer.Complete ? "полностью" : "не полностью")}"));

    public static string LastTime => In("last time", "в прошлый раз");

    public static string Receipt(string path) => In($"receipt: {path}", $"квитанция: {path}");

    /// <summary>What happened and what the person at the command line can do. Here is no timer that would try again.</summary>
    /// <param name="code">A code of <see cref="PullReasons.All"/>.</param>
    /// <param name="until">Before then it would be of no use.</param>
    public static string Sentence(string? code, DateTimeOffset? until) => $"{PullTexts.What(code).In(CliLanguage.Text)} {Fix(code, until)}";

    /// <summary>What the person at the command line can do.</summary>
    /// <param name="code">A code of <see cref="PullReasons.All"/>.</param>
    /// <param name="until">Before then it would be of no use.</param>
    public static string Fix(string? code, DateTimeOffset? until)
    {
        if (!PullTexts.IsTriedAgain(code))
        {
            return PullTexts.Fix(code).In(CliLanguage.Text);
        }

        return until is { } time
            ? In($"Run `kpi pull` again after {Minute(time)}.", $"Запустите `kpi pull` ещё раз после {Minute(time)}.")
            : In("Run `kpi pull` again in a while.", "Запустите `kpi pull` ещё раз немного позже.");
    }

    /// <summary>The next whole minute: a second earlier is too early.</summary>
    private static string Minute(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        var minute = utc.Ticks % TimeSpan.TicksPerMinute == 0 ? utc : utc.AddTicks(TimeSpan.TicksPerMinute - (utc.Ticks % TimeSpan.TicksPerMinute));
        var isToday = minute.UtcDateTime.Date == TimeProvider.System.GetUtcNow().UtcDateTime.Date;
        return minute.ToString(isToday ? "HH:mm 'UTC'" : "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }

    public static string AlreadyHad => In("was fetched by somebody else meanwhile", "тем временем получено кем-то ещё");

    public static string Days(DateOnly from, DateOnly to) => TextFormat.Days(from, to, CliLanguage.Text);

    private static string In(string english, string russian) => CliLanguage.Current == "ru" ? russian : english;
}
