using System.Collections.Concurrent;
using Azure;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Cli.Watching;

/// <summary>
/// Which bytes were imported from which path, and by which settings, as the ledger says; so that a start does not read everything anew
/// and other settings do.
/// </summary>
internal sealed class KnownFiles(ImportLedger ledger, BrandStore brands, ReadingOptionsFactory options)
{
    private readonly ConcurrentDictionary<string, Imports> _brands = new(StringComparer.Ordinal);

    /// <summary>Whether these bytes were imported from that path, and last by the settings that the brand has now.</summary>
    public async Task<bool> HasAsync(string brand, string path, string hash, CancellationToken cancellationToken)
    {
        if (!_brands.TryGetValue(brand, out var imports))
        {
            imports = _brands.GetOrAdd(brand, await LoadAsync(brand, cancellationToken));
        }

        return imports.Has(path, hash);
    }

    /// <summary>Asks the ledger again: somebody else imported something, or the settings have changed.</summary>
    public void Forget(string brand) => _brands.TryRemove(brand, out _);

    /// <summary>Remembers an import by what the ledger says of it: the settings may have changed while the file was read.</summary>
    public async Task AddAsync(string brand, string path, string hash, ETag version, CancellationToken cancellationToken)
    {
        if (_brands.TryGetValue(brand, out var imports)
            && await ledger.FindAsync(brand, path, version.ToString(), cancellationToken) is { State: not ImportState.Claimed } record)
        {
            imports.Add(path, hash, record.Reading);
        }
    }

    private async Task<Imports> LoadAsync(string brand, CancellationToken cancellationToken)
    {
        var configuration = (await brands.LoadAsync(brand, cancellationToken)).Configuration;
        var imports = new Imports(configuration is null ? null : options.For(configuration).Reading);

        // In the order of import: the last reading of the same bytes is the one that counts.
        foreach (var record in await ledger.ListAsync(brand, cancellationToken))
        {
            if (record.State != ImportState.Claimed && (record.Sha256 ?? record.ArchiveSha256) is { } hash)
            {
                imports.Add(record.Path, hash, record.Reading);
            }
        }

        return imports;
    }

    /// <summary>The imports of one brand.</summary>
    /// <param name="Reading">What the brand's settings make of files now; null where they have errors, so that nothing counts as known.</param>
    private sealed record Imports(string? Reading)
    {
        private readonly Lock _gate = new();
        private readonly HashSet<(string Path, string Hash)> _paths = [];
        private readonly Dictionary<string, string?> _readings = new(StringComparer.Ordinal);

        public bool Has(string path, string hash)
        {
            lock (_gate)
            {
                return Reading is not null && _paths.Contains((path, hash)) && _readings.GetValueOrDefault(hash) == Reading;
            }
        }

        public void Add(string path, string hash, string? reading)
        {
            lock (_gate)
            {
                _paths.Add((path, hash));
                _readings[hash] = reading;
            }
        }
    }
}
