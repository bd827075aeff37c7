using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Configuration;
using KpiFunctions.Storage.Blobs;

namespace KpiFunctions.Pipeline.Brands;

/// <summary>A brand's configuration as it stands now, or why it cannot be used.</summary>
/// <param name="Configuration">The configuration; null exactly when there are errors.</param>
/// <param name="Reading">What was read of the stored file, with its warnings and the defaults that were used; null when none is stored.</param>
/// <param name="Version">Tells versions of the stored file apart; empty when none is stored.</param>
public sealed record LoadedBrand(BrandConfiguration? Configuration, ConfigurationReading? Reading, string Version);

/// <summary>Loads brands. A brand without a stored configuration has all defaults.</summary>
public sealed class BrandStore(ConfigStore configs)
{
    /// <summary>The configuration of a brand.</summary>
    public async Task<LoadedBrand> LoadAsync(string brand, CancellationToken cancellationToken)
    {
        if (await configs.ReadAsync(brand, cancellationToken) is not { } stored)
        {
            return new(new BrandConfiguration { Brand = brand }, null, string.Empty);
        }

        var reading = BrandConfigurationReader.Read(stored.Content.ToMemory().Span, brand);
        return new(reading.Configuration, reading, stored.ETag.ToString());
    }

    /// <summary>
    /// The configuration of a brand, for a use case that cannot go on without one. Only administrators write configurations and
    /// every way of storing one validates it first, so a broken one is a fault.
    /// </summary>
    /// <exception cref="InvalidDataException">The stored configuration cannot be used.</exception>
    public async Task<BrandConfiguration> RequireAsync(string brand, CancellationToken cancellationToken) =>
        Require(await LoadAsync(brand, cancellationToken), brand);

    internal static BrandConfiguration Require(LoadedBrand loaded, string brand) =>
        loaded.Configuration
            ?? throw new InvalidDataException($"The stored configuration config/{brand}.yaml has errors; check it with `kpi config check` and store the mended file there.");

    /// <summary>Every brand that has a configuration, also those whose configuration cannot be used.</summary>
    public async Task<IReadOnlyList<(string Id, LoadedBrand Loaded)>> LoadAllAsync(CancellationToken cancellationToken)
    {
        var brands = new List<(string, LoadedBrand)>();
        foreach (var brand in await configs.ListBrandsAsync(cancellationToken))
        {
            brands.Add((brand, await LoadAsync(brand, cancellationToken)));
        }

        return brands;
    }

    /// <summary>
    /// The brand that sends the report of that id (ids are unique in a deployment), or null. Another brand's broken configuration is
    /// no obstacle; only where no usable one has the report, it may be the one that does.
    /// </summary>
    /// <exception cref="InvalidDataException">No usable configuration has the report, and there is one that cannot be used.</exception>
    public async Task<(BrandConfiguration Brand, ReportDefinition Report)?> FindReportAsync(string report, CancellationToken cancellationToken)
    {
        var all = await LoadAllAsync(cancellationToken);
        foreach (var brand in all.Select(static x => x.Loaded.Configuration).OfType<BrandConfiguration>())
        {
            if (brand.Reports.FirstOrDefault(x => x.Id == report) is { } definition)
            {
                return (brand, definition);
            }
        }

        foreach (var (id, loaded) in all)
        {
            Require(loaded, id);
        }

        return null;
    }
}
