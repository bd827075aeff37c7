using System.Globalization;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Configuration;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Cli.Texts;

/// <summary>Everything that the command says, in both languages side by side.</summary>
internal static class CliText
{
    public static string Root => In("KPIs from the exports of ad platforms, analytics and shops.", "Показатели из выгрузок рекламных кабинетов, аналитики и магазинов.");

    public static string SeeHelp => In("kpi: `kpi --help` lists the commands, `kpi COMMAND --help` their options.", "kpi: `kpi --help` перечислит команды, `kpi КОМАНДА --help` – их параметры.");

    public static string Stopped => In("stopped.", "остановлено.");

    public static string Demo => In("Shows everything on a sample brand: ingests its exports, computes, and really sends the weekly report.", "Показывает всё на примере: загружает выгрузки, считает показатели и действительно отправляет недельный отчёт.");

    public static string Check => In("Reads files as a drop would, without storage, and says what it understood.", "Читает файлы так же, как при загрузке, но без хранилища, и говорит, что понято.");

    public static string Config => In("Looks after brand configurations.", "Работа с настройками брендов.");

    public static string ConfigCheck => In("Checks a brand configuration, stores nothing, and says what is wrong and which defaults are used.", "Проверяет настройки бренда, ничего не сохраняя, и говорит, что не так и что взято по умолчанию.");

    public static string ConfigArgument => In("Brand configuration (YAML).", "Настройки бренда (YAML).");

    public static string Ingest => In("Drops files for a brand and waits until its KPIs are computed.", "Загружает файлы бренда и ждёт, пока будут посчитаны показатели.");

    public static string Kpis => In("Shows the KPIs of a day, week or month.", "Показывает показатели за день, неделю или месяц.");

    public static string Report => In("Composes a week's report and leaves it as files.", "Составляет отчёт за неделю и сохраняет его файлами.");

    public static string Send => In("Sends a report to its recipients; what was sent is never sent twice.", "Отправляет отчёт получателям; отправленное второй раз не отправляется.");

    public static string Deliveries => In("Shows who was sent what.", "Показывает, кому что отправлено.");

    public static string FilesArgument => In("Export files as the platforms gave them, or folders of them.", "Файлы выгрузок, как их отдала площадка, или папки с ними.");

    public static string BrandOption => In("Brand id, such as northern-leaf-tea.", "Идентификатор бренда, например northern-leaf-tea.");

    public static string BrandConfigOption => In("Brand configuration (YAML) to read the files with.", "Настройки бренда (YAML), с которыми читать файлы.");

    public static string SuggestOption => In("For a file of an unknown shape, draft the mapping to put into the brand's configuration.", "Для файла неизвестного вида составить черновик разметки для настроек бренда.");

    public static string NoMappingNeeded => In("The file is recognised: it needs no mapping.", "Файл распознан: разметка ему не нужна.");

    public static string NoSuggestion => In("No draft could be made: no table with something to sum up was found in the first rows.", "Черновик составить не удалось: в первых строках не нашлось таблицы, в которой есть что складывать.");

    public static string ConfigOption => In("Brand configuration (YAML) to store first; later commands use it.", "Настройки бренда (YAML): сначала сохранить их, дальше действуют они.");

    public static string DroppedAtOption => In("When the files were dropped, if that was earlier, such as 2026-11-23T08:00:00Z.", "Когда файлы были загружены, если раньше, например 2026-11-23T08:00:00Z.");

    public static string JsonOption => In("Print one JSON document and nothing else.", "Вывести один документ JSON и ничего больше.");

    public static string PeriodOption => In("2026-W47, 2026-11 or 2026-11-20.", "2026-W47, 2026-11 или 2026-11-20.");

    public static string WeekOption => In("A week, such as 2026-W47.", "Неделя, например 2026-W47.");

    public static string ByOption => In("total, channel, source, account or campaign.", "total, channel, source, account или campaign.");

    public static string KpiOption => In("KPI ids to show, such as cac; all without it.", "Какие показатели показать, например cac; без параметра – все.");

    public static string LangOption => In("Language of the report: ru or en.", "Язык отчёта: ru или en.");

    public static string OutOption => In("Folder to leave the files in.", "Папка, в которой оставить файлы.");

    public static string AsOfOption => In("The day to show it for, such as 2026-11-24; the data end with the last full week before it.", "День, на который показать, например 2026-11-24; данные кончаются последней полной неделей до него.");

    public static string ReportOption => In("Report id from the brand's configuration.", "Идентификатор отчёта из настроек бренда.");

    public static string DryRunOption => In("Say what would be sent to whom, and send nothing.", "Сказать, что и кому было бы отправлено, и ничего не отправлять.");

    public static string ResendOption => In("Send once more to this recipient.", "Отправить ещё раз этому получателю.");

    public static string StorageOption => In("Connection string or account URL of the storage (or KPI_STORAGE); without it an embedded one is used.", "Строка подключения или адрес хранилища (или KPI_STORAGE); без них – встроенное.");

    public static string DataOption => In("Folder of the embedded storage (.kpi).", "Папка встроенного хранилища (.kpi).");

    public static string Reading => In("Reading files", "Чтение файлов");

    public static string Computing => In("Computing KPIs", "Расчёт показателей");

    public static string NoDeliveries => In("Nothing was planned yet.", "Пока ничего не запланировано.");

    public static string[] DeliveryColumns =>
    [
        In("Report", "Отчёт"), In("Period", "Период"), In("Version", "Версия"), In("Recipient", "Получатель"), In("Language", "Язык"),
        In("State", "Состояние"), In("Answer", "Ответ"),
    ];

    public static string ReceiptMail => In("receipts", "квитанции");

    public static string UnknownReceiptMail => In("unknown: the receipts lie in storage", "неизвестно: сами квитанции лежат в хранилище");

    public static string KpiColumn => In("KPI", "Показатель");

    public static string PreviousColumn => In("Before", "Раньше");

    public static string ChangeColumn => In("Change", "Изменение");

    public static string StorageFailed(int status, string code) => In(
        $"storage refused the request ({status}, {code}). Check its address and rights and try again; KPI_DEBUG=1 shows the details.",
        $"хранилище отказало ({status}, {code}). Проверьте адрес и права и повторите; KPI_DEBUG=1 покажет подробности.");

    public static string Fault(string kind) => In(
        $"something failed ({kind}). Try again; KPI_DEBUG=1 shows the details.",
        $"произошёл сбой ({kind}). Повторите; KPI_DEBUG=1 покажет подробности.");

    public static string NoSuchFile(string path) => In($"there is no file {path}.", $"нет файла {path}.");

    public static string NoSuchOption(string text) => In(
        $"there is no option {text}. A file of that name is written ./{text}.", $"нет параметра {text}. Файл с таким именем пишется ./{text}.");

    public static string NoFilesIn(string folder) => In($"there is no file in the folder {folder}.", $"в папке {folder} нет файлов.");

    public static string Unreadable(string path) => In(
        $"{path} cannot be opened. Check that you may read it and that no other program holds it.",
        $"{path} не открывается. Проверьте права на чтение и не занят ли он другой программой.");

    public static string UnusableFolder(string path) => In(
        $"the folder {path} cannot be used. Name another one with --data, in which you may write.",
        $"папка {path} не подходит. Укажите в --data другую, в которую можно писать.");

    public static string StorageUnreachable => In(
        "storage cannot be reached. Check its address and the network and try again; KPI_DEBUG=1 shows the details.",
        "хранилище недоступно. Проверьте адрес и сеть и повторите; KPI_DEBUG=1 покажет подробности.");

    public static string TimeInFuture(string text) => In(
        $"{text} lies in the future: files were dropped in the past.", $"{text} ещё не наступило: файлы загружают в прошлом.");

    public static string ConfigProblem(string file, int line, int column, string message) => In($"{file}, line {line}, column {column}: {message}", $"{file}, строка {line}, столбец {column}: {message}");

    public static string Severity(ConfigurationSeverity severity) => severity == ConfigurationSeverity.Error ? In("error", "ошибка") : In("warning", "внимание");

    public static string ConfigFine(string file, string brand) => In($"{file} can be used for {brand}.", $"{file} подходит для {brand}.");

    public static string ConfigBroken(string file) => In($"{file} cannot be used until its errors are mended.", $"{file} нельзя использовать, пока в нём есть ошибки.");

    public static string Defaults(string file, IReadOnlyList<string> keys) => In(
        $"{file}: defaults are used for {string.Join(", ", keys)}.", $"{file}: по умолчанию взяты {string.Join(", ", keys)}.");

    public static string NoTime(string text) => In(
        $"{text} is not a time. Write it like 2026-11-23T08:00:00Z.", $"{text} – не время. Пишите так: 2026-11-23T08:00:00Z.");

    public static string NoBrandId(string text) => In(
        $"{text} is not a brand id: lower-case letters, digits and hyphens, at most 40.",
        $"{text} – не идентификатор бренда: строчные латинские буквы, цифры и дефисы, не больше 40.");

    public static string NoPeriod(string text) => In(
        $"{text} is not a period. Write a week as 2026-W47, a month as 2026-11, a day as 2026-11-20.",
        $"{text} – не период. Неделя пишется как 2026-W47, месяц – 2026-11, день – 2026-11-20.");

    public static string NoDay(string text) => In($"{text} is not a day. Write it like 2026-11-24.", $"{text} – не день. Пишите так: 2026-11-24.");

    public static string NotAWeek(string period) => In(
        $"{period} is not a week; this report is weekly. Write a week as 2026-W47.", $"{period} – не неделя, а отчёт недельный. Неделя пишется как 2026-W47.");

    public static string NoScope(string text, IEnumerable<string> known) => In(
        $"--by {text} is not known. Known: {string.Join(", ", known)}.", $"--by {text} неизвестно. Известны: {string.Join(", ", known)}.");

    public static string NoKpi(string text, IEnumerable<string> known) => In(
        $"there is no KPI {text}. Known: {string.Join(", ", known)}.", $"нет показателя {text}. Известны: {string.Join(", ", known)}.");

    public static string NothingPublished(string brand, string period, (string First, string Last)? known) => known is { } x
        ? In(
            $"no KPIs of {brand} are known for {period}: there are those of {x.First} to {x.Last}.",
            $"за {period} показателей {brand} нет: есть с {x.First} по {x.Last}.")
        : In(
            $"no KPIs of {brand} are known for {period}. Ingest its exports first: kpi ingest FILE… --brand {brand}",
            $"за {period} показателей {brand} нет. Сначала загрузите выгрузки: kpi ingest ФАЙЛ… --brand {brand}");

    public static string SecretMissing(string variable) => In(
        $"{variable} is not set. Customers' identifiers are hashed with it: give at least 16 random bytes as Base64, such as the output of `openssl rand -base64 32`, and keep it.",
        $"{variable} не задан. Им хешируются данные покупателей: задайте не меньше 16 случайных байт в Base64, например вывод `openssl rand -base64 32`, и сохраните его.");

    public static string SmtpMissing(string variable) => In(
        $"{variable} is not set. Name the mail server, such as smtp://user:password@smtp.example.com:587?from=reports@example.com",
        $"{variable} не задан. Укажите почтовый сервер, например smtp://user:password@smtp.example.com:587?from=reports@example.com");

    public static string OtherCurrency(string brand, string currency, IReadOnlyList<string> others) => In(
        $"some amounts are in {string.Join(", ", others)}, and the currency of {brand} is {currency}: without exchange rates they have no KPIs. If the brand counts in {others[0]}, put `currency: {others[0]}` into its configuration and store it with --config.",
        $"есть суммы в {string.Join(", ", others)}, а валюта {brand} – {currency}: без курсов по ним нет показателей. Если бренд считает в {others[0]}, укажите в его настройках `currency: {others[0]}` и сохраните их через --config.");

    public static string OutcomeWithoutReceipt(IngestState state) => state switch
    {
        IngestState.AlreadyDone => In("was imported before; nothing to do.", "уже загружен; делать нечего."),
        IngestState.Gone => In("is gone; nothing was read.", "исчез; ничего не прочитано."),
        _ => In("is being imported by somebody else.", "загружается кем-то ещё."),
    };

    public static string Computed(int published, int unchanged) => In(
        $"KPIs: {published} {Plural.English(published, "period", "periods")} new or changed, {unchanged} unchanged.",
        $"Показатели: {published} {Plural.Russian(published, "период новый или изменился", "периода новых или изменились", "периодов новых или изменились")}, без изменений – {unchanged}.");

    public static string Weeks(string first, string last) => In(
        first == last ? $"There are numbers of the week {first}." : $"There are numbers of the weeks {first} to {last}.",
        first == last ? $"Есть показатели за неделю {first}." : $"Есть показатели за недели с {first} по {last}.");

    public static string NoConfiguration(string brand, string zone, string currency) => In(
        $"{brand} has no configuration yet: days are counted in {zone}, the currency is {currency}. Give one with --config.",
        $"У {brand} ещё нет настроек: дни считаются по {zone}, валюта – {currency}. Задайте их через --config.");

    public static string ReadOtherwise => In(
        "the settings that files are read by (time zone, currency, accounts, date order) have changed. Files that were ingested before keep what they were read as; ingest them again to have them read anew.",
        "настройки, по которым читаются файлы (часовой пояс, валюта, аккаунты, порядок дат), изменились. Загруженные раньше файлы остаются прочитанными по-старому; загрузите их ещё раз, чтобы прочитать заново.");

    public static string AlreadySent => In(
        "Everything was sent before; nothing was sent now.", "Всё уже было отправлено; сейчас ничего не отправлено.");

    public static string PlanRefused(PlanRefusal refusal, string report, string period) => refusal switch
    {
        PlanRefusal.UnknownReport => In(
            $"no brand's configuration has a report {report}. Add it under `reports` and store it with kpi ingest … --config.",
            $"ни в чьих настройках нет отчёта {report}. Добавьте его в `reports` и сохраните: kpi ingest … --config."),
        PlanRefusal.NotAWeek => NotAWeek(period),
        PlanRefusal.NoNumbers => In(
            $"no KPIs are known for {period}. Ingest the exports of that week first.", $"за {period} показателей нет. Сначала загрузите выгрузки за эту неделю."),
        PlanRefusal.NoRecipients => In(
            $"the report {report} has no recipients. Add them under `reports`.", $"у отчёта {report} нет получателей. Добавьте их в `reports`."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };

    public static string NoRecipient(string address, string report) => In(
        $"{address} was not planned to receive {report}. kpi deliveries shows who was.", $"{address} нет среди получателей {report}. Их покажет kpi deliveries.");

    public static string Caught(string folder) => In(
        $"No mail server is named (KPI_SMTP): the mails were caught and lie in {folder}.", $"Почтовый сервер не задан (KPI_SMTP): письма пойманы и лежат в {folder}.");

    public static string DryRun(int version) => In($"Nothing is sent. Version {version} would go to:", $"Ничего не отправлено. Версия {version} ушла бы:");

    public static string State(DeliveryState state) => state switch
    {
        DeliveryState.Planned => In("planned", "запланировано"),
        DeliveryState.Connecting => In("connecting", "соединение"),
        DeliveryState.HandingOver => In("handing over", "передаётся"),
        DeliveryState.Sent => In("sent", "отправлено"),
        DeliveryState.Failed => In("failed", "не отправлено"),
        DeliveryState.Unknown => In("unknown: ask the recipient, then --resend", "неизвестно: спросите получателя, затем --resend"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Reason(NoValueReason? reason) => reason switch
    {
        NoValueReason.NotMeasured => In("not measured", "не измеряется"),
        NoValueReason.NoData => In("no data", "нет данных"),
        NoValueReason.NoDenominator => In("nothing to divide by", "не на что делить"),
        NoValueReason.NoRate => In("no exchange rate", "нет курса"),
        _ => "–",
    };

    public static string DemoTitle(string brand, DateOnly from, DateOnly to) => In(
        $"{brand}: {from:d MMM yyyy} – {to:d MMM yyyy}", $"{brand}: {from:dd.MM.yyyy} – {to:dd.MM.yyyy}");

    public static string DemoStarting => In("Starting storage and a mail server", "Запуск хранилища и почтового сервера");

    public static string DemoWriting => In("Writing the sample's exports", "Создание выгрузок примера");

    public static string DemoSending => In("Composing and sending", "Составление и отправка");

    public static string DemoFiles(int files, int rows, int rejected) => In(
        $"{files} {Plural.English(files, "file", "files")} read, {rows.ToString("N0", CultureInfo.InvariantCulture)} rows used, {rejected} rejected",
        $"{Plural.Russian(files, "прочитан", "прочитано", "прочитано")} {files} {Plural.Russian(files, "файл", "файла", "файлов")}, использовано строк – {rows}, отклонено – {rejected}");

    public static string DemoSent(int sent, int of) => In(
        $"{sent} of {of} mails accepted by the mail server", $"почтовый сервер принял писем: {sent} из {of}");

    public static string DemoDone(double seconds) => In(
        string.Create(CultureInfo.InvariantCulture, $"Done in {seconds:0.0} s. What it left:"),
        string.Create(CultureInfo.GetCultureInfo("ru"), $"Готово за {seconds:0.0} с. Что осталось:"));

    public static string DemoReports => In("the report, as it was sent", "отчёт, каким он отправлен");

    public static string DemoMail => In("the mails, as they arrived", "письма, какими они пришли");

    public static string DemoReceipts => In("a receipt for every file", "квитанция на каждый файл");

    public static string DemoKpis => In("all numbers", "все числа");

    public static string DemoExports => In("the exports that were dropped: try your own with kpi check FILE", "загруженные выгрузки; проверьте свои: kpi check ФАЙЛ");

    private static string In(string english, string russian) => CliLanguage.Current == "ru" ? russian : english;
}
