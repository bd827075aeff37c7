using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Suggesting;

/// <summary>A column that was guessed.</summary>
/// <param name="Field">The mapping's field.</param>
/// <param name="Index">Where the column stands, from 0.</param>
/// <param name="Shape">What its cells look like.</param>
/// <param name="IsByCells">Its header says nothing; its cells do.</param>
internal sealed record GuessedColumn(string Field, int Index, ColumnShape Shape, bool IsByCells);

/// <summary>Why a column was left out.</summary>
internal enum LeftOutReason
{
    /// <summary>It follows from others.</summary>
    Rate,

    /// <summary>Another column is this already.</summary>
    Second,

    /// <summary>Its header and its cells do not agree.</summary>
    Unlike,

    /// <summary>Nothing here counts it.</summary>
    Unknown,
}

/// <summary>What the columns of an unknown table probably are.</summary>
internal sealed class MappingGuess
{
    private readonly IReadOnlyList<string> _headers;
    private readonly List<ColumnShape> _shapes;
    private readonly List<GuessedColumn> _columns = [];
    private readonly Dictionary<int, LeftOutReason> _leftOut = [];

    private MappingGuess(TableGuess table)
    {
        Table = table;
        _headers = table.Header.Cells;
        _shapes = [.. _headers.Select((_, i) => ColumnShape.Of(table.Rows.Where(x => i < x.Cells.Count).Select(x => x.Cells[i])))];
    }

    public TableGuess Table { get; }

    public FactKind Kind { get; private set; }

    public IReadOnlyList<GuessedColumn> Columns => _columns;

    public IEnumerable<(string Header, LeftOutReason Reason)> LeftOut => _leftOut.OrderBy(static x => x.Key).Select(x => (_headers[x.Key], x.Value));

    /// <summary>Something in the headers speaks of partners who are paid for sales.</summary>
    public bool IsAffiliate { get; private set; }

    public string? DateFormat { get; private set; }

    public GuessedColumn? Day => _columns.Find(static x => x.Field is Concepts.Date or Concepts.From);

    public NumberStyle? Numbers
    {
        get
        {
            var styles = _columns.Where(x => MappingFields.MeasuresOf(Kind).Contains(x.Field, StringComparer.Ordinal)).Select(static x => x.Shape.Style).OfType<NumberStyle>().Distinct().ToList();
            return styles.Count == 1 ? styles[0] : null;
        }
    }

    /// <summary>Whether the file says its currency.</summary>
    public bool HasCurrency => _columns.Exists(x => x.Field == Concepts.Currency || x.Shape.Examples.Any(HasSign) || HeaderText.SplitCurrency(HeaderText.Key(_headers[x.Index])) is not null);

    /// <summary>The guess, or null when no column can be summed up.</summary>
    public static MappingGuess? Of(TableGuess table)
    {
        var guess = new MappingGuess(table);
        var found = guess.FindConcepts();
        guess.Kind = Concepts.KindOf(found.Select(static x => x.Concept).ToHashSet(StringComparer.Ordinal));
        foreach (var (index, concept, isByCells) in found)
        {
            guess.Place(index, concept, isByCells);
        }

        guess.LeaveOutRest();
        guess.FindDateFormat();
        guess.IsAffiliate = guess.Kind == FactKind.Ads && table.Header.Cells.Any(IsOfPartners);
        return guess._columns.Exists(x => MappingFields.MeasuresOf(guess.Kind).Contains(x.Field, StringComparer.Ordinal)) ? guess : null;
    }

    /// <summary>A header as it is looked up: without its currency.</summary>
    public static string PlainKey(string header)
    {
        var key = HeaderText.Key(header);
        return HeaderText.SplitCurrency(key)?.Key ?? key;
    }

    // Exact headers first, then those that hold a word, then what cells alone say.
    private List<(int Index, string Concept, bool IsByCells)> FindConcepts()
    {
        var exact = new List<(int, string, bool)>();
        var partly = new List<(int, string, bool)>();
        for (var i = 0; i < _headers.Count; i++)
        {
            if (FieldWords.Of(PlainKey(_headers[i])) is not { } found)
            {
                continue;
            }

            if (Agree(found.Concept, _shapes[i]))
            {
                (found.IsExact ? exact : partly).Add((i, found.Concept, false));
            }
            else
            {
                _leftOut[i] = _shapes[i].IsRate ? LeftOutReason.Rate : LeftOutReason.Unlike;
            }
        }

        List<(int Index, string Concept, bool IsByCells)> all = [.. exact, .. partly];
        AddByCells(all, Concepts.Date, x => x.IsDate && !x.IsNumber, all.Exists(static x => x.Concept is Concepts.Date or Concepts.From));
        AddByCells(all, Concepts.Cost, static x => x.IsMoney, all.Exists(static x => x.Concept is Concepts.Cost or Concepts.Amount or Concepts.Revenue));
        return all;
    }

    private void AddByCells(List<(int Index, string Concept, bool IsByCells)> all, string concept, Func<ColumnShape, bool> fits, bool isKnown)
    {
        var candidates = Enumerable.Range(0, _headers.Count)
            .Where(i => fits(_shapes[i]) && !FieldWords.IsRate(PlainKey(_headers[i])) && !all.Exists(x => x.Index == i))
            .ToList();
        if (!isKnown && candidates is [var only])
        {
            all.Add((only, concept, true));
            _ = _leftOut.Remove(only);
        }
    }

    private static bool Agree(string concept, ColumnShape shape) => shape.IsEmpty
        || (Concepts.IsDay(concept) ? shape.HasRanges || FormatOf(shape) is not null || shape.Examples.All(IsMonth)
            : Concepts.IsCount(concept) ? shape.IsCount
            : !Concepts.IsNumber(concept) || shape.IsNumber);

    private void Place(int index, string concept, bool isByCells)
    {
        if (_columns.Exists(x => x.Index == index))
        {
            return;
        }

        var field = Concepts.FieldsOf(concept, Kind).FirstOrDefault(x => !_columns.Exists(y => y.Field == x));
        if (field is null)
        {
            _leftOut[index] = Concepts.FieldsOf(concept, Kind).Count == 0 ? LeftOutReason.Unknown : LeftOutReason.Second;
            return;
        }

        _columns.Add(new GuessedColumn(field, index, _shapes[index], isByCells));
    }

    private void LeaveOutRest()
    {
        // An end without a beginning says nothing.
        if (!_columns.Exists(static x => x.Field == Concepts.From) && _columns.Find(static x => x.Field == Concepts.To) is { } end)
        {
            _ = _columns.Remove(end);
        }

        _columns.Sort((a, b) => Order(a.Field).CompareTo(Order(b.Field)));
        for (var i = 0; i < _headers.Count; i++)
        {
            if (!_columns.Exists(x => x.Index == i) && !string.IsNullOrWhiteSpace(_headers[i]))
            {
                _ = _leftOut.TryAdd(i, FieldWords.IsRate(PlainKey(_headers[i])) || _shapes[i].IsRate ? LeftOutReason.Rate : LeftOutReason.Unknown);
            }
        }
    }

    private int Order(string field)
    {
        var place = MappingFields.ColumnsOf(Kind).ToList().IndexOf(field);
        return place < 0 ? int.MaxValue : place;
    }

    private void FindDateFormat()
    {
        if (Day is { Shape: { HasRanges: false, IsEmpty: false } shape } && FormatOf(shape) is { } format)
        {
            DateFormat = format;
        }
    }

    // Ways of writing that are not recognised by themselves.
    private static string? FormatOf(ColumnShape shape) => shape.HasRanges || shape.IsEmpty ? null
        : Array.Find(["ddMMyyyy", "yyMMdd", "HH:mm dd.MM.yyyy"], x =>
            Values.DateFormat.Of(x) is { } format && shape.Examples.All(cell => format.Read(System.Text.Encoding.UTF8.GetBytes(cell)).TryRead(DateOrder.DayFirst, out var day) && day.Year is >= 2000 and <= 2060));

    private static bool IsMonth(string cell) =>
        DateOnly.TryParseExact(cell, ["yyyy-MM", "MM.yyyy", "MM/yyyy"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);

    private static bool HasSign(string cell)
    {
        var number = NumberText.Of(System.Text.Encoding.UTF8.GetBytes(cell));
        return number.Shape is not (NumberShape.Bad or NumberShape.Missing) && Currencies.Find(number.Affix) is not null;
    }

    private static bool IsOfPartners(string header)
    {
        var key = HeaderText.Key(header);
        return ((ReadOnlySpan<string>)["affiliate", "publisher", "commission", "provision", "payout", "partner", "offer", "оффер", "вебмастер", "вознагражд", "комисси", "партн", "выплат"])
            .ToArray().Any(x => key.Contains(x, StringComparison.Ordinal));
    }
}
