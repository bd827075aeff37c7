using System.Globalization;
using System.Text.Json;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Pulled;

/// <summary>Yandex Metrica's reporting API: makes web facts out of the pages of <c>/stat/v1/data</c>.</summary>
internal sealed class MetricaReader : PageReader
{
    /// <summary>A platform that is an hour behind still lacks visits of the last day.</summary>
    private const long LargeLag = 3_600;

    private readonly PullHeader _header;
    private readonly AccountRef _account;
    private readonly ReadContext _context;
    private readonly MetricaView _view;
    private readonly Sums _sums = new([.. MetricaView.Metrics.Select(static x => x.Measure)]);
    private readonly decimal?[] _values = new decimal?[MetricaView.Metrics.Count];
    private readonly DimensionsCache _dimensions;
    private readonly DuplicateRows _seen = new();
    private readonly Dictionary<ulong, int> _pages = [];
    private decimal?[]? _totals;
    private long? _totalRows;
    private decimal? _sampleShare;
    private bool _isSampled;
    private bool _isWithheld;
    private bool _isFaulty;
    private bool _isRefused;
    private bool _differs;
    private bool _hasPage;
    private long _lag;
    private TimeSpan? _zone;

    private MetricaReader(PullHeader header, AccountRef account, ReadContext context, MetricaView view)
    {
        _header = header;
        _account = account;
        _context = context;
        _view = view;
        _dimensions = new DimensionsCache(4, Build);
    }

    public override FactView View => _view.FactView;

    public override bool IsWhole => !_isFaulty && !_differs && _totalRows == _context.Rows;

    public static PageReader? Open(PullHeader header, AccountRef account, ReadContext context) =>
        MetricaView.Of(header.View) is { } view ? new MetricaReader(header, account, context, view) : null;

    public override void Read(int number, ReadOnlyMemory<byte> page)
    {
        if (_isRefused)
        {
            return;
        }

        using var read = MetricaPage.TryRead(page, out var fault);
        if (read is null)
        {
            Fault(fault, number);
            return;
        }

        if (MetricaView.Places(read.Metrics, [.. MetricaView.Metrics.Select(static x => x.Metric)]) is not { } metrics)
        {
            Refuse("metrics", read.Metrics!.Value, MetricaView.Metrics.Select(static x => x.Metric));
        }
        else if (MetricaView.Places(read.Dimensions, _view.Dimensions) is not { } dimensions)
        {
            Refuse("dimensions", read.Dimensions!.Value, _view.Dimensions);
        }
        else if (read.Signature() is { } signature && !_pages.TryAdd(signature, number))
        {
            Fault(PageFaults.Repeats, number, Text(_pages[signature]));
        }
        else
        {
            Note(read, metrics);
            foreach (var row in read.Rows.EnumerateArray())
            {
                ReadRow(row, dimensions, metrics);
            }
        }
    }

    public override TableOutcome Finish()
    {
        var control = Control();
        AddQuality(control);
        return new TableOutcome
        {
            Totals = [.. TotalsOf()],
            Control = control,
            Locale = Language(),
            IsWithheld = _isWithheld,
            Account = _header.Account,
        };
    }

    /// <summary>Every page says the same about the whole answer, unless the data changed in between.</summary>
    private void Note(MetricaPage page, int[] metrics)
    {
        var totals = Totals(page.Totals, metrics);
        _differs |= _hasPage && (page.TotalRows != _totalRows || !totals.AsSpan().SequenceEqual(_totals));
        if (!_hasPage)
        {
            (_totals, _totalRows, _hasPage) = (totals, page.TotalRows, true);
        }

        _isSampled |= page.IsSampled;
        _sampleShare = page.SampleShare is { } share && (_sampleShare is null || share < _sampleShare) ? share : _sampleShare;
        _isWithheld |= page.IsWithheld;
        _lag = Math.Max(_lag, page.DataLag);
        _zone ??= page.Zone;
    }

    private static decimal?[] Totals(JsonElement? totals, int[] metrics)
    {
        var values = new decimal?[metrics.Length];
        if (totals is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == metrics.Length)
        {
            for (var i = 0; i < metrics.Length; i++)
            {
                var cell = list[metrics[i]];
                values[i] = cell.ValueKind == JsonValueKind.Number && cell.TryGetDecimal(out var value) ? value : null;
            }
        }

        return values;
    }

    private void ReadRow(JsonElement element, int[] dimensions, int[] metrics)
    {
        _context.Rows++;
        var row = new MetricaRow(_context, element, _context.Rows);
        if (row.TryCells("dimensions", dimensions.Length, out var names)
            & row.TryCells("metrics", metrics.Length, out var numbers)
            && row.TryDay(names[dimensions[0]], MetricaView.Prefix + MetricaView.Date, _header.From, _header.To, out var day))
        {
            ReadNumbers(row, numbers, metrics);
            var of = ReadDimensions(row, names, dimensions);
            if (!row.HasFailed && _seen.Earlier(MetricaPage.KeyOf(element), _context.Rows) is { } earlier)
            {
                row.Fail(ProblemCodes.DuplicateRow, null, null, Text(earlier));
            }

            if (!row.HasFailed)
            {
                _sums.Add(_values, string.Empty);
                _context.NoteDays(day, day);
                _context.Sink!.Add(Fact(day, of));
            }
        }

        _context.Rejected += row.HasFailed ? 1 : 0;
        _context.Problems.CommitRow();
    }

    private void ReadNumbers(MetricaRow row, JsonElement numbers, int[] metrics)
    {
        for (var i = 0; i < metrics.Length; i++)
        {
            var (metric, measure) = MetricaView.Metrics[i];
            _values[i] = row.Number(numbers[metrics[i]], MetricaView.Prefix + metric, measure.IsCount);
        }
    }

    private Dimensions ReadDimensions(MetricaRow row, JsonElement names, int[] dimensions)
    {
        if (!_view.HasSources)
        {
            return Dimensions.None;
        }

        for (var i = 1; i < dimensions.Length; i++)
        {
            // The traffic source is told by its id: its name is in the language of the question.
            _dimensions.Values[i - 1] = row.Value(names[dimensions[i]], i == 1 ? "id" : "name", MetricaView.Prefix + _view.Dimensions[i]);
        }

        return _dimensions.Get();
    }

    private Dimensions Build(string[] values) => _view.Facts(values[0], values[1], values[2], values[3]);

    private WebFact Fact(DateOnly day, Dimensions dimensions) => new()
    {
        Source = Sources.YandexMetrica,
        Account = _account,
        From = day,
        To = day,
        Dimensions = dimensions,
        Currency = _context.Options.Currency ?? string.Empty,
        Sessions = (long?)_values[0],
        Users = (long?)_values[1],
        NewUsers = (long?)_values[2],
        Conversions = _values[3],
        Origin = _context.Origin(_context.Rows),
    };

    /// <summary>Users overlap between rows: the platform's own total is the only one there is.</summary>
    private IEnumerable<MeasureTotal> TotalsOf()
    {
        foreach (var (total, i) in _sums.Totals(withMoney: true).Select(static (x, i) => (x, i)))
        {
            if (total.Measure != "users")
            {
                yield return total;
            }
            else if ((_totals?[i] ?? (_sums.Rows == 1 ? total.Value : null)) is { } users)
            {
                yield return total with { Value = users };
            }
        }
    }

    private ControlResult Control()
    {
        var hasTotals = _totals is not null && MetricaView.Metrics.Select(static (x, i) => (x, i)).Any(x => x.x.Measure.IsAdditive && _totals[x.i] is not null);
        if (!hasTotals && _totalRows is null)
        {
            return ControlResult.Absent;
        }

        List<ControlDifference> differences = hasTotals ? [.. _sums.CompareWith(_totals!, withMoney: false)] : [];
        if (_totalRows is { } rows && rows != _context.Rows)
        {
            differences.Add(new ControlDifference("rows", rows, _context.Rows));
        }
        else if (_context.Rejected > 0 && differences.Count == 0)
        {
            differences.Add(new ControlDifference("rows", _context.Rows, _context.Accepted));
        }

        return new ControlResult(Present: true, differences.Count == 0, hasTotals ? "totals" : "row-count", differences);
    }

    private void AddQuality(ControlResult control)
    {
        var problems = _context.Problems;
        if (_differs)
        {
            problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.DamagedContainer, PageFaults.Differ);
        }

        if (_isSampled)
        {
            problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.Sampled, _sampleShare is { } share ? [share.ToString(CultureInfo.InvariantCulture)] : []);
        }

        if (_isWithheld)
        {
            var isShort = control.Differences.Any(static x => x.IsShortOfRows);
            problems.AddToFile(isShort ? ProblemSeverity.Warning : ProblemSeverity.Info, ProblemCodes.Withheld);
        }

        if (MetricaZone.Difference(_zone, _context.Options.TimeZone, _header) is { } offsets)
        {
            problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.OtherZone, offsets);
        }

        if (_lag >= LargeLag)
        {
            problems.AddToFile(ProblemSeverity.Info, ProblemCodes.DataLag, _lag.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The language that names are in, as it was asked for.</summary>
    private string? Language()
    {
        var request = _header.Pages.Count > 0 ? _header.Pages[0].Request : string.Empty;
        var query = request.AsSpan(request.IndexOf('?', StringComparison.Ordinal) + 1);
        foreach (var range in query.Split('&'))
        {
            if (query[range].StartsWith("lang=") && query[range].Length == 7 && query[range][5..].ToString() is { } code && code.All(char.IsAsciiLetterLower))
            {
                return code;
            }
        }

        return null;
    }

    private void Refuse(string what, JsonElement found, IEnumerable<string> expected)
    {
        _isFaulty = _isRefused = true;
        var names = found.EnumerateArray().Select(static x => MetricaText.Of(x) ?? "?").Take(20);
        _context.Problems.AddToFile(
            ProblemSeverity.Error,
            ProblemCodes.UnknownFormat,
            what,
            string.Join(", ", names),
            string.Join(", ", expected.Select(static x => MetricaView.Prefix + x)));
    }

    private void Fault(string fault, int number, params string[] more)
    {
        _isFaulty = true;
        _context.Problems.AddToFile(ProblemSeverity.Error, ProblemCodes.DamagedContainer, [fault, Text(number), .. more]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
