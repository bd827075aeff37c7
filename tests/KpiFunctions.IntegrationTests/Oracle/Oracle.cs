using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;

namespace KpiFunctions.IntegrationTests;

/// <summary>A KPI as the oracle sees it; a value is null where it is not known or the denominator is 0.</summary>
/// <param name="Value">The value, unrounded; a percentage is a fraction.</param>
/// <param name="Numerator">The sum, or the ratio's numerator.</param>
/// <param name="Denominator">The ratio's denominator; null for a sum.</param>
internal sealed record OracleValue(decimal? Value, decimal? Numerator, decimal? Denominator);

/// <summary>
/// A second opinion on every KPI: SQL over the same export files, sharing no line with the product. It knows Google Ads campaign reports
/// by day and without days, of one account or several, GA4 tables by date, by channel group and by both, Shopify orders and costs files.
/// Files count as dropped in the order of their paths, and as dropped after the last of their days was over. Of one source either all files
/// name their account or none does.
/// </summary>
internal sealed class Oracle : IDisposable
{
    private static readonly decimal Micro = 1_000_000m;
    private static readonly decimal Femto = 1_000_000_000_000_000m;

    private readonly DuckDBConnection _connection;

    private Oracle(DuckDBConnection connection) => _connection = connection;

    /// <summary>Reads all exports below the directory.</summary>
    public static Oracle Open(string directory, string zone = "Europe/Moscow")
    {
        var work = Directory.CreateTempSubdirectory("kpi-oracle-");
        var connection = new DuckDBConnection("DataSource=:memory:");
        try
        {
            connection.Open();
            Execute(connection, OracleSql.Schema);
            // Clicks on search results are no visits: there is no KPI that they would be a part of.
            foreach (var file in OracleFiles.Prepare(directory, work.FullName).Where(static x => x.Kind != "search"))
            {
                Execute(connection, file.Kind switch
                {
                    "ads" => OracleSql.Ads(file),
                    "web" => OracleSql.Web(file),
                    "orders" => OracleSql.Orders(file),
                    _ => OracleSql.Costs(file),
                });
            }

            Execute(connection, OracleSql.SelectAds);
            Execute(connection, OracleSql.SelectWeb);
            Execute(connection, OracleSql.SelectOrders(TimeZoneInfo.FindSystemTimeZoneById(zone).Id));
            Execute(connection, OracleSql.SelectCosts);
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>All KPIs of the days from the first to the last, both included: total, by channel, by campaign.</summary>
    public IReadOnlyDictionary<(string Scope, string Member, string Kpi), OracleValue> Compute(DateOnly from, DateOnly to)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = OracleSql.Sums.Replace("$from", Date(from), StringComparison.Ordinal).Replace("$to", Date(to), StringComparison.Ordinal);
        using var reader = command.ExecuteReader();
        Dictionary<(string, string, string), OracleValue> values = [];
        while (reader.Read())
        {
            Add(values, reader.GetString(0), reader.GetString(1), new Row(reader));
        }

        return values;
    }

    public void Dispose() => _connection.Dispose();

    private static void Add(Dictionary<(string, string, string), OracleValue> values, string scope, string member, Row row)
    {
        var spend = row.Sum("cost") / Femto;
        var other = row.Sum("other") / Femto;
        var impressions = row.Sum("impressions");
        var clicks = row.Sum("clicks");
        var sales = row.Sum("sales") / Micro;
        var orders = row.Sum("orders");
        var newCustomers = row.Sum("new_customers");
        decimal? marketing = spend is null && other is null ? null : (spend ?? 0) + (other ?? 0);

        Add("ad_spend", spend);
        Add("impressions", impressions);
        Add("clicks", clicks);
        Ratio("ctr", clicks, impressions);
        Ratio("cpc", spend, clicks);
        Add("traffic", row.Sum("sessions"));
        Add("organic_traffic", row.Sum("organic"));
        Ratio("conversion_rate", row.Sum("conversions") / Micro, row.Sum("conversion_sessions"));
        Add("orders", orders);
        Add("sales_volume", sales);
        Ratio("aov", sales, orders);
        Add("customers", row.Sum("customers"));
        Add("new_customers", newCustomers);
        Ratio("cac", marketing, newCustomers);
        Ratio("cac_ads", spend, newCustomers);
        Ratio("drr", spend, sales);

        void Add(string kpi, decimal? sum) => values.Add((scope, member, kpi), new(sum, sum, null));

        void Ratio(string kpi, decimal? numerator, decimal? denominator) =>
            values.Add((scope, member, kpi), new(denominator is null or 0 ? null : numerator / denominator, numerator, denominator));
    }

    private static string Date(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"DATE '{day:yyyy-MM-dd}'");

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private readonly struct Row(DuckDBDataReader reader)
    {
        public decimal? Sum(string column)
        {
            var index = reader.GetOrdinal(column);
            return reader.IsDBNull(index) ? null : reader.GetValue(index) switch
            {
                BigInteger whole => (decimal)whole,
                var other => Convert.ToDecimal(other, CultureInfo.InvariantCulture),
            };
        }
    }
}
