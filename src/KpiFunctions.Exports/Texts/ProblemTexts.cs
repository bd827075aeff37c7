using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Texts;

/// <summary>What the sentences about a problem need to know about its file.</summary>
/// <param name="Source">Source id, or null when the file was not recognised.</param>
/// <param name="Kind">What the file's facts are about, if known.</param>
/// <param name="Alternatives">Formats that the header comes close to, best first.</param>
/// <param name="IsPull">It is an answer of a platform, which nobody exported and nobody can mend.</param>
public sealed record ProblemContext(string? Source, FactKind? Kind, IReadOnlyList<string> Alternatives, bool IsPull = false)
{
    /// <summary>Nothing is known about the file.</summary>
    public static ProblemContext None { get; } = new(null, null, []);

    /// <summary>The context that a reading gives.</summary>
    public static ProblemContext Of(ExportReading reading) => new(reading.Source, reading.Kind, reading.Alternatives, reading.Pull is not null);
}

/// <summary>A problem in words. Plain text: whoever writes it somewhere encodes it for there.</summary>
/// <param name="Title">A few words without a full stop, for a table or a count.</param>
/// <param name="Message">What is wrong, with column and value.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record ProblemText(string Title, string Message, string Fix);

/// <summary>
/// The sentences of every problem code in every language. Arguments beyond column and value, all of them optional
/// (a sentence without the detail is used when they are missing):
/// <list type="bullet">
/// <item><c>too_few_cells</c>, <c>too_many_cells</c>: cells found, cells in the header;</item>
/// <item><c>unexpected_account</c>: the account, when it is not the value;</item>
/// <item><c>limit_exceeded</c>: name of the limit (a property of <see cref="ReadingLimits"/> or a name of its own), its value;</item>
/// <item><c>refused_container</c>: <c>office</c>, <c>zip</c>, <c>gzip</c>, <c>rar</c>, <c>7z</c>, <c>tar</c>, <c>split</c>, <c>method</c>, <c>overlapping</c>, <c>entities</c>, <c>nested</c>, <c>too_large</c>, <c>too_many</c> or <c>unsafe_path</c>;</item>
/// <item><c>not_text</c>: <c>pdf</c>, <c>image</c>, <c>office</c>, <c>utf-32</c> or <c>binary</c>;</item>
/// <item><c>other_sheets</c>: the sheets' names;</item>
/// <item><c>undated</c>: what to export instead, a source id or a format;</item>
/// <item><c>currency_unknown</c>: the currency that is used instead; <c>currency_mixed</c>: the codes;</item>
/// <item><c>control_mismatch</c>: measure, the file's total, the sum that was read (invariant decimals), <c>withheld</c> where that explains it;</item>
/// <item><c>damaged_container</c>, of a pulled answer: what is wrong (<see cref="Pulled.PageFaults"/>), the page, more as described there;</item>
/// <item><c>unknown_format</c>: <c>meta-business-suite</c> or <c>google-ads-card</c>, where the export is known and not taken;</item>
/// <item><c>unknown_format</c>, of a pulled answer: <c>metrics</c> or <c>dimensions</c>, what was found, what was expected; or <c>pullSource</c>, <c>pullView</c> and its id;</item>
/// <item><c>bad_date</c>, of a pulled answer: first and last day that were asked for, when the row is about another;</item>
/// <item><c>brand_not_configured</c>: the brand's id, the time zone and the currency that were used;</item>
/// <item><c>sampled</c>: the share that was counted, 0 … 1; <c>data_lag</c>: seconds;</item>
/// <item><c>implausible</c>: the account that is new; or how many days fell, <c>fall</c>, the days (yyyy-MM-dd or first/last), <c>more</c> where not all are named;</item>
/// <item><c>duplicate_row</c>: the line on which the row stands first;</item>
/// <item><c>future_date</c>: the latest day that is taken (yyyy-MM-dd).</item>
/// </list>
/// </summary>
public static class ProblemTexts
{
    /// <summary>Every code that has sentences of its own.</summary>
    public static IEnumerable<string> KnownCodes => RowSentences.All.Keys.Concat(FileSentences.All.Keys).Concat(PullSentences.Own.Keys);

    /// <summary>The problem in words of that language.</summary>
    public static ProblemText For(Problem problem, ProblemContext context, TextLanguage language)
    {
        var sentence = context.IsPull && PullSentences.Instead.TryGetValue(problem.Code, out var instead) ? instead : SentenceOf(problem.Code);
        var facts = new ProblemFacts(problem, context);
        return new(sentence.Title.In(language), sentence.Message(facts).In(language), sentence.Fix(facts).In(language));
    }

    /// <summary>A few words for a code, such as "not a number".</summary>
    public static string Title(string code, TextLanguage language) => SentenceOf(code).Title.In(language);

    private static ProblemSentence SentenceOf(string code) =>
        RowSentences.All.GetValueOrDefault(code)
        ?? FileSentences.All.GetValueOrDefault(code)
        ?? PullSentences.Own.GetValueOrDefault(code)
        ?? FileSentences.Other;
}

/// <summary>How one code is spoken about.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do.</param>
internal sealed record ProblemSentence(Localized Title, Func<ProblemFacts, Localized> Message, Func<ProblemFacts, Localized> Fix);
