using System.Globalization;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Texts;

/// <summary>
/// A problem's details as pieces of sentences in each language. Quoted pieces are cleaned and masked here, so that no
/// sentence can give a customer away or break a line.
/// </summary>
internal sealed class ProblemFacts
{
    private readonly Problem _problem;

    public ProblemFacts(Problem problem, ProblemContext context)
    {
        _problem = problem;
        Context = context;
        Value = QuotedText.Value(problem);
        Column = QuotedText.Column(problem);
        InColumn = Column is null ? Nothing : new($" in column “{Column}”", $" в столбце «{Column}»");
        AndValue = Value is null ? Nothing : new($": “{Value}”", $": «{Value}»");
    }

    public static Localized Nothing { get; } = Localized.Same(string.Empty);

    public ProblemContext Context { get; }

    public bool IsError => _problem.Severity == ProblemSeverity.Error;

    public bool IsInfo => _problem.Severity == ProblemSeverity.Info;

    /// <summary>The cell, or null.</summary>
    public string? Value { get; }

    /// <summary>The header text, or null.</summary>
    public string? Column { get; }

    /// <summary>" in column “Cost”", or nothing.</summary>
    public Localized InColumn { get; }

    /// <summary>": “abc”", or nothing.</summary>
    public Localized AndValue { get; }

    /// <summary>The source id as it stands in the configuration, or null.</summary>
    public string? Source => Context.Source;

    /// <summary>The source's name as it stands after "from" and "of".</summary>
    public Localized SourceName => Source is null ? new("this source", "этого источника") : DomainNames.OfSource(Source);

    /// <summary>An imperative without a full stop: how to get the file once more.</summary>
    public Localized ExportAgain => DomainNames.IsPlatform(Source)
        ? new($"export the file from {SourceName.English} again", $"выгрузите файл из {SourceName.Russian} заново")
        : new("save the file again", "сохраните файл заново");

    /// <summary>The argument, cleaned and masked, or null when it is missing or empty.</summary>
    public string? Argument(int index) =>
        index < _problem.Arguments.Count ? QuotedText.Clean(_problem.Arguments[index], maskPhones: true) : null;

    /// <summary>An argument that is an account: its digits are no telephone number. Null when it is missing or empty.</summary>
    public string? Account(int index) =>
        index < _problem.Arguments.Count ? QuotedText.Clean(_problem.Arguments[index], maskPhones: false) : null;

    public IReadOnlyList<string> Arguments => [.. _problem.Arguments.Select(static x => QuotedText.Clean(x, maskPhones: true)).OfType<string>()];

    /// <summary>The argument as a whole number, or null.</summary>
    public long? Count(int index) =>
        long.TryParse(Argument(index), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The arguments from that one on as days or ranges of days (yyyy-MM-dd or yyyy-MM-dd/yyyy-MM-dd), in words; those that are none are left out.</summary>
    public Localized Days(int index)
    {
        List<(DateOnly First, DateOnly Last)> spans = [];
        foreach (var argument in _problem.Arguments.Skip(index))
        {
            var ends = argument.Split('/');
            if (TryDay(ends[0], out var first) && TryDay(ends[^1], out var last))
            {
                spans.Add((first, last));
            }
        }

        string In(TextLanguage language) => string.Join(", ", spans.Select(x => TextFormat.Days(x.First, x.Last, language)));
        return new(In(TextLanguage.English), In(TextLanguage.Russian));

        static bool TryDay(string text, out DateOnly day) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>The argument as a number of each language, or as it stands when it is none.</summary>
    public Localized? Number(int index)
    {
        // Unmasked: a total with many digits looks like a telephone number, and arguments of totals are never a person's.
        if (index >= _problem.Arguments.Count || QuotedText.Clean(_problem.Arguments[index], maskPhones: false) is not { } text)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? new(TextFormat.Exact(number, TextLanguage.English), TextFormat.Exact(number, TextLanguage.Russian))
            : Localized.Same(text);
    }
}
