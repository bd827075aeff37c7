using System.Globalization;
using KpiFunctions.Cli.Watching;

namespace KpiFunctions.Cli.Texts;

/// <summary>Everything that <c>kpi watch</c> says, in both languages side by side.</summary>
internal static class WatchText
{
    public static string Watch => In(
        "Runs here what runs in the cloud: reads what comes into a folder, answers with receipts beside it, computes, pulls and sends, until it is stopped.",
        "Делает на этой машине то же, что в облаке: читает всё, что попадает в папку, кладёт рядом квитанции, считает, запрашивает и отправляет, пока его не остановят.");

    public static string FolderArgument => In(
        "Folder that files are dropped into, with one folder a brand (drop).", "Папка для файлов, в ней – по папке на бренд (drop).");

    public static string SmtpOption => In(
        "Mail server to send reports through (or KPI_SMTP); without it mails are kept as files in reports/.",
        "Почтовый сервер для отчётов (или KPI_SMTP); без него письма остаются файлами в reports/.");

    public static string JsonOption => In("Print one JSON object a line for each event, and nothing else.", "Выводить на каждое событие строку с объектом JSON и ничего больше.");

    public static string Starting => In("Starting …", "Запуск …");

    public static string Stopped => In("stopped.", "остановлено.");

    public static string Now => In("now", "сейчас");

    public static string[] Columns => [In("Time", "Время"), In("File", "Файл"), In("Taken for", "Понят как"), In("Rows", "Строки"), In("State", "Состояние"), In("Remark", "Замечание")];

    public static string StillCounts => In(
        "removed from the folder only: what it said still counts.", "удалён только из папки: сказанное в нём по-прежнему учитывается.");

    public static string KnownBytes => In("imported before, byte for byte: nothing changes.", "уже загружен, байт в байт: ничего не меняется.");

    public static string Locked => In(
        "cannot be opened. Close the program that holds it, or give the right to read it; it is read by itself then.",
        "не открывается. Закройте программу, которая его держит, или дайте право на чтение; дальше он прочитается сам.");

    public static string ConfigStays => In("the settings that were stored stay in force.", "сохранённые настройки продолжают действовать.");

    public static string ConfigName => In(
        "not used: a configuration is a file named by the brand's id, such as tea-shop.yaml.",
        "не используется: файл настроек называется идентификатором бренда, например tea-shop.yaml.");

    public static string Started(string folder, string receipts) => In(
        $"Drop files into {Path.Combine(folder, "BRAND")}, receipts come to {receipts}. Ctrl-C stops.",
        $"Файлы кладите в {Path.Combine(folder, "БРЕНД")}, квитанции появляются в {receipts}. Ctrl-C – остановить.");

    public static string Rows(long accepted, long rejected) => rejected == 0
        ? In($"{Number(accepted)} used", $"учтено {Number(accepted)}")
        : In($"{Number(accepted)} used, {Number(rejected)} not", $"учтено {Number(accepted)}, нет – {Number(rejected)}");

    public static string State(string state) => state switch
    {
        FileStates.Reading => In("reading", "читается"),
        FileStates.Done => In("used", "учтён"),
        FileStates.Partly => In("partly used", "учтён частично"),
        FileStates.Refused => In("not used", "не учтён"),
        FileStates.Unplaced => In("out of place", "не на месте"),
        FileStates.AlreadyDone => In("known", "известен"),
        FileStates.Waiting => In("waits", "ждёт"),
        FileStates.Gone => In("gone", "исчез"),
        FileStates.Removed => In("removed", "удалён"),
        FileStates.Failed => In("failed", "сбой"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string ConfigState(string state) => state switch
    {
        "stored" => In("settings stored; files of the brand are read by them", "настройки сохранены; файлы бренда читаются по ним"),
        "broken" => In("has errors and is not used; the settings before it stay in force", "содержит ошибки и не используется; действуют прежние настройки"),
        "removed" => In("removed", "удалён"),
        _ => In("passed over", "пропущен"),
    };

    public static string Computing(IEnumerable<string> brands) => In($"Computing: {string.Join(", ", brands)}", $"Считается: {string.Join(", ", brands)}");

    public static string Computed(string? brand) => In($"{brand}: KPIs are computed.", $"{brand}: показатели посчитаны.");

    public static string NotComputed(string? brand) => In($"{brand}: KPIs are not computed yet.", $"{brand}: показатели пока не посчитаны.");

    public static string Pulled(int receipts) => In($"answers with a new receipt: {receipts}", $"ответов с новой квитанцией: {receipts}");

    public static string Sent(int sent, int of) => In($"{sent} of {of} mails sent", $"отправлено писем: {sent} из {of}");

    public static string Mails(int sent, string? folder) => In($"Mails sent: {sent}", $"Отправлено писем: {sent}") + (folder is null ? string.Empty : $" ({folder})");

    public static string Timer(string name) => name switch
    {
        "PullSources" => In("pulling", "запросы"),
        "PlanDeliveries" => In("reports", "отчёты"),
        _ => In("sweep", "обход"),
    };

    public static string FileFault(Exception fault) => In(
        $"could not be read ({fault.GetType().Name}). It is tried again when it changes or at the next start; KPI_DEBUG=1 shows the details.",
        $"не прочитан ({fault.GetType().Name}). Попытка повторится, когда он изменится, или при следующем запуске; KPI_DEBUG=1 покажет подробности.");

    public static string QueueFault(string queue, Exception fault) => In(
        $"the queue {queue} could not be read ({fault.GetType().Name}); it is tried again.", $"очередь {queue} не читается ({fault.GetType().Name}); попытка повторится.");

    public static string MessageFault(string queue, Exception fault) => In(
        $"work in the queue {queue} failed ({fault.GetType().Name}); it comes again in some minutes, and is put aside after five failures.",
        $"работа из очереди {queue} не удалась ({fault.GetType().Name}); она повторится через несколько минут, а после пяти неудач будет отложена.");

    public static string TimerFault(string timer, Exception fault) => In(
        $"{timer} failed ({fault.GetType().Name}); it runs again at its next time.", $"{timer}: сбой ({fault.GetType().Name}); следующая попытка – в своё время.");

    public static string NoPlaceBeside(string folder) => In(
        $"{folder} has no folder around it for receipts/ and config/. Name a folder inside another one.",
        $"рядом с {folder} нет места для receipts/ и config/. Укажите папку внутри другой.");

    public static string NameIsTaken(string folder) => In(
        $"{folder} cannot be the folder for files: receipts/, config/ and reports/ lie beside it and have that name. Call it otherwise, such as drop.",
        $"{folder} не подходит: рядом лежат receipts/, config/ и reports/ с тем же именем. Назовите её иначе, например drop.");

    public static string DataIsInside(string folder) => In(
        $"the data of the storage ({folder}) would lie among the dropped files. Name another folder with --data.",
        $"данные хранилища ({folder}) оказались бы среди файлов. Укажите в --data другую папку.");

    public static string CannotMake(string folder) => In(
        $"the folder {folder} cannot be made. Check that you may write beside it, or name another one.",
        $"папку {folder} создать не удалось. Проверьте право на запись рядом или укажите другую.");

    private static string Number(long number) => number.ToString("N0", CliLanguage.Current == "ru" ? CultureInfo.GetCultureInfo("ru") : CultureInfo.InvariantCulture);

    private static string In(string english, string russian) => CliLanguage.Current == "ru" ? russian : english;
}
