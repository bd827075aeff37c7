using System.Text;
using KpiFunctions.Reports.Blocks;

namespace KpiFunctions.Reports.Html;

/// <summary>The look of mail and archive page: inline styles for light, a style sheet for dark screens and narrow ones.</summary>
internal static class HtmlStyles
{
    /// <summary>Fonts that readers have; no web font is loaded.</summary>
    private const string Family = "Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    private static readonly Dictionary<string, string> Rules = new(StringComparer.Ordinal)
    {
        ["body"] = $"margin:0;padding:0;font-family:{Family};font-size:15px;line-height:21px;-webkit-text-size-adjust:100%;",
        ["wrap"] = "width:100%;border-collapse:collapse;",
        ["box"] = "width:100%;max-width:600px;margin:0 auto;border-collapse:collapse;",
        ["page"] = "width:100%;max-width:760px;margin:0 auto;border-collapse:collapse;",
        ["pad"] = $"padding:24px 24px 28px;font-family:{Family};",
        ["pre"] = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;",
        ["mast"] = "margin:0 0 14px;font-size:14px;line-height:20px;",
        ["h1"] = "margin:0 0 8px;font-size:24px;line-height:30px;font-weight:700;letter-spacing:-0.01em;",
        ["lead"] = "margin:0 0 18px;font-size:16px;line-height:23px;",
        ["h2"] = "margin:30px 0 0;font-size:17px;line-height:23px;font-weight:700;",
        ["cap"] = "margin:1px 0 6px;font-size:13px;line-height:18px;",
        ["note"] = "margin:0 0 6px;font-size:13px;line-height:19px;",
        ["foot"] = "margin:30px 0 0;padding:14px 0 0;",
        ["t"] = "width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums;",
        ["th"] = "padding:6px 0 6px 12px;font-size:13px;line-height:17px;font-weight:400;text-align:right;vertical-align:bottom;white-space:nowrap;",
        ["tn"] = "padding:9px 0 9px 12px;font-size:15px;line-height:20px;text-align:right;vertical-align:middle;white-space:nowrap;",
        ["tl"] = "padding-left:0;text-align:left;white-space:normal;overflow-wrap:anywhere;min-width:104px;",
        ["tc"] = "width:22%;min-width:70px;",
        ["u"] = "font-size:13px;line-height:17px;",
        ["cn"] = "padding:13px 0;font-size:16px;line-height:21px;text-align:left;vertical-align:middle;",
        ["cs"] = "padding:13px 0;width:140px;text-align:center;vertical-align:middle;line-height:0;",
        ["cv"] = "padding:13px 0 13px 12px;text-align:right;vertical-align:middle;white-space:nowrap;font-variant-numeric:tabular-nums;",
        ["v"] = "font-size:20px;line-height:25px;font-weight:700;",
        ["d"] = "font-size:13px;line-height:18px;",
        ["b"] = "font-weight:700;",
        ["bar"] = "height:11px;line-height:11px;font-size:1px;padding:0;",
        ["gap"] = "padding:0;font-size:1px;line-height:11px;",
    };

    private static readonly (string Class, string Property, Func<PaletteColors, int> Color)[] Colors =
    [
        ("paper", "background-color", static x => x.Paper),
        ("ink", "color", static x => x.Ink),
        ("grey", "color", static x => x.Grey),
        ("better", "color", static x => x.Better),
        ("worse", "color", static x => x.Worse),
        ("past", "color", static x => x.Past),
        ("bg-better", "background-color", static x => x.Better),
        ("bg-worse", "background-color", static x => x.Worse),
        ("bg-now", "background-color", static x => x.Ink),
        ("rt", "border-top:1px solid", static x => x.Rule),
        ("rs", "border-top:1px solid", static x => x.Ink),
        ("f-now", "fill", static x => x.Ink),
        ("f-past", "fill", static x => x.Past),
        ("f-better", "fill", static x => x.Better),
        ("f-worse", "fill", static x => x.Worse),
        ("f-grey", "fill", static x => x.Grey),
        ("s-now", "stroke", static x => x.Ink),
        ("s-past", "stroke", static x => x.Past),
        ("s-grey", "stroke", static x => x.Grey),
        ("s-better", "stroke", static x => x.Better),
        ("s-worse", "stroke", static x => x.Worse),
    ];

    /// <summary>The style sheet of the head.</summary>
    public static string Sheet { get; } = Build();

    /// <summary>The inline style of some classes.</summary>
    public static string Inline(string classes)
    {
        var style = new StringBuilder();
        foreach (var name in classes.Split(' '))
        {
            style.Append(Rules.GetValueOrDefault(name));
            if (Array.Find(Colors, x => x.Class == name) is { Class: not null } color)
            {
                style.Append(Declaration(color.Property, color.Color(Palette.Light)));
            }
        }

        return style.ToString();
    }

    /// <summary>The class of a text's colour.</summary>
    public static string Of(Tone tone) => tone switch
    {
        Tone.Ink => "ink",
        Tone.Grey => "grey",
        Tone.Better => "better",
        Tone.Worse => "worse",
        Tone.Past => "past",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, null),
    };

    private static string Declaration(string property, int color) =>
        property.Contains(':', StringComparison.Ordinal) ? $"{property} {PaletteColors.Hex(color)};" : $"{property}:{PaletteColors.Hex(color)};";

    private static string Build()
    {
        var sheet = new StringBuilder(":root{color-scheme:light dark;supported-color-schemes:light dark}");
        sheet.Append("@media(prefers-color-scheme:dark){");
        foreach (var (name, property, color) in Colors)
        {
            var declaration = Declaration(property, color(Palette.Dark)).TrimEnd(';');
            sheet.Append('.').Append(name).Append('{').Append(declaration).Append("!important}");
        }

        sheet.Append('}');
        sheet.Append("@media(max-width:520px){.pad{padding:18px 16px 22px!important}.h1{font-size:22px!important;line-height:27px!important}")
            .Append(".wide{display:none!important}.cs{display:none!important}.th,.tn{padding-left:8px!important}.tn{font-size:14px!important}")
            .Append(".tl{padding-left:0!important}}");
        return sheet.ToString();
    }
}
