using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KpiFunctions.Core.Kpis;

/// <summary>
/// The input hash of a period: over the sums, names, reasons and notes that its facts, customer windows, campaign identities and
/// configuration came to, and the catalogue's version. Values are derived from these alone, so equal hashes mean equal values.
/// </summary>
public static class KpiFingerprint
{
    /// <summary>SHA-256 as 64 lower-case hex digits.</summary>
    public static string Of(PeriodKpis kpis)
    {
        ArgumentNullException.ThrowIfNull(kpis);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, KpiCatalogue.Version.ToString(CultureInfo.InvariantCulture), kpis.Brand, kpis.Period.Id, kpis.Currency);
        Append(hash, kpis.Period.From.ToString("O", CultureInfo.InvariantCulture));
        foreach (var member in kpis.Members)
        {
            Append(hash, "member", member.Scope.Id(), member.Identity, member.Member, member.MemberId, member.Source, member.Channel);
            foreach (var measure in Measures.All)
            {
                if (member.Sums.TryGetValue(measure, out var sum))
                {
                    Append(hash, measure.Id, Math.Round(sum, 6).ToString("0.######", CultureInfo.InvariantCulture));
                }
            }

            foreach (var kpi in KpiCatalogue.All)
            {
                if (member.Reasons.TryGetValue(kpi.Id, out var reason))
                {
                    Append(hash, "why", kpi.Id, reason.Id());
                }

                if (member.Notes.TryGetValue(kpi.Id, out var notes))
                {
                    Append(hash, "note", kpi.Id);
                    Append(hash, [.. notes]);
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
        {
            // Length first, so that no two lists of parts look alike.
            var bytes = Encoding.UTF8.GetBytes(part ?? "\0");
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
