using System.Globalization;
using System.Text.RegularExpressions;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Exports.Values;
using KpiFunctions.Pipeline.Mail;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Reads single values; every message names the setting and gives an example of a good value.</summary>
internal static partial class ConfigurationValues
{
    /// <summary>The last place that a column may have: tables with more columns are not read.</summary>
    public const int MaxPosition = 2_000;

    private const int MaxHeaderLength = 200;
    private const int MaxNameLength = 100;
    private static readonly DateOnly Earliest = new(1990, 1, 1);

    public static string? Text(ConfigurationNode node, string path, ProblemList problems, string example)
    {
        if (node is not ScalarNode scalar)
        {
            problems.Error(
                node, path,
                $"`{path}` takes a single value, for example `{example}`.",
                $"Для `{path}` нужно одно значение, например `{example}`.");
            return null;
        }

        if (scalar.IsNull || string.IsNullOrWhiteSpace(scalar.Value))
        {
            problems.Error(
                node, path,
                $"`{path}` has no value. Give one, for example `{example}`, or delete the line.",
                $"У `{path}` нет значения. Укажите его, например `{example}`, или удалите строку.");
            return null;
        }

        return scalar.Value;
    }

    public static string? Id(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "tea-shop") is not { } id)
        {
            return null;
        }

        return IdPattern().IsMatch(id) ? id : Bad<string>(
            node, path, problems, id,
            "must have 1 to 40 small Latin letters, digits and hyphens, for example `tea-shop`",
            "должно состоять из 1–40 строчных латинских букв, цифр и дефисов, например `tea-shop`");
    }

    public static string? Name(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "Tea Shop") is not { } name)
        {
            return null;
        }

        return name.Length <= MaxNameLength && !name.Any(char.IsControl) ? name.Trim() : Bad<string>(
            node, path, problems, name,
            $"must be one line of at most {MaxNameLength} characters, for example `Tea Shop`",
            $"должно быть одной строкой не длиннее {MaxNameLength} знаков, например `Чайная лавка`");
    }

    public static string? Zone(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "Europe/Berlin") is not { } zone)
        {
            return null;
        }

        if (TimeZoneIds.IsIana(zone))
        {
            return zone;
        }

        var nearest = TimeZoneIds.Nearest(zone);
        return Bad<string>(
            node, path, problems, zone,
            nearest is null ? "is not an IANA time zone; an example is `Europe/Berlin`" : $"is not an IANA time zone; did you mean `{nearest}`?",
            nearest is null ? "– не часовой пояс IANA; пример: `Europe/Moscow`" : $"– не часовой пояс IANA; возможно, имелось в виду `{nearest}`?");
    }

    public static string? Currency(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "EUR") is not { } code)
        {
            return null;
        }

        if (CurrencyCodes.IsKnown(code))
        {
            return code;
        }

        var upper = code.Trim().ToUpperInvariant();
        return CurrencyCodes.IsKnown(upper)
            ? Bad<string>(node, path, problems, code, $"is written with capitals: `{upper}`", $"пишется заглавными: `{upper}`")
            : Bad<string>(
                node, path, problems, code,
                "is not the code of a currency (ISO 4217); examples are `EUR`, `USD`, `RUB`",
                "– не код валюты (ISO 4217); примеры: `RUB`, `EUR`, `USD`");
    }

    public static WeekStart? Week(ConfigurationNode node, string path, ProblemList problems) =>
        OneOf(node, path, problems, ConfigurationKeys.WeekStarts) switch
        {
            "monday" => WeekStart.Monday,
            "sunday" => WeekStart.Sunday,
            _ => null,
        };

    public static DateOrder? Order(ConfigurationNode node, string path, ProblemList problems) =>
        OneOf(node, path, problems, ConfigurationKeys.DateOrders) switch
        {
            "dayFirst" => DateOrder.DayFirst,
            "monthFirst" => DateOrder.MonthFirst,
            _ => null,
        };

    public static string? Language(ConfigurationNode node, string path, ProblemList problems) =>
        OneOf(node, path, problems, ConfigurationKeys.Languages);

    public static string? Source(ConfigurationNode node, string path, ProblemList problems) =>
        OneOf(node, path, problems, ConfigurationKeys.Sources);

    public static DateOnly? Day(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "2025-01-01") is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest)
        {
            return day;
        }

        Bad<string>(
            node, path, problems, text,
            "is not a day written as year-month-day, for example `2025-01-01`",
            "– не день в виде год-месяц-день, например `2025-01-01`");
        return null;
    }

    public static string? Email(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "anna@example.com") is not { } address)
        {
            return null;
        }

        return MailAddresses.IsAddress(address) ? address : Bad<string>(
            node, path, problems, address,
            "is not an e-mail address; write it alone, for example `anna@example.com`",
            "– не адрес электронной почты; напишите только адрес, например `anna@example.com`");
    }

    public static string? Account(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "123-456-7890") is not { } account)
        {
            return null;
        }

        if (ScientificNumber().IsMatch(account))
        {
            return Bad<string>(
                node, path, problems, account,
                "was spoilt by a spreadsheet; copy the id from the platform and put it in quotes, for example `\"123-456-7890\"`",
                "испорчено табличным редактором; скопируйте идентификатор из платформы и возьмите в кавычки, например `\"123-456-7890\"`");
        }

        return account.Length <= 200 && !account.Any(char.IsControl) ? account.Trim() : Bad<string>(
            node, path, problems, account,
            "must be the account's id or name on one line, for example `\"123-456-7890\"`",
            "должно быть идентификатором или названием аккаунта в одной строке, например `\"123-456-7890\"`");
    }

    public static string? PathPattern(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "google/berlin/**") is not { } pattern)
        {
            return null;
        }

        var isGood = pattern.Length <= 200
            && !pattern.StartsWith('/')
            && !pattern.Contains("***", StringComparison.Ordinal)
            && !pattern.Any(static c => char.IsControl(c) || c == '\\')
            && !pattern.Split('/').Contains("..", StringComparer.Ordinal);
        return isGood ? pattern : Bad<string>(
            node, path, problems, pattern,
            "is not a path pattern below the brand's folder; an example is `google/berlin/**` (`*` within a folder, `**` over folders)",
            "– не шаблон пути внутри папки бренда; пример: `google/berlin/**` (`*` – внутри папки, `**` – через папки)");
    }

    /// <summary>A column's header, or another text that a cell of the file holds.</summary>
    public static string? Header(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "Spend") is not { } header)
        {
            return null;
        }

        return header.Length <= MaxHeaderLength && !header.Any(char.IsControl) && header.Any(static c => !char.IsWhiteSpace(c) && c != '\ufeff') ? header.Trim() : Bad<string>(
            node, path, problems, header,
            $"must be the text of one cell, at most {MaxHeaderLength} characters, as the file has it",
            $"должно быть текстом одной ячейки, как он стоит в файле, не длиннее {MaxHeaderLength} знаков");
    }

    public static string? DateFormatText(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "dd.MM.yyyy") is not { } format)
        {
            return null;
        }

        return DateFormat.Of(format) is not null ? format : Bad<string>(
            node, path, problems, format,
            "does not say how dates are written: `d` stands for the day, `M` for the month (a small `m` is a minute), `y` for the year; `dd.MM.yyyy` reads 24.11.2026",
            "не описывает запись дат: `d` – день, `M` – месяц (строчная `m` – минута), `y` – год; `dd.MM.yyyy` читает 24.11.2026");
    }

    public static DecimalSign? Numbers(ConfigurationNode node, string path, ProblemList problems) =>
        OneOf(node, path, problems, ConfigurationKeys.NumberSigns) switch
        {
            "comma" => DecimalSign.Comma,
            "point" => DecimalSign.Point,
            _ => null,
        };

    public static AdLevel? Level(ConfigurationNode node, string path, ProblemList problems) =>
        OneOf(node, path, problems, ConfigurationKeys.Levels) is { } level ? Enum.Parse<AdLevel>(level, ignoreCase: true) : null;

    public static char? Delimiter(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Text(node, path, problems, "\";\"") is not { } text)
        {
            return null;
        }

        if (text is "tab" or "\\t")
        {
            return '\t';
        }

        if (text is [var sign] && char.IsAscii(sign) && !char.IsAsciiLetterOrDigit(sign) && !char.IsControl(sign) && sign is not ('"' or '-' or '.'))
        {
            return sign;
        }

        _ = Bad<string>(node, path, problems, text, "is not a sign between cells; examples are `\";\"`, `\",\"`, `tab`", "– не знак между ячейками; примеры: `\";\"`, `\",\"`, `tab`");
        return null;
    }

    public static bool IsDimension(string name) => DimensionPattern().IsMatch(name);

    public static string? OneOf(ConfigurationNode node, string path, ProblemList problems, IReadOnlyList<string> allowed)
    {
        if (Text(node, path, problems, allowed[0]) is not { } value)
        {
            return null;
        }

        if (allowed.Contains(value, StringComparer.Ordinal))
        {
            return value;
        }

        var list = MappingReader.List(allowed);
        return ConfigurationKeys.Nearest(value, allowed) is { } nearest
            ? Bad<string>(
                node, path, problems, value,
                $"is not one of {list}; did you mean `{nearest}`?",
                $"не входит в список: {list}; возможно, имелось в виду `{nearest}`?")
            : Bad<string>(node, path, problems, value, $"is not one of {list}", $"не входит в список: {list}");
    }

    private static T? Bad<T>(ConfigurationNode node, string path, ProblemList problems, string value, string english, string russian)
        where T : class
    {
        var quoted = ProblemList.Quote(value);
        problems.Error(node, path, Close($"`{path}`: “{quoted}” {english}"), Close($"`{path}`: «{quoted}» {russian}"));
        return null;
    }

    private static string Close(string sentence) => sentence.EndsWith('?') ? sentence : sentence + ".";

    [GeneratedRegex("^[a-z0-9_]{1,40}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DimensionPattern();

    [GeneratedRegex("^[a-z0-9-]{1,40}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();

    [GeneratedRegex("^[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScientificNumber();
}
