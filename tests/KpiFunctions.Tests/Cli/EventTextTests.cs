using System.Text.Json;
using KpiFunctions.Cli.Watching;
using Xunit;

namespace KpiFunctions.Tests.Cli;

/// <summary>What the local host says, for programs and for people.</summary>
public sealed class EventTextTests
{
    [Fact]
    public void An_event_is_one_line_of_json_with_its_name_first_and_nothing_that_is_not_known()
    {
        var line = new FileEvent("tea/a\nb.csv", FileStates.Refused) { At = DateTimeOffset.UnixEpoch, Remark = "неизвестный файл" }.ToJson();

        Assert.StartsWith("{\"event\":\"file\",\"at\":\"1970-01-01T00:00:00+00:00\",\"path\":", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.Contains("неизвестный файл", line, StringComparison.Ordinal);
        Assert.Equal(
            ["event", "at", "path", "state", "remark"], JsonDocument.Parse(line).RootElement.EnumerateObject().Select(static x => x.Name));
    }

    [Fact]
    public void A_file_whose_name_would_steer_the_terminal_is_one_harmless_line()
    {
        var line = EventText.Line(new FileEvent("tea/\u001b[2Ja\nb.csv", FileStates.Done) { Source = "costs", Format = "costs/table", Accepted = 1_200, Rejected = 1 });

        Assert.NotNull(line);
        Assert.DoesNotContain(line, char.IsControl);
    }

    [Fact]
    public void What_is_only_under_way_is_no_line() =>
        Assert.All<WatchEvent>(
            [new FileEvent("tea/a.csv", FileStates.Reading), new ComputeEvent("tea", "computing"), new TimerEvent("SweepDrops", "running")],
            static x => Assert.Null(EventText.Line(x)));
}
