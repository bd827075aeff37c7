using System.Globalization;
using KpiFunctions.Core.Selection.Effects;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Pipeline.Ingestion;

/// <summary>
/// A file that lowers finished days by more than a fifth is used, but its receipt asks whether it is a filtered export. What it lowers
/// is known only by comparison, so no reader can say it.
/// </summary>
internal static class FallenDays
{
    /// <summary>So many days or ranges of them are named.</summary>
    private const int MostSpans = 5;

    /// <summary>The reading, with the warning where it is due.</summary>
    public static ExportReading Warn(ExportReading reading, FileEffect? effect)
    {
        if (effect is not { Fallen.Count: > 0 })
        {
            return reading;
        }

        var days = effect.Fallen.Sum(static x => x.To.DayNumber - x.From.DayNumber + 1);
        List<string> arguments = [days.ToString(CultureInfo.InvariantCulture), "fall", .. effect.Fallen.Take(MostSpans).Select(Text)];
        if (effect.Fallen.Count > MostSpans)
        {
            arguments.Add("more");
        }

        return reading.WithWarning(ProblemCodes.Implausible, arguments);
    }

    private static string Text(DaySpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.From:yyyy-MM-dd}/{span.To:yyyy-MM-dd}");
}
