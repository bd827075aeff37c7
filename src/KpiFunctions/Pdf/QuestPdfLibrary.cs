using KpiFunctions.Hosting;
using QuestPDF;
using QuestPDF.Drawing;
using QuestPDF.Infrastructure;

namespace KpiFunctions.Pdf;

/// <summary>
/// Sets the library up before its first document. Any touch of its settings loads its native part, so nothing here runs before a
/// page is drawn.
/// </summary>
internal static class QuestPdfLibrary
{
    private static readonly Lock Gate = new();
    private static bool _ready;

    /// <summary>States the licence, and takes the report's fonts and no others, so that a page is the same on every machine.</summary>
    public static void Prepare(QuestPdfLicense license)
    {
        lock (Gate)
        {
            if (_ready)
            {
                return;
            }

            Settings.License = Of(license);
            Settings.UseEnvironmentFonts = false;
            Settings.FontDiscoveryPaths.Clear();

            // A character that the family lacks is shown as a box: a name with an emoji must not keep a report from going out.
            Settings.CheckIfAllTextGlyphsAreAvailable = false;
            Settings.EnableDebugging = false;
            foreach (var file in TextWidths.FontFiles)
            {
                using var stream = TextWidths.Open(file);
                FontManager.RegisterFontWithCustomName(TextWidths.Family, stream);
            }

            _ready = true;
        }
    }

    private static LicenseType Of(QuestPdfLicense license) => license switch
    {
        QuestPdfLicense.Community => LicenseType.Community,
        QuestPdfLicense.Professional => LicenseType.Professional,
        QuestPdfLicense.Enterprise => LicenseType.Enterprise,
        QuestPdfLicense.Evaluation => LicenseType.Evaluation,
        _ => throw new ArgumentOutOfRangeException(nameof(license), license, null),
    };
}
