using System.Text;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>
/// Things that have an id, a name or both. Two are one when their ids are equal, or when one side has no id and the names are
/// equal (trimmed, NFC, case-insensitive). Knowing all of them, each gets a key that does not depend on their order.
/// </summary>
internal sealed class Identities
{
    private const string IdPrefix = "id:";
    private const string NamePrefix = "name:";
    private readonly Dictionary<string, SortedSet<string>> _idsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (FactOrigin Origin, string Name)> _newestName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _normalized = new(StringComparer.Ordinal);

    /// <summary>Takes note of one thing; all must be noted before the first key is asked for.</summary>
    public void Learn(string? id, string? name)
    {
        if (name is null)
        {
            return;
        }

        var normalized = Normalize(name);
        if (!_idsByName.TryGetValue(normalized, out var ids))
        {
            _idsByName[normalized] = ids = new SortedSet<string>(StringComparer.Ordinal);
        }

        if (id is not null)
        {
            ids.Add(id);
        }
    }

    /// <summary>The key, and which ids share the name when it does not belong to one id alone.</summary>
    public string Key(string? id, string? name, out IReadOnlyCollection<string> rivals)
    {
        rivals = [];
        if (id is not null)
        {
            return IdPrefix + id;
        }

        if (name is null)
        {
            return string.Empty;
        }

        var normalized = Normalize(name);
        var ids = _idsByName[normalized];
        if (ids.Count == 1)
        {
            return IdPrefix + ids.Min;
        }

        rivals = ids;
        return NamePrefix + normalized;
    }

    /// <summary>
    /// For something that shares its name, as keys: the ids that it gives way to, where it is known by that name alone; and the name
    /// that gives way to it, where it is one of those ids.
    /// </summary>
    public (IReadOnlyList<string> GivesWayTo, IReadOnlyList<string> Precedes) Namesakes(string key)
    {
        var shared = _idsByName.Where(static x => x.Value.Count > 1);
        return (
            [.. shared.Where(x => key == NamePrefix + x.Key).SelectMany(static x => x.Value).Select(KeyOfId)],
            [.. shared.Where(x => x.Value.Any(id => key == KeyOfId(id))).Select(static x => NamePrefix + x.Key)]);
    }

    /// <summary>Whether something is known by its name alone, and no id ever came with that name.</summary>
    public bool IsNameAlone(string? id, string? name) => id is null && name is not null && _idsByName[Normalize(name)].Count == 0;

    /// <summary>Whether a name was learnt, so that a key can be asked for.</summary>
    public bool Knows(string? name) => name is null || _idsByName.ContainsKey(Normalize(name));

    /// <summary>The key of something that has that id.</summary>
    public static string KeyOfId(string id) => IdPrefix + id;

    /// <summary>Remembers under which name and id a key was last seen.</summary>
    public void Seen(string key, string? id, string? name, FactOrigin origin)
    {
        if (id is not null)
        {
            _ids[key] = id;
        }

        if (name is null)
        {
            return;
        }

        var trimmed = name.Trim();
        if (!_newestName.TryGetValue(key, out var known) || IsNewer(origin, trimmed, known.Origin, known.Name))
        {
            _newestName[key] = (origin, trimmed);
        }
    }

    /// <summary>The id and the newest name that belong to a key.</summary>
    public (string? Id, string? Name) Shown(string key) =>
        (_ids.GetValueOrDefault(key), _newestName.TryGetValue(key, out var name) ? name.Name : null);

    /// <summary>Of two spellings of a name, whether the first is the one of the newer file, or of the later line in it.</summary>
    public static bool IsNewer(FactOrigin a, string nameA, FactOrigin b, string nameB)
    {
        var order = FileOrder.NewestFirst(a, b);
        if (order == 0)
        {
            order = b.Row.CompareTo(a.Row);
        }

        return order != 0 ? order < 0 : string.CompareOrdinal(nameA, nameB) < 0;
    }

    /// <summary>The comparable form of a name.</summary>
    public string Normalize(string name)
    {
        if (!_normalized.TryGetValue(name, out var normalized))
        {
            _normalized[name] = normalized = Fold(name);
        }

        return normalized;
    }

    private static string Fold(string name)
    {
        // Hostile cells may hold unpaired surrogates, which cannot be normalised.
        var trimmed = name.Trim();
        return (IsWellFormed(trimmed) ? trimmed.Normalize(NormalizationForm.FormC) : trimmed).ToUpperInvariant();
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            return false;
        }

        return true;
    }
}
