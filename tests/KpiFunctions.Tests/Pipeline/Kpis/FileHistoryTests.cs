using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Storage.Ledgers;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Kpis;

public sealed class FileHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly CompleteAnswer Answer = new(
        "yandex-metrica", new AccountRef("7", null), new FactView(FactKind.Web, null, ""), new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22));

    [Fact]
    public void The_newest_reading_counts_and_the_first_stamp_is_kept()
    {
        var history = FileHistory.Of([Record("a", hour: 2, reading: "1", stamp: 5), Record("a", hour: 1, reading: "2", stamp: 3), Record("b", hour: 0, reading: "2", stamp: 9)]);

        Assert.Equal([("a", "1"), ("b", "2")], history.CurrentReadings.Select(static x => (x.Key, x.Value)).Order());
        Assert.Equal([("a", Noon.AddMinutes(3)), ("b", Noon.AddMinutes(9))], history.FirstDrops.Select(static x => (x.Key, x.Value)).Order());
    }

    [Fact]
    public void A_complete_answer_carries_the_lowest_stamp_of_its_bytes()
    {
        var history = FileHistory.Of([Record("a", hour: 1, stamp: 5, complete: Answer), Record("a", hour: 2, stamp: 3, complete: Answer)]);

        Assert.Equal([new("a", Noon.AddMinutes(3), Answer)], history.CompleteAnswers);
    }

    [Fact]
    public void An_answer_that_a_newer_reading_does_not_take_as_complete_is_none()
    {
        var history = FileHistory.Of([Record("a", hour: 1, reading: "1", complete: Answer), Record("a", hour: 2, reading: "2")]);

        Assert.Empty(history.CompleteAnswers);
    }

    [Fact]
    public void A_copy_that_somebody_dropped_takes_nothing_from_the_answer()
    {
        var history = FileHistory.Of([Record("a", hour: 1, complete: Answer), Record("a", hour: 2)]);

        Assert.Single(history.CompleteAnswers);
    }

    [Fact]
    public void Imports_under_way_say_nothing_yet() =>
        Assert.Empty(FileHistory.Of([Record("a", hour: 1) with { State = ImportState.Claimed, Sha256 = null, Reading = null, Stamp = null }]).CurrentReadings);

    [Fact]
    public void Whatever_changes_what_counts_changes_the_version()
    {
        ImportRecord[][] histories =
        [
            [],
            [Record("a", hour: 1)],
            [Record("a", hour: 1, reading: "2")],
            [Record("a", hour: 1, stamp: 1)],
            [Record("a", hour: 1, complete: Answer)],
            [Record("a", hour: 1, complete: Answer with { To = Answer.To.AddDays(1) })],
            [Record("a", hour: 1, complete: Answer with { Account = new AccountRef("8", null) })],
            [Record("a", hour: 1, complete: Answer with { View = Answer.View with { DimensionSet = "channel" } })],
        ];

        var versions = histories.Select(static x => FileHistory.Of(x).Version).ToList();

        Assert.Equal(versions.Count, versions.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(FileHistory.Of([Record("a", hour: 1), Record("b", hour: 1)]).Version, FileHistory.Of([Record("b", hour: 1), Record("a", hour: 1)]).Version);
    }

    private static ImportRecord Record(string hash, int hour, string reading = "1", int stamp = 0, CompleteAnswer? complete = null) => new()
    {
        Brand = "shop",
        Path = "x.pull",
        ETag = "e",
        ImportId = "i" + hour,
        State = ImportState.Done,
        Sha256 = hash,
        Reading = reading,
        Stamp = Noon.AddMinutes(stamp),
        ImportedAt = Noon.AddHours(hour),
        Complete = complete,
    };
}
