using System.Text;
using CsCheck;
using KpiFunctions.Core.Pulls;
using Xunit;

namespace KpiFunctions.Tests.Core.Pulls;

public sealed class PullHeaderTests
{
    private static readonly PullHeader Header = new()
    {
        Source = "yandex-metrica",
        Account = "44147844",
        View = "utm",
        From = new DateOnly(2026, 11, 16),
        To = new DateOnly(2026, 11, 22),
        AskedAt = new DateTimeOffset(2026, 11, 23, 6, 30, 0, 125, TimeSpan.Zero),
        Complete = true,
        Pages =
        [
            new("GET /stat/v1/data?ids=44147844&offset=1", 200, 3, new Dictionary<string, string>(StringComparer.Ordinal) { ["date"] = "Mon, 23 Nov 2026 06:30:00 GMT" }),
            new("GET /stat/v1/data?ids=44147844&offset=10001", 200, 0, new Dictionary<string, string>(StringComparer.Ordinal)),
        ],
    };

    [Fact]
    public void A_header_is_one_line_that_its_first_bytes_make_known()
    {
        var line = Header.ToLine();

        Assert.True(PullHeader.IsPull(line));
        Assert.Equal(line.Length - 1, line.AsSpan().IndexOf((byte)'\n'));
        Assert.StartsWith("{\"kpiPull\":1,\"source\":\"yandex-metrica\",\"account\":\"44147844\",\"view\":\"utm\",\"from\":\"2026-11-16\",", Encoding.UTF8.GetString(line), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_is_read_with_its_line_feed_or_without()
    {
        var line = Header.ToLine();

        Assert.True(PullHeader.TryRead(line, out var read));
        Assert.Equivalent(Header, read, strict: true);
        Assert.True(PullHeader.TryRead(line.AsSpan(0, line.Length - 1), out _));
    }

    [Fact]
    public void Any_name_and_any_value_survive_the_line() =>
        Gen.Select(Gen.String[1, 60], Gen.String[0, 200], Gen.Bool).Sample(x =>
        {
            var header = Header with
            {
                Account = x.Item1,
                Complete = x.Item3,
                Pages = [new("GET /", 200, 1, new Dictionary<string, string>(StringComparer.Ordinal) { ["x-note"] = x.Item2 })],
            };
            // Halves of surrogate pairs are no text: what stands for them is read back instead.
            if (header.IsValid && IsText(x.Item1) && IsText(x.Item2))
            {
                Assert.True(PullHeader.TryRead(header.ToLine(), out var read));
                Assert.Equivalent(header, read, strict: true);
            }
        });

    [Theory]
    [InlineData("\"from\":\"2026-11-16\"", "\"from\":\"2026-11-23\"")]
    [InlineData("\"from\":\"2026-11-16\"", "\"from\":\"16.11.2026\"")]
    [InlineData("\"from\":\"2026-11-16\"", "\"from\":null")]
    [InlineData("06:30:00.125Z", "06:30:00.1255Z")]
    [InlineData("06:30:00.125Z", "06:30:00.125+03:00")]
    [InlineData("\"source\":\"yandex-metrica\"", "\"source\":\"Yandex Metrica\"")]
    [InlineData("\"source\":\"yandex-metrica\"", "\"source\":\"\"")]
    [InlineData("\"view\":\"utm\"", "\"view\":\"../utm\"")]
    [InlineData("\"view\":\"utm\",", "")]
    [InlineData("\"view\":\"utm\",", "\"view\":\"utm\",\"view\":\"date\",")]
    [InlineData("\"view\":\"utm\",", "\"view\":\"utm\",\"more\":1,")]
    [InlineData("\"account\":\"44147844\"", "\"account\":\"4414\\n7844\"")]
    [InlineData("\"account\":\"44147844\"", "\"account\":\" \"")]
    [InlineData("\"length\":3", "\"length\":-1")]
    [InlineData("\"length\":3", "\"length\":9223372036854775808")]
    [InlineData("\"length\":3", "\"length\":\"3\"")]
    [InlineData("\"status\":200", "\"status\":0")]
    [InlineData("\"kpiPull\":1,", "\"kpiPull\":2,")]
    [InlineData("\"complete\":true", "\"complete\":\"true\"")]
    [InlineData("\"pages\":[", "\"pages\":[null,")]
    [InlineData("\"headers\":{}", "\"headers\":{\"date\":null}")]
    [InlineData("\"headers\":{}", "\"headers\":{\"date\":[\"a\"]}")]
    [InlineData("\"headers\":{}", "\"headers\":{\"\\ud800\":\"a\"}")]
    [InlineData("\"headers\":{}", "\"headers\":{\"a\":\"\\ud800\"}")]
    [InlineData("\"view\":\"utm\",", "\"view\":\"utm\",\"\\ud800\":1,")]
    [InlineData("]}", "]")]
    [InlineData("]}", "]} {}")]
    public void A_line_that_the_connector_would_not_write_is_not_read(string old, string replacement)
    {
        var text = Encoding.UTF8.GetString(Header.ToLine());
        var at = text.LastIndexOf(old, StringComparison.Ordinal);
        var line = text[..at] + replacement + text[(at + old.Length)..];

        Assert.NotEqual(-1, at);
        Assert.False(PullHeader.TryRead(Encoding.UTF8.GetBytes(line), out var read));
        Assert.Null(read);
    }

    [Fact]
    public void A_line_that_is_too_long_is_neither_written_nor_read()
    {
        var page = new PullPage("GET /" + new string('a', 1_000), 200, 1, new Dictionary<string, string>(StringComparer.Ordinal));
        var many = Header with { Pages = [.. Enumerable.Repeat(page, 70)] };
        var spaces = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Header.ToLine()).Replace("]}", "]" + new string(' ', PullHeader.MaxLineBytes) + "}", StringComparison.Ordinal));

        Assert.Throws<InvalidOperationException>(() => many.ToLine());
        Assert.False(PullHeader.TryRead(spaces, out _));
    }

    [Fact]
    public void A_header_that_breaks_a_rule_is_not_written()
    {
        Assert.Throws<InvalidOperationException>(() => (Header with { To = Header.From.AddDays(-1) }).ToLine());
        Assert.Throws<InvalidOperationException>(() => (Header with { AskedAt = Header.AskedAt.AddTicks(1) }).ToLine());
        Assert.Throws<InvalidOperationException>(() => (Header with { AskedAt = Header.AskedAt.ToOffset(TimeSpan.FromHours(3)) }).ToLine());
        Assert.Throws<InvalidOperationException>(() => (Header with { Pages = [.. Enumerable.Repeat(Header.Pages[0], PullHeader.MaxPages + 1)] }).ToLine());
    }

    [Fact]
    public void Spoilt_bytes_are_answered_and_what_is_read_can_be_written_again() =>
        Gen.Select(Gen.Int[0, Header.ToLine().Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 6].Sample(spoils =>
        {
            var line = Header.ToLine().ToList();
            foreach (var (at, value, kind) in spoils)
            {
                switch (kind)
                {
                    case 0:
                        line.Insert(Math.Min(at, line.Count), value);
                        break;
                    case 1 when line.Count > 1:
                        line.RemoveAt(at % line.Count);
                        break;
                    default:
                        line[at % line.Count] = value;
                        break;
                }
            }

            if (PullHeader.TryRead([.. line], out var read))
            {
                Assert.True(PullHeader.TryRead(read.ToLine(), out var again));
                Assert.Equivalent(read, again, strict: true);
            }
        });

    private static bool IsText(string text) => text.EnumerateRunes().All(static x => x != Rune.ReplacementChar);
}
