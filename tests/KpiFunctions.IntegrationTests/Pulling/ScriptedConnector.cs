using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using KpiFunctions.Connectors;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.IntegrationTests.Pulling;

/// <summary>A platform in memory: answers in the documented shape of Yandex Metrica unless a test wants something else.</summary>
internal sealed class ScriptedConnector(TimeProvider time) : IConnector
{
    private readonly ConcurrentQueue<PullQuestion> _questions = new();

    public string Source => "yandex-metrica";

    public IReadOnlyList<string> Views { get; } = ["date", "utm"];

    public int SliceDays { get; set; } = 7;

    public int RestatementDays { get; set; } = 3;

    /// <summary>Visits of a day, as the platform knows them now.</summary>
    public Func<DateOnly, int> Visits { get; set; } = static _ => 10;

    /// <summary>What a test wants instead of an answer; null for the usual one.</summary>
    public Func<PullQuestion, PullAnswer?> Instead { get; set; } = static _ => null;

    /// <summary>Runs before each answer.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public bool Complete { get; set; } = true;

    /// <summary>Whether the first row of each page stands in it twice.</summary>
    public bool Repeats { get; set; }

    /// <summary>The questions since this was last asked, such as <c>date 2026-11-16..2026-11-22</c>.</summary>
    public IReadOnlyList<string> TakeQuestions()
    {
        var texts = new List<string>();
        while (_questions.TryDequeue(out var question))
        {
            texts.Add($"{question.View} {Day(question.From)}..{Day(question.To)}");
        }

        return texts;
    }

    public bool IsAccount(string account) => account.All(char.IsAsciiDigit);

    public IReadOnlyList<string> Preview(string account, DateOnly from, DateOnly to) =>
        [.. Views.Select(x => $"GET /stat/v1/data?ids={account}&view={x}&date1={Day(from)}&date2={Day(to)}")];

    public async Task<PullAnswer> AskAsync(PullQuestion question, Stream pages, CancellationToken cancellationToken)
    {
        if (question.To.DayNumber - question.From.DayNumber >= SliceDays)
        {
            throw new InvalidOperationException("The question is longer than a slice.");
        }

        var askedAt = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        _questions.Enqueue(question);
        await Before(cancellationToken);
        if (Instead(question) is { } instead)
        {
            return instead;
        }

        var page = Encoding.UTF8.GetBytes(Page(question, out var rows));
        await pages.WriteAsync(page, cancellationToken);
        await pages.WriteAsync("\n"u8.ToArray(), cancellationToken);
        var header = new PullHeader
        {
            Source = Source,
            Account = question.Account,
            View = question.View,
            From = question.From,
            To = question.To,
            AskedAt = askedAt,
            Complete = Complete,
            Pages = [new("GET /stat/v1/data", 200, page.Length, new Dictionary<string, string>(StringComparer.Ordinal))],
        };
        return new PullAnswer.Answered(header, rows);
    }

    private string Page(PullQuestion question, out int count)
    {
        var rows = new JsonArray();
        var total = 0;
        for (var day = question.From; day <= question.To; day = day.AddDays(1))
        {
            if (Visits(day) is > 0 and var visits)
            {
                rows.Add(Row(question.View, day, visits));
                total += visits;
            }
        }

        if (Repeats)
        {
            rows.Insert(0, rows[0]!.DeepClone());
        }

        count = rows.Count;
        return new JsonObject
        {
            ["data"] = rows,
            ["total_rows"] = count,
            ["total_rows_rounded"] = false,
            ["sampled"] = false,
            ["contains_sensitive_data"] = false,
            ["data_lag"] = 60,
            ["totals"] = Numbers(total),
        }.ToJsonString();
    }

    private static JsonObject Row(string view, DateOnly day, int visits)
    {
        var dimensions = new JsonArray(new JsonObject { ["name"] = Day(day) });
        if (view == "utm")
        {
            dimensions.Add(new JsonObject { ["id"] = "organic", ["name"] = "Переходы из поисковых систем" });
            dimensions.Add(new JsonObject { ["name"] = null });
            dimensions.Add(new JsonObject { ["name"] = null });
            dimensions.Add(new JsonObject { ["name"] = null });
        }

        return new() { ["dimensions"] = dimensions, ["metrics"] = Numbers(visits) };
    }

    private static JsonArray Numbers(int visits) => new(visits, visits, visits, 0);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
