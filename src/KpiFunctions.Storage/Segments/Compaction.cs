using System.Security.Cryptography;
using System.Text;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Storage.Segments;

/// <summary>When segments of a month are put together.</summary>
/// <param name="MinSegments">At least so many.</param>
/// <param name="WrittenBefore">Of those that were written before this time; whatever is younger is left alone.</param>
public sealed record CompactionRule(int MinSegments, DateTimeOffset WrittenBefore);

/// <summary>What of a compaction needs no storage: the content and the name of the segment that takes the place of others.</summary>
internal static class Compaction
{
    /// <summary>Stands where a segment's name has its reading; changes when the same inputs would become other bytes.</summary>
    private const string Reading = "compacted-1";

    /// <summary>
    /// The name is derived from the inputs, so that the same inputs become the same segment. Its stamp is just above all of theirs:
    /// a listing comes to it last, so whoever lists while they vanish misses none without seeing it.
    /// </summary>
    public static SegmentName NameOf(IReadOnlyList<SegmentName> inputs)
    {
        var text = string.Join('\n', inputs.Select(static x => x.Path).Order(StringComparer.Ordinal));
        return inputs[0] with
        {
            Stamp = inputs.Max(static x => x.Stamp).AddMilliseconds(1),
            FileHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            Reading = Reading,
        };
    }

    /// <summary>All facts, in their order; a row that was read twice alike stands once, with its lowest stamp.</summary>
    public static FactSet Merge(FactSet facts)
    {
        var merged = new FactSet();
        merged.Ads.AddRange(Distinct(facts.Ads, static x => x.Origin, static (x, o) => x with { Origin = o }));
        merged.Web.AddRange(Distinct(facts.Web, static x => x.Origin, static (x, o) => x with { Origin = o }));
        merged.Orders.AddRange(Distinct(facts.Orders, static x => x.Origin, static (x, o) => x with { Origin = o }));
        merged.Costs.AddRange(Distinct(facts.Costs, static x => x.Origin, static (x, o) => x with { Origin = o }));
        return merged;
    }

    private static List<T> Distinct<T>(List<T> facts, Func<T, FactOrigin> originOf, Func<T, FactOrigin, T> withOrigin)
    {
        var places = new Dictionary<(string Hash, int Row, string Reading), int>();
        var distinct = new List<T>(facts.Count);
        foreach (var fact in facts)
        {
            var origin = originOf(fact);
            if (places.TryAdd((origin.FileHash, origin.Row, origin.Reading), distinct.Count))
            {
                distinct.Add(fact);
                continue;
            }

            var place = places[(origin.FileHash, origin.Row, origin.Reading)];
            var known = originOf(distinct[place]);
            if (origin.Stamp < known.Stamp)
            {
                distinct[place] = withOrigin(distinct[place], known with { Stamp = origin.Stamp });
            }
        }

        return distinct;
    }
}
