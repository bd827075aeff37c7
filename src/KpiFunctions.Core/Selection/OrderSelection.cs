using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>Orders are records: the newest version is the record, and one customer is one over all sources of the brand.</summary>
internal static class OrderSelection
{
    public static List<SelectedOrder> Select(List<Order> orders, NoteBook notes)
    {
        var newest = orders
            .GroupBy(static x => x.Source, StringComparer.Ordinal)
            .SelectMany(source => AccountlessRule.Apply(
                [.. NewestVersions([.. source])], static x => x.Account, static x => x.Version.Date, static _ => 0, source.Key, notes))
            .ToList();
        var customers = new CustomerIdentities(newest.Select(static x => x.Version));
        var selected = newest.ConvertAll(x => new SelectedOrder(x.Key, x.Version, customers.Of(x.Version)));
        foreach (var order in selected.Where(static x => x.Customer is null))
        {
            notes.Row(SelectionNotes.OrdersWithoutCustomer, order.Version.Source, order.Version.Date);
        }

        selected.Sort(static (a, b) =>
        {
            var order = string.CompareOrdinal(a.Version.Source, b.Version.Source);
            order = order != 0 ? order : a.Version.CreatedAt.CompareTo(b.Version.CreatedAt);
            return order != 0 ? order : string.CompareOrdinal(a.Key, b.Key);
        });
        return selected;
    }

    private static IEnumerable<NewestVersion> NewestVersions(List<Order> orders)
    {
        var accounts = new Identities();
        foreach (var order in orders)
        {
            accounts.Learn(order.Account.Id, order.Account.Name);
        }

        orders = SharedAccounts.WithoutRivals(orders, accounts, static x => x.Account, static x => x.Date);
        foreach (var account in orders.GroupBy(x => accounts.Key(x.Account.Id, x.Account.Name, out _), StringComparer.Ordinal))
        {
            var identities = new Identities();
            foreach (var order in account)
            {
                identities.Learn(order.Id, order.Number);
            }

            var known = account.Where(static x => x.Id is not null).Select(static x => Identities.KeyOfId(x.Id!)).ToHashSet(StringComparer.Ordinal);
            foreach (var version in account.GroupBy(x => KeyOf(identities, known, x), StringComparer.Ordinal))
            {
                if (version.Key is { } key)
                {
                    yield return new(account.Key, account.Key + "|" + key, version.Aggregate(Newer));
                }
            }
        }
    }

    /// <summary>The order's key; null for a number that several ids share, since those orders are told with their ids.</summary>
    private static string? KeyOf(Identities identities, HashSet<string> known, Order order)
    {
        var key = identities.Key(order.Id, order.Number, out var rivals);
        if (rivals.Any(id => known.Contains(Identities.KeyOfId(id))))
        {
            return null;
        }

        // A row with neither id nor number can only be itself.
        return key.Length > 0 ? key : string.Concat("row:", order.Origin.FileHash, ":", order.Origin.Row.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The version whose row changed last; where rows do not say, the one of the newer file, and in it the lower row.</summary>
    private static Order Newer(Order a, Order b)
    {
        var order = (b.ChangedAt ?? b.Origin.Stamp).CompareTo(a.ChangedAt ?? a.Origin.Stamp);
        order = order != 0 ? order : FileOrder.NewestFirst(a.Origin, b.Origin);
        order = order != 0 ? order : b.Origin.Row.CompareTo(a.Origin.Row);
        return order <= 0 ? a : b;
    }

    private sealed record NewestVersion(string Account, string Key, Order Version);
}

/// <summary>
/// One customer: the same e-mail; without an e-mail the same phone; else the platform's customer id.
/// A phone never joins two e-mails; a phone that belongs to exactly one e-mail is that customer's.
/// </summary>
internal sealed class CustomerIdentities
{
    private readonly Dictionary<string, string?> _emailOfPhone = new(StringComparer.Ordinal);

    public CustomerIdentities(IEnumerable<Order> orders)
    {
        foreach (var customer in orders.Select(static x => x.Customer))
        {
            if (customer is not { Phone: { } phone, Email: { } email })
            {
                continue;
            }

            _emailOfPhone[phone] = !_emailOfPhone.TryGetValue(phone, out var known) || known == email ? email : null;
        }
    }

    public string? Of(Order order)
    {
        var customer = order.Customer;
        if (customer.Email is { } email)
        {
            return "email:" + email;
        }

        if (customer.Phone is { } phone)
        {
            return _emailOfPhone.TryGetValue(phone, out var owner) && owner is not null ? "email:" + owner : "phone:" + phone;
        }

        return customer.PlatformId is { } id ? $"id:{order.Source}:{id}" : null;
    }
}
