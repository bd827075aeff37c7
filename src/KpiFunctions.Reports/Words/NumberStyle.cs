using System.Globalization;
using KpiFunctions.Core.Kpis;

namespace KpiFunctions.Reports.Words;

/// <summary>
/// Numbers as a language writes them, short enough for a page: whole units from 100 on, two decimals below,
/// never more than five significant digits; millions in words from ten million on. The minus is U+2212.
/// </summary>
public sealed class NumberStyle
{
    /// <summary>A space at which no line breaks.</summary>
    public const char Nbsp = '\u00A0';

    /// <summary>The minus sign, as wide as the plus.</summary>
    public const char Minus = '\u2212';

    /// <summary>What stands where there is no value.</summary>
    public const string Dash = "–";

    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["RUB"] = "₽",
        ["EUR"] = "€",
        ["USD"] = "$",
        ["GBP"] = "£",
        ["KZT"] = "₸",
        ["UAH"] = "₴",
        ["TRY"] = "₺",
        ["ILS"] = "₪",
        ["INR"] = "₹",
    };

    private readonly NumberFormatInfo _format;
    private readonly bool _symbolFirst;
    private readonly string _percent;
    private readonly string _points;
    private readonly string[] _large;

    private NumberStyle(string group, string decimalPoint, bool symbolFirst, string percent, string points, string[] large)
    {
        _format = new NumberFormatInfo
        {
            NumberGroupSeparator = group,
            NumberDecimalSeparator = decimalPoint,
            NegativeSign = Minus.ToString(),
        };
        _symbolFirst = symbolFirst;
        _percent = percent;
        _points = points;
        _large = large;
    }

    /// <summary>1,234.5 · ₽1,234 · 5.6% · 0.8 pp.</summary>
    public static NumberStyle English { get; } = new(",", ".", symbolFirst: true, "%", Nbsp + "pp", ["M", "bn", "tn"]);

    /// <summary>1 234,5 · 1 234 ₽ · 5,6 % · 0,8 п. п.</summary>
    public static NumberStyle Russian { get; } = new(
        Nbsp.ToString(), ",", symbolFirst: false, Nbsp + "%", $"{Nbsp}п.{Nbsp}п.", [Nbsp + "млн", Nbsp + "млрд", Nbsp + "трлн"]);

    /// <summary>A value in its unit.</summary>
    public string Value(KpiUnit unit, decimal value, string currency) => unit switch
    {
        KpiUnit.Count => Count(value),
        KpiUnit.Money => Money(value, currency),
        KpiUnit.Percent => Percent(value),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
    };

    /// <summary>A number of things.</summary>
    public string Count(decimal value) =>
        value == decimal.Truncate(value) || Math.Abs(value) >= 100 ? Short(value, 0) : Short(value, 1);

    /// <summary>An amount.</summary>
    public string Money(decimal value, string currency) =>
        WithSymbol(Short(value, MoneyDecimals(value)), currency);

    /// <summary>An amount with so many decimals.</summary>
    public string MoneyWith(decimal value, int decimals, string currency) => WithSymbol(Short(value, decimals), currency);

    /// <summary>A fraction as a percentage with so many decimals.</summary>
    public string PercentWith(decimal fraction, int decimals) => Short(fraction * 100m, decimals) + _percent;

    /// <summary>Every digit of a number, at most six decimals.</summary>
    public string Exact(decimal value)
    {
        var rounded = Math.Round(value, 6);
        var decimals = 0;
        while (decimals < 6 && Math.Round(rounded, decimals) != rounded)
        {
            decimals++;
        }

        return Plain(rounded, decimals == 1 ? 2 : decimals);
    }

    /// <summary>The sign of a currency, or its code.</summary>
    public static string Symbol(string currency) => Symbols.GetValueOrDefault(currency, currency);

    /// <summary>An amount for a sentence: whole units from ten on.</summary>
    public string MoneyInWords(decimal value, string currency) =>
        WithSymbol(Short(value, Math.Abs(value) >= 10 ? 0 : MoneyDecimals(value)), currency);

    /// <summary>An amount with a sign and so many decimals.</summary>
    public string SignedMoney(decimal value, int decimals, string currency)
    {
        var text = WithSymbol(Short(value, decimals), currency);
        return value > 0 ? "+" + text : text;
    }

    /// <summary>How many decimals an amount of this size has.</summary>
    public static int MoneyDecimals(decimal value) => Math.Abs(value) >= 99.995m || value == 0 ? 0 : 2;

    /// <summary>A fraction as a percentage.</summary>
    public string Percent(decimal fraction) => Short(fraction * 100m, PercentDecimals(fraction)) + _percent;

    /// <summary>How many decimals a percentage of this size has.</summary>
    public static int PercentDecimals(decimal fraction) => Math.Abs(fraction) switch
    {
        >= 0.99995m => 0,
        >= 0.099995m or 0 => 1,
        _ => 2,
    };

    /// <summary>A relative change with its sign; "×12" when it is more than tenfold.</summary>
    public string Relative(decimal change) => change > 9.995m
        ? Times(change + 1m)
        : Signed(Math.Round(change * 100m, Math.Abs(change) >= 0.9995m ? 0 : 1), Math.Abs(change) >= 0.9995m ? 0 : 1) + _percent;

    /// <summary>The size of a relative change for a sentence: no decimals from ten per cent on; "12×" when it is more than tenfold.</summary>
    public string RelativeInWords(decimal change) => Short(Math.Abs(change) * 100m, Math.Abs(change) >= 0.0995m ? 0 : 1) + _percent;

    /// <summary>A change of a fraction in percentage points, with its sign and so many decimals as its size needs.</summary>
    public string Points(decimal change) => Signed(change * 100m, PointDecimals(change)) + _points;

    /// <summary>The size of a change in percentage points, for a sentence.</summary>
    public string PointsInWords(decimal change) => Short(Math.Abs(change) * 100m, PointDecimals(change)) + _points;

    /// <summary>A change in percentage points with its sign and so many decimals.</summary>
    public string SignedPoints(decimal change, int decimals) => Signed(change * 100m, decimals) + _points;

    /// <summary>A number of things with its sign.</summary>
    public string SignedCount(decimal value) => value > 0 ? "+" + Count(value) : Count(value);

    /// <summary>"×12".</summary>
    public string Times(decimal factor) => "×" + Short(factor, 0);

    /// <summary>"12", for "12 times".</summary>
    public string Factor(decimal factor) => Short(factor, 0);

    /// <summary>How many decimals percentage points of this size have.</summary>
    public static int PointDecimals(decimal change) => Math.Abs(change) switch
    {
        >= 0.0995m => 0,
        >= 0.00995m => 1,
        _ => 2,
    };

    private string Signed(decimal value, int decimals)
    {
        var text = Short(value, decimals);
        return Math.Round(value, decimals) > 0 ? "+" + text : text;
    }

    private string WithSymbol(string number, string currency)
    {
        var symbol = Symbols.GetValueOrDefault(currency, currency);
        if (!_symbolFirst)
        {
            return number + Nbsp + symbol;
        }

        var gap = symbol.Length > 1 ? Nbsp.ToString() : string.Empty;
        return number[0] == Minus ? Minus + symbol + gap + number[1..] : symbol + gap + number;
    }

    private string Short(decimal value, int decimals)
    {
        var size = Math.Abs(value);
        for (var i = _large.Length - 1; i >= 0; i--)
        {
            var unit = i switch { 0 => 1_000_000m, 1 => 1_000_000_000m, _ => 1_000_000_000_000m };
            if (size >= 10m * unit)
            {
                var scaled = value / unit;
                return Plain(scaled, Math.Abs(scaled) >= 1000m ? 0 : Math.Abs(scaled) >= 100m ? 1 : 2) + _large[i];
            }
        }

        return size >= 1_000_000m ? Plain(Math.Round(value / 100m, MidpointRounding.AwayFromZero) * 100m, 0) : Plain(value, decimals);
    }

    private string Plain(decimal value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);

        // Never "−0".
        return (rounded == 0 ? 0m : rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), _format);
    }
}
