using System.Security.Cryptography;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Pipeline.Configuration;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;

namespace KpiFunctions.Cli.Watching;

/// <summary>What becomes of a file in the folder of configurations: validated, stored, and what it decides done anew.</summary>
internal sealed class ConfigIntake(
    string folder, Ingestion ingestion, ConfigStore configs, KnownFiles known, WorkQueues queues, TimeProvider time, IWatchView view)
{
    private const string Suffix = ".yaml";

    /// <summary>A configuration is a page or two.</summary>
    private const int MaxBytes = 1024 * 1024;

    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes what lies there now, before the first file is read by it.</summary>
    public async Task TakeAllAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (!DropNames.IsIgnored(name))
            {
                await TakeAsync(new(name, path, SightingState.File, IsNew: true), cancellationToken);
            }
        }
    }

    /// <summary>Deals with one sighting.</summary>
    /// <returns>The brand whose files may be read otherwise now; null when nothing has changed.</returns>
    public async Task<string?> TakeAsync(Sighting file, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(file, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Faults.Detail(e);
            view.Show(new ConfigEvent(file.Name, "broken") { Problems = [WatchText.FileFault(e)] });
            return null;
        }
    }

    private async Task<string?> AnswerAsync(Sighting file, CancellationToken cancellationToken)
    {
        if (file.State == SightingState.Removed)
        {
            _taken.Remove(file.Name);
            view.Show(new ConfigEvent(file.Name, "removed") { Problems = [WatchText.ConfigStays] });
            return null;
        }

        if (BrandOf(file.Name) is not { } brand || file.State != SightingState.File || new FileInfo(file.FullPath).Length > MaxBytes)
        {
            if (_taken.TryAdd(file.Name, string.Empty))
            {
                view.Show(new ConfigEvent(file.Name, "misnamed") { Problems = [WatchText.ConfigName] });
            }

            return null;
        }

        var yaml = await File.ReadAllBytesAsync(file.FullPath, cancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(yaml));
        if (_taken.GetValueOrDefault(file.Name) == hash)
        {
            return null;
        }

        _taken[file.Name] = hash;
        var reading = BrandConfigurationReader.Read(yaml, brand);
        IReadOnlyList<string> problems = [.. reading.Problems.Select(x => CliText.ConfigProblem(file.Name, x.Line, x.Column, x.Message.In(CliLanguage.Text)))];
        if (reading.HasErrors)
        {
            view.Show(new ConfigEvent(file.Name, "broken") { Brand = brand, Problems = problems });
            return null;
        }

        var stored = await configs.ReadAsync(brand, cancellationToken);
        if (stored is not null && stored.Content.ToMemory().Span.SequenceEqual(yaml))
        {
            return null;
        }

        await ingestion.StoreConfigAsync(brand, new BinaryData(yaml), cancellationToken);
        known.Forget(brand);
        await queues.SendAsync(new ComputeMessage(brand, time.GetUtcNow()), TimeSpan.Zero, cancellationToken);
        view.Show(new ConfigEvent(file.Name, "stored") { Brand = brand, Problems = problems.Count > 0 ? problems : null });
        return brand;
    }

    private static string? BrandOf(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && Ids.IsBrand(name[..^Suffix.Length]) ? name[..^Suffix.Length] : null;
}
