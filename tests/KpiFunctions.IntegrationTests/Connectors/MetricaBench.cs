using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using KpiFunctions.Connectors;
using KpiFunctions.Connectors.YandexMetrica;
using KpiFunctions.Core.Pulls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>A stub, the connector as it is registered, and everything that comes out of it.</summary>
internal sealed class MetricaBench : IDisposable
{
    public const string Counter = "44147844";
    public static readonly DateOnly First = new(2026, 11, 2);
    public static readonly DateOnly Last = First.AddDays(6);

    private readonly ServiceProvider _services;

    public MetricaBench(Uri? address = null, MetricaLimits? limits = null, Func<ConnectorOptions, ConnectorOptions>? change = null)
    {
        var options = new ConnectorOptions
        {
            Addresses = new Dictionary<string, Uri>(StringComparer.Ordinal) { ["yandex-metrica"] = address ?? Stub.Address },
            RetryDelay = TimeSpan.Zero,
        };
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging(x => x.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddKpiConnectors(change?.Invoke(options) ?? options)
            .BuildServiceProvider();
        Connector = limits is null
            ? _services.GetRequiredService<ConnectorCatalogue>().Find("yandex-metrica")!
            : new MetricaConnector(
                _services.GetRequiredService<IHttpClientFactory>(),
                _services.GetRequiredService<ConnectorOptions>(),
                Clock,
                _services.GetRequiredService<ILogger<MetricaConnector>>())
            { Limits = limits };
    }

    public MetricaStub Stub { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new(2026, 11, 9, 21, 30, 0, 123, 456, TimeSpan.Zero));

    public LogBook Logs { get; } = new();

    public IConnector Connector { get; }

    /// <summary>What was written.</summary>
    public MemoryStream Pages { get; private set; } = new();

    /// <summary>The pages' bytes, split as the header says.</summary>
    public IReadOnlyList<byte[]> Split(PullHeader header)
    {
        var all = Pages.ToArray();
        var pages = new List<byte[]>();
        var at = 0;
        foreach (var page in header.Pages)
        {
            pages.Add(all[at..(at + (int)page.Length)]);
            at += (int)page.Length;
            Assert.Equal((byte)'\n', all[at++]);
        }

        Assert.Equal(all.Length, at);
        return pages;
    }

    /// <summary>The campaigns (last dimension) and visits of all pages, in their order.</summary>
    public IEnumerable<string> Rows(PullHeader header) =>
        Split(header).SelectMany(static x => JsonDocument.Parse(x.AsMemory(x[0] == 0xEF ? 3 : 0)).RootElement.GetProperty("data").EnumerateArray())
            .Select(static x => string.Create(
                CultureInfo.InvariantCulture,
                $"{x.GetProperty("dimensions")[x.GetProperty("dimensions").GetArrayLength() - 1].GetProperty("name")} {x.GetProperty("metrics")[0]}"));

    /// <summary>A day with so many campaigns.</summary>
    public void Campaigns(DateOnly day, int count) => Stub.Counter(Counter).Set(
        day,
        Enumerable.Range(1, count).Select(x => new MetricaRow("ad", "yandex", "cpc", string.Create(CultureInfo.InvariantCulture, $"{day:MMdd}-{x:00}"), x, 1, 1, 0)));

    public Task<PullAnswer> AskAsync(string view = "utm", DateOnly? from = null, DateOnly? to = null, string token = MetricaStub.Token, string counter = Counter)
    {
        Pages = new();
        return Connector.AskAsync(new(counter, view, from ?? First, to ?? Last, new(token)), Pages, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks and expects an answer.</summary>
    public async Task<PullAnswer.Answered> AnsweredAsync(string view = "utm", DateOnly? from = null, DateOnly? to = null) =>
        Assert.IsType<PullAnswer.Answered>(await AskAsync(view, from, to));

    /// <summary>Asks and expects none; nothing may be left of what was tried.</summary>
    public async Task<PullAnswer.Failed> FailedAsync(string view = "utm")
    {
        var failed = Assert.IsType<PullAnswer.Failed>(await AskAsync(view));
        Assert.Equal(0, Pages.Length);
        return failed;
    }

    public void Dispose()
    {
        _services.Dispose();
        Stub.Dispose();
    }
}

/// <summary>Everything that was logged, with what the messages were made of.</summary>
internal sealed class LogBook : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _lines.Enqueue(state.ToString()!);
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = new StringBuilder(formatter(state, exception)).Append(exception);
        foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            line.Append(' ').Append(name).Append('=').Append(value);
        }

        _lines.Enqueue(line.ToString());
    }

    public void Dispose()
    {
        // What was logged is kept.
    }
}
