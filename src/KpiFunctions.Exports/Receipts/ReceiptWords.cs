using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>The fixed words of a receipt in each language, side by side.</summary>
internal sealed class ReceiptWords(TextLanguage language)
{
    public TextLanguage Language { get; } = language;

    public string TakenFor => Say("Taken for", "Принят за");

    public string File => Say("File", "Файл");

    public string ImportedAt => Say("Read on", "Прочитан");

    public string Period => Say("Period", "Период");

    public string Account => Say("Account", "Аккаунт");

    public string Currency => Say("Currency", "Валюта");

    public string Rows => Say("Rows", "Строки");

    public string AskedFor => Say("Asked for", "Запрошено");

    public string AskedAt => Say("Asked on", "Когда запрошено");

    public string Completeness => Say("Complete answer", "Полный ответ");

    public string IsComplete => Say(
        "yes: rows of these days that the platform no longer has do not count any more",
        "да: строки за эти дни, которых у платформы больше нет, больше не учитываются");

    public string IsNotComplete => Say(
        "no: its rows count, and what was there before stays unless they replace it",
        "нет: его строки учтены, а прежние остаются, если он их не заменяет");

    public string Encoding => Say("Encoding", "Кодировка");

    public string Totals => Say("What the rows add up to", "Что получилось в сумме");

    public string Changes => Say("What changed in what counts", "Что изменилось в учтённых данных");

    public string Measure => Say("On the days of the file", "За дни файла");

    public string Before => Say("Before", "Было");

    public string Now => Say("Now", "Стало");

    public string Change => Say("Change", "Изменение");

    public string NotStated => Say("not stated in the file", "в файле не указана");

    public string PeriodUnknown => Say("not stated in the file", "в файле не указан");

    public string WithoutDays => Say("without days", "без разбивки по дням");

    public string OwnTotal => Say(
        "All rows are used, but the file's own total says otherwise.",
        "Учтены все строки, но с собственным итогом файла они не сходятся.");

    public string WholeFile => Say("whole file", "весь файл");

    public string Line => Say("Line", "Строка");

    public string Column => Say("Column", "Столбец");

    public string Value => Say("Value", "Значение");

    public string What => Say("What is wrong", "Что не так");

    public string ToLookAt => Say("What it is", "О чём речь");

    public string Fix => Say("What to do", "Что сделать");

    public string Say(string english, string russian) => Language == TextLanguage.Russian ? russian : english;

    public string Say(Localized text) => text.In(Language);

    public string Count(long count) => TextFormat.Number(count, 0, Language);

    /// <summary>"16–22 November 2026, view utm".</summary>
    public string Asked(string days, string view) => Say($"{days}, view {view}", $"{days}, срез {view}");

    /// <summary>"120 read, 117 used, 3 not used".</summary>
    public string RowsOf(int rows, int accepted, int rejected) => rows == 0
        ? Say("none", "ни одной")
        : rejected == 0
        ? Say($"{Count(rows)} read, all used", $"прочитано {Count(rows)}, учтены все")
        : Say($"{Count(rows)} read, {Count(accepted)} used, {Count(rejected)} not used", $"прочитано {Count(rows)}, учтено {Count(accepted)}, не учтено {Count(rejected)}");

    /// <summary>"3 of 120 rows were not used".</summary>
    public string NotUsed(int rejected, int rows)
    {
        var verb = Plural.Russian(rejected, "Не учтена", "Не учтены", "Не учтено");
        var noun = Plural.Russian(rejected, "строка", "строки", "строк");
        return Say(
            $"{Count(rejected)} of {Count(rows)} {Plural.English(rows, "row", "rows")} {Plural.English(rejected, "was", "were")} not used",
            $"{verb} {Count(rejected)}{TextFormat.NoBreakSpace}{noun} из {Count(rows)}");
    }

    public string ErrorsTitle(int count) => Say(
        $"Not used: {Count(count)} {Plural.English(count, "problem", "problems")}",
        $"Не учтено: {Count(count)}{TextFormat.NoBreakSpace}{Plural.Russian(count, "проблема", "проблемы", "проблем")}");

    public string WarningsTitle(int count) => Say(
        $"Used, but please look: {Count(count)} {Plural.English(count, "remark", "remarks")}",
        $"Учтено, но взгляните: {Count(count)}{TextFormat.NoBreakSpace}{Remarks(count)}");

    public string InfosTitle(int count) => Say(
        $"Good to know: {Count(count)} {Plural.English(count, "remark", "remarks")}",
        $"Полезно знать: {Count(count)}{TextFormat.NoBreakSpace}{Remarks(count)}");

    public string More(int count, string details) => Say($"and {Count(count)} more: {details}", $"и ещё {Count(count)}: {details}");

    private static string Remarks(int count) => Plural.Russian(count, "замечание", "замечания", "замечаний");
}
