using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Pulled;

/// <summary>What one platform's API answers and how its pages are read.</summary>
/// <param name="Id"><c>source/variant</c>.</param>
/// <param name="Source">Source id.</param>
/// <param name="Kind">What its facts are about.</param>
/// <param name="Open">Starts reading an answer for an account; null when the format does not know the view that was asked for.</param>
internal sealed record PulledFormat(string Id, string Source, FactKind Kind, Func<PullHeader, AccountRef, ReadContext, PageReader?> Open)
{
    public FileShape Shape => new(Id, Source, Kind, "utf-8", Delimiter: null, []);
}

/// <summary>The platforms whose kept answers are read.</summary>
internal static class PulledFormats
{
    private static readonly PulledFormat[] All =
    [
        new(FormatIds.YandexMetricaAnswer, Sources.YandexMetrica, FactKind.Web, MetricaReader.Open),
    ];

    public static bool Has(string? id) => Array.Exists(All, x => x.Id == id);

    public static PulledFormat? Of(string source) => Array.Find(All, x => x.Source == source);
}

/// <summary>Takes the pages of an answer one by one.</summary>
internal abstract class PageReader
{
    /// <summary>The view that was asked for.</summary>
    public abstract FactView View { get; }

    /// <summary>
    /// Nothing is missing: every page that came was understood, and there are as many rows as the platform says that there are.
    /// </summary>
    public abstract bool IsWhole { get; }

    /// <summary>Takes a page. Whatever its bytes are, the answer is a problem at most.</summary>
    /// <param name="number">The page's number, from 1.</param>
    /// <param name="page">Its bytes, valid during the call.</param>
    public abstract void Read(int number, ReadOnlyMemory<byte> page);

    /// <summary>Says what the whole answer came to.</summary>
    public abstract TableOutcome Finish();
}

/// <summary>What can be wrong with the pages of an answer: first argument of <see cref="ProblemCodes.DamagedContainer"/>.</summary>
public static class PageFaults
{
    /// <summary>The line in front of the pages is not one that a connector writes.</summary>
    public const string Header = "header";

    /// <summary>There is no page.</summary>
    public const string NoPages = "no_pages";

    /// <summary>The file ends within the page.</summary>
    public const string CutOff = "page_cut_off";

    /// <summary>The page is not as long as the header says.</summary>
    public const string Length = "page_length";

    /// <summary>The page is an error of the platform; third argument: the HTTP status.</summary>
    public const string Status = "page_status";

    /// <summary>The page is not JSON.</summary>
    public const string NotJson = "page_not_json";

    /// <summary>The page is JSON without the rows that the platform's documentation promises.</summary>
    public const string Shape = "page_shape";

    /// <summary>The page has the rows of an earlier one; third argument: its number.</summary>
    public const string Repeats = "page_repeats";

    /// <summary>Pages state different totals: the data changed while they were asked for.</summary>
    public const string Differ = "pages_differ";

    /// <summary>Something follows the last page.</summary>
    public const string Trailing = "trailing";
}
