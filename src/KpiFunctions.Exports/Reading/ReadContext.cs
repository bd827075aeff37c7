using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Reading;

/// <summary>What a format's reader needs while it goes over a file, and what it reports back. One per pass.</summary>
internal sealed class ReadContext
{
    // What a record of an import can hold.
    private const int MostAccounts = 50;

    private readonly List<string> _accounts = [];
    private readonly string _fileHash;
    private readonly DateTimeOffset _stamp;

    private ReadContext(
        ReadingOptions options, string source, string path, string fileHash, DateTimeOffset stamp, bool isTranscoded, bool isPersonal,
        ColumnStyles styles, IFactSink? sink)
    {
        Options = options;
        Path = path;
        Styles = styles;
        Sink = sink;
        IsTranscoded = isTranscoded;
        _fileHash = fileHash;
        _stamp = stamp;
        Problems = new ProblemLog(options.Limits.MaxProblems, isPersonal);
        Accounts = new AccountResolver(options, source, path);
        Currency = new CurrencyTracker(options.Currency);
    }

    public ReadingOptions Options { get; }

    /// <summary>The path that the file was dropped as.</summary>
    public string Path { get; }

    public ColumnStyles Styles { get; }

    public ProblemLog Problems { get; }

    public AccountResolver Accounts { get; }

    public CurrencyTracker Currency { get; }

    public TextPool Texts { get; } = new();

    /// <summary>The file is not UTF-8, so that spoilt characters already stand as U+FFFD.</summary>
    public bool IsTranscoded { get; }

    /// <summary>The file is only looked at, to settle how numbers and dates are written; no fact is kept.</summary>
    public bool IsSurvey => Sink is null;

    /// <summary>Set when a cell cannot be read before the whole file was looked at; the row is then read a second time.</summary>
    public bool WantsSurvey { get; set; }

    /// <summary>Takes the facts; null while surveying.</summary>
    public IFactSink? Sink { get; }

    public int Rows { get; set; }

    public int Rejected { get; set; }

    public DateOnly? FirstDate { get; private set; }

    public DateOnly? LastDate { get; private set; }

    public string? Account => _accounts.Count == 1 ? _accounts[0] : null;

    /// <summary>The accounts of the rows that were used, by id, else name, in file order; the first of very many.</summary>
    public IReadOnlyList<string> SeenAccounts => _accounts;

    /// <summary>Rows of more than one account were used.</summary>
    public bool HasSeveralAccounts => _accounts.Count > 1;

    public static ReadContext ForReading(
        ReadingOptions options, string source, string path, string fileHash, DateTimeOffset stamp, bool isTranscoded, bool isPersonal, IFactSink sink) =>
        new(options, source, path, fileHash, stamp, isTranscoded, isPersonal,
            new ColumnStyles(options.DateOrders.TryGetValue(source, out var order) ? order : null), sink);

    /// <summary>A context over the same styles that keeps no facts.</summary>
    public ReadContext ForSurvey() => new(Options, string.Empty, Path, _fileHash, _stamp, IsTranscoded, isPersonal: true, Styles, null);

    public FactOrigin Origin(int line) => new(_fileHash, line, _stamp, Options.Reading);

    public void NoteDays(DateOnly from, DateOnly to)
    {
        FirstDate = FirstDate is { } first && first <= from ? first : from;
        LastDate = LastDate is { } last && last >= to ? last : to;
    }

    public void NoteAccount(AccountRef account)
    {
        var shown = account.Id ?? account.Name;
        if (shown is not null && _accounts.Count < MostAccounts && !_accounts.Contains(shown, StringComparer.Ordinal))
        {
            _accounts.Add(shown);
        }
    }

    /// <summary>Rows that were used.</summary>
    public int Accepted => Rows - Rejected;
}

/// <summary>Which currency amounts are in: the row's own column, the header, a sign beside the amount, else the configuration.</summary>
internal sealed class CurrencyTracker(string? configured)
{
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);
    private bool _isGuess;

    /// <summary>Some amount had to take the configured currency, or none.</summary>
    public bool IsGuessed { get; private set; }

    /// <summary>Currencies of the rows that were used; empty text for "not known".</summary>
    public IReadOnlyCollection<string> Used => _used;

    /// <summary>The first currency that the file itself stated.</summary>
    public string? Stated { get; private set; }

    /// <summary>Takes note of a currency that a header or a row states, whether or not the row is used.</summary>
    public void State(string? currency) => Stated ??= currency;

    /// <summary>The currency of a row's amounts.</summary>
    /// <param name="column">What the row's own column states.</param>
    /// <param name="header">What the column's header states.</param>
    /// <param name="affix">What a sign beside the amount states.</param>
    /// <param name="sharedSign">A sign beside the amount that several currencies share.</param>
    /// <param name="isUnreadable">The row's own column holds something that is no currency.</param>
    public string Of(string? column, string? header, string? affix, string? sharedSign = null, bool isUnreadable = false)
    {
        var stated = column ?? (isUnreadable ? null : header ?? affix);
        Stated ??= stated;

        // A row that says nothing is in the file's currency. One that says something else is not.
        var borrowed = !isUnreadable && Stated is not null && (sharedSign is null || Currencies.MayMean(sharedSign, Stated)) ? Stated : null;
        _isGuess = (stated ?? borrowed) is null;
        return stated ?? borrowed ?? configured ?? string.Empty;
    }

    /// <summary>Takes note of a row with an amount that is used.</summary>
    public void Use(string currency)
    {
        _used.Add(currency);
        IsGuessed |= _isGuess;
    }
}
