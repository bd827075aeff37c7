namespace KpiFunctions.IntegrationTests;

/// <summary>
/// What counts and what the KPIs are, in SQL, written from the catalogue of KPIs and the rules of selection alone. Money is in integer
/// micros (shares of a range in 10⁻¹⁵), so that nothing is lost in binary fractions.
/// </summary>
internal static class OracleSql
{
    /// <summary>Reads one ads report; rows of totals have no day, and where none has one, a name of their own.</summary>
    public static string Ads(OracleFile file) =>
        $"""
        INSERT INTO ads_read
        SELECT {file.Order}, coalesce({file.Column("Customer ID")}, ''), nullif(trim({file.Column("Campaign ID")}), ''), {file.Column("Campaign")}, {file.Column("Campaign type")},
               {file.Days("Day", "try_cast(\"Day\" AS DATE)")}, whole({file.Column("Impr.")}), whole({file.Column("Clicks")}), micros({file.Column("Cost")})
        FROM {Csv(file)}
        WHERE {(file.Columns.Contains("Day") ? "try_cast(\"Day\" AS DATE) IS NOT NULL" : "NOT starts_with(\"Campaign\", 'Total: ')")};
        """;

    /// <summary>Reads one web report, by date or not, by channel group or not.</summary>
    public static string Web(OracleFile file) =>
        $"""
        INSERT INTO web_read
        SELECT {file.Order}, {file.Days("Date", "strptime(\"Date\", '%Y%m%d')::DATE")}, {file.Column("Session default channel group")},
               whole("Sessions"), micros({file.Column("Key events")}), whole({file.Column("Ecommerce purchases")}), micros({file.Column("Total revenue")})
        FROM {Csv(file)};
        """;

    /// <summary>Reads one orders export; what concerns the whole order stands on its first line.</summary>
    public static string Orders(OracleFile file) =>
        $"""
        INSERT INTO orders_read
        SELECT {file.Order}, nullif({file.Column("Id")}, ''), "Name", strptime("Created at", '%Y-%m-%d %H:%M:%S %z')::TIMESTAMPTZ,
               lower("Financial Status"), nullif({file.Column("Cancelled at")}, '') IS NOT NULL,
               micros("Subtotal"), coalesce(micros({file.Column("Shipping")}), 0), coalesce(micros({file.Column("Taxes")}), 0), micros("Total"),
               coalesce(micros({file.Column("Refunded Amount")}), 0), nullif(lower(trim({file.Column("Email")})), ''),
               nullif(regexp_replace(coalesce(nullif({file.Column("Phone")}, ''), nullif({file.Column("Billing Phone")}, ''), {file.Column("Shipping Phone")}, ''), '[^0-9]', '', 'g'), ''),
               nullif({file.Column("Customer ID")}, '')
        FROM {Csv(file)}
        WHERE coalesce("Financial Status", '') <> '';
        """;

    /// <summary>Reads one costs file; a range is spelled from/to.</summary>
    public static string Costs(OracleFile file) =>
        $"""
        INSERT INTO costs_read
        SELECT {file.Order}, split_part("Date", '/', 1)::DATE, split_part("Date", '/', -1)::DATE, lower(trim("UTMSource")),
               coalesce({file.Column("UTMMedium")}, ''), coalesce({file.Column("UTMCampaign")}, ''), micros("Expenses")
        FROM {Csv(file)};
        """;

    /// <summary>Cleaning of cells, and the tables as read.</summary>
    public const string Schema =
        """
        SET TimeZone = 'UTC';
        CREATE MACRO cell(x) AS nullif(nullif(replace(trim(x), ',', ''), '--'), '');
        CREATE MACRO whole(x) AS CAST(cell(x) AS HUGEINT);
        CREATE MACRO micros(x) AS CAST(CAST(cell(x) AS DECIMAL(28, 6)) * 1000000 AS HUGEINT);
        -- n/d to the nearest integer, half to even, for n >= 0.
        CREATE MACRO half_even(n, d) AS n // d + CASE WHEN 2 * (n % d) > d OR (2 * (n % d) = d AND (n // d) % 2 = 1) THEN 1 ELSE 0 END;

        CREATE TABLE ads_read (file INT, account VARCHAR, id VARCHAR, name VARCHAR, type VARCHAR, first DATE, last DATE, impressions HUGEINT, clicks HUGEINT, cost HUGEINT);
        CREATE TABLE web_read (file INT, first DATE, last DATE, channel_group VARCHAR, sessions HUGEINT, conversions HUGEINT, purchases HUGEINT, revenue HUGEINT);
        CREATE TABLE orders_read (file INT, id VARCHAR, number VARCHAR, created TIMESTAMPTZ, state VARCHAR, cancelled BOOLEAN,
            subtotal HUGEINT, shipping HUGEINT, taxes HUGEINT, total HUGEINT, refunded HUGEINT, email VARCHAR, phone VARCHAR, customer_id VARCHAR);
        CREATE TABLE costs_read (file INT, first DATE, last DATE, source VARCHAR, medium VARCHAR, campaign VARCHAR, amount HUGEINT);

        -- utm_source → the platform it names and the channel of its ads.
        CREATE TABLE platforms AS SELECT * FROM (VALUES
            ('google', 'google-ads', 'paid_search'), ('yandex', 'yandex-direct', 'paid_search'), ('bing', 'microsoft-ads', 'paid_search'),
            ('vk', 'vk-ads', 'paid_social'), ('facebook', 'meta-ads', 'paid_social'), ('instagram', 'meta-ads', 'paid_social'),
            ('linkedin', 'linkedin-ads', 'paid_social'), ('tiktok', 'tiktok-ads', 'paid_social')) AS t(utm, platform, channel);

        -- GA4's default channel groups.
        CREATE TABLE channel_groups AS SELECT * FROM (VALUES
            ('Paid Search', 'paid_search'), ('Paid Social', 'paid_social'), ('Organic Search', 'organic_search'),
            ('Organic Social', 'organic_social'), ('Email', 'email'), ('Direct', 'direct'), ('Referral', 'referral'),
            ('Display', 'display'), ('Affiliates', 'affiliate'), ('Unassigned', 'other')) AS t(channel_group, channel);
        """;

    /// <summary>
    /// From what was read to what is known. Ads: rows of one file and key are added, across files the newer wins measure by measure; a
    /// campaign without an id is the one with its name. A row without days is about its whole range, from first to last.
    /// </summary>
    public const string SelectAds =
        """
        CREATE TABLE campaign_names AS
        SELECT account, lower(trim(nfc_normalize(name))) AS key, count(DISTINCT id) AS ids, max(id) AS id FROM ads_read GROUP BY 1, 2;

        CREATE TABLE ads_known AS
        SELECT a.*, CASE WHEN a.id IS NOT NULL THEN 'id:' || a.id WHEN n.ids = 1 THEN 'id:' || n.id ELSE 'name:' || n.key END AS campaign, n.key, n.ids
        FROM ads_read a JOIN campaign_names n ON n.account = a.account AND n.key = lower(trim(nfc_normalize(a.name)));

        CREATE TABLE ads AS
        WITH usable AS (
            SELECT * FROM ads_known a
            WHERE NOT (a.id IS NULL AND a.ids > 1
                AND EXISTS (SELECT 1 FROM ads_known b WHERE b.account = a.account AND b.key = a.key AND b.id IS NOT NULL AND b.first = a.first AND b.last = a.last))),
        added AS (
            SELECT file, account, campaign, first, last, max(type) AS type, sum(impressions) AS impressions, sum(clicks) AS clicks, sum(cost) AS cost
            FROM usable GROUP BY file, account, campaign, first, last)
        SELECT account, campaign, first, last, max(file) AS file,
               CASE WHEN arg_max(type, file) IN ('Display', 'Video') THEN 'display' ELSE 'paid_search' END AS channel,
               arg_max(impressions, file) AS impressions, arg_max(clicks, file) AS clicks, arg_max(cost, file) AS cost
        FROM added GROUP BY account, campaign, first, last;

        CREATE TABLE campaigns AS
        SELECT account, campaign, arg_max(name, (file, last)) AS name FROM ads_known GROUP BY account, campaign;
        """;

    /// <summary>Web: a table by date and one by date and channel are two views of the same visits; each KPI takes the smallest that can.</summary>
    public const string SelectWeb =
        """
        CREATE TABLE web AS
        WITH added AS (
            SELECT file, first, last, channel_group, sum(sessions) AS sessions, sum(conversions) AS conversions, sum(purchases) AS purchases, sum(revenue) AS revenue
            FROM web_read GROUP BY file, first, last, channel_group)
        SELECT first, last, channel_group, max(file) AS file, arg_max(sessions, file) AS sessions, arg_max(conversions, file) AS conversions,
               arg_max(purchases, file) AS purchases, arg_max(revenue, file) AS revenue
        FROM added GROUP BY first, last, channel_group;

        CREATE TABLE web_channels AS
        SELECT w.first, w.last, coalesce(g.channel, 'other') AS channel, w.sessions, w.conversions, w.purchases, w.revenue
        FROM web w LEFT JOIN channel_groups g USING (channel_group) WHERE w.channel_group IS NOT NULL;

        CREATE TABLE web_totals AS
        WITH plain AS (SELECT * FROM web WHERE channel_group IS NULL),
             split AS (SELECT first, last, sum(sessions) AS sessions, sum(conversions) AS conversions FROM web_channels GROUP BY first, last)
        SELECT first, last, coalesce(p.sessions, s.sessions) AS sessions,
               CASE WHEN p.conversions IS NOT NULL AND p.sessions IS NOT NULL THEN p.conversions ELSE s.conversions END AS conversions,
               CASE WHEN p.conversions IS NOT NULL AND p.sessions IS NOT NULL THEN p.sessions WHEN s.conversions IS NOT NULL THEN s.sessions END AS conversion_sessions
        FROM plain p FULL JOIN split s USING (first, last);

        -- Exports without days: the rows of a range stand or fall together. Those whose every day is known by day are out.
        CREATE TABLE blocks AS
        WITH spans AS (
            SELECT 'ads' AS kind, account, first, last, max(file) AS file FROM ads GROUP BY account, first, last
            UNION ALL
            SELECT 'web', '', first, last, max(file) FROM web GROUP BY first, last),
        days AS (SELECT DISTINCT kind, account, first AS day FROM spans WHERE first = last)
        SELECT kind, account, first, last, file, generate_series(first::TIMESTAMP, last::TIMESTAMP, INTERVAL 1 DAY) AS days
        FROM spans s
        WHERE first < last
          AND (SELECT count(*) FROM days d WHERE d.kind = s.kind AND d.account = s.account AND d.day BETWEEN s.first AND s.last) < last - first + 1;
        """;

    /// <summary>Orders: the newest version of each is the record. One customer is one e-mail, else the e-mail that alone has the phone, else the phone.</summary>
    public static string SelectOrders(string zone) =>
        $"""
        CREATE TABLE orders_all AS
        WITH numbers AS (SELECT number, max(id) AS id FROM orders_read GROUP BY number),
        known AS (SELECT o.* EXCLUDE (id), coalesce(o.id, n.id, o.number) AS id FROM orders_read o JOIN numbers n USING (number)),
        newest AS (SELECT * FROM known QUALIFY row_number() OVER (PARTITION BY id ORDER BY file DESC) = 1),
        phones AS (SELECT phone, max(email) AS email FROM newest WHERE phone IS NOT NULL AND email IS NOT NULL GROUP BY phone HAVING count(DISTINCT email) = 1)
        SELECT o.*, timezone('{zone}', o.created)::DATE AS day,
               CASE WHEN o.email IS NOT NULL THEN 'e:' || o.email WHEN p.email IS NOT NULL THEN 'e:' || p.email
                    WHEN o.phone IS NOT NULL THEN 'p:' || o.phone WHEN o.customer_id IS NOT NULL THEN 'c:' || o.customer_id END AS customer,
               NOT o.cancelled AND o.state NOT IN ('voided', 'expired') AS counts,
               CASE WHEN o.subtotal + o.shipping = o.total THEN o.subtotal - o.taxes ELSE o.subtotal END AS goods
        FROM newest o LEFT JOIN phones p ON p.phone = o.phone;

        CREATE TABLE orders AS
        SELECT day, customer,
               CASE WHEN total = 0 THEN goods ELSE half_even(goods * (total - least(greatest(refunded, 0), total)), total) END AS net
        FROM orders_all WHERE counts;

        CREATE TABLE customers AS
        SELECT customer, min(day) AS first_day FROM orders WHERE customer IS NOT NULL GROUP BY customer;
        """;

    /// <summary>
    /// Costs by day. Where files overlap, the newer serves the day. A platform's own cost counts as its ad spend, but not on days on which
    /// its ads report has facts; everything that is no platform is other marketing cost.
    /// </summary>
    public const string SelectCosts =
        """
        CREATE TABLE costs AS
        WITH days AS (
            SELECT file, source, medium, campaign, unnest(generate_series(first, last, INTERVAL 1 DAY))::DATE AS day, amount, last - first + 1 AS days FROM costs_read),
        newest AS (SELECT * FROM days QUALIFY file = max(file) OVER (PARTITION BY source, medium, campaign, day))
        SELECT c.day, c.campaign, p.platform, p.channel, c.amount, c.days
        FROM newest c LEFT JOIN platforms p ON p.utm = c.source
        WHERE p.platform IS NULL OR NOT (p.platform = 'google-ads' AND c.day IN (SELECT first FROM ads WHERE first = last));

        -- Shares in 10⁻¹⁵: micros times 10⁹. Equal lengths of range are added before they are divided.
        CREATE MACRO spent(first_day, last_day) AS TABLE
        SELECT platform, channel, campaign, CAST(sum(amount) AS HUGEINT) * 1000000000 // days AS amount
        FROM costs WHERE day BETWEEN first_day AND last_day GROUP BY platform, channel, campaign, days;
        """;

    /// <summary>
    /// All sums of one period. Columns: scope, member, then ads (10⁻¹⁵, counts), other costs (10⁻¹⁵), visits, visits from organic search,
    /// conversions (micros) and the visits they belong to, orders, sales (micros), customers, new customers. NULL is "not known"; where visits
    /// by channel are known, those of a channel that is not there are 0.
    /// </summary>
    public const string Sums =
        """
        WITH RECURSIVE
        -- Of overlapping ranges that the period holds whole, the one dropped last; what does not serve is in nobody's way.
        asked AS (
            SELECT kind, account, first, last, days, row_number() OVER (PARTITION BY kind, account ORDER BY file DESC) AS n
            FROM blocks WHERE first >= $from AND last <= $to),
        walk AS (
            SELECT DISTINCT kind, account, CAST(0 AS BIGINT) AS n, NULL::DATE AS first, NULL::DATE AS last, false AS serves, CAST([] AS TIMESTAMP[]) AS taken FROM asked
            UNION ALL
            SELECT a.kind, a.account, a.n, a.first, a.last, NOT list_has_any(w.taken, a.days),
                   CASE WHEN list_has_any(w.taken, a.days) THEN w.taken ELSE list_concat(w.taken, a.days) END
            FROM walk w JOIN asked a ON a.kind = w.kind AND a.account = w.account AND a.n = w.n + 1),
        serving AS (SELECT kind, account, first, last FROM walk WHERE serves),
        served AS (
            SELECT kind, account, first, last FROM serving
            UNION ALL
            SELECT kind, account, first, last
            FROM (SELECT DISTINCT 'ads' AS kind, account, first, last FROM ads UNION ALL SELECT DISTINCT 'web', '', first, last FROM web) d
            WHERE first = last AND first BETWEEN $from AND $to
              AND NOT EXISTS (SELECT 1 FROM serving s WHERE s.kind = d.kind AND s.account = d.account AND d.first BETWEEN s.first AND s.last)),
        web_days AS (SELECT t.* FROM web_totals t JOIN served s ON s.kind = 'web' AND s.first = t.first AND s.last = t.last),
        channels AS (SELECT t.* FROM web_channels t JOIN served s ON s.kind = 'web' AND s.first = t.first AND s.last = t.last),
        ad_spend AS (
            SELECT a.channel, 'google-ads' AS platform, a.campaign AS key, n.name AS campaign, a.cost * 1000000000 AS cost, a.impressions, a.clicks
            FROM ads a JOIN campaigns n USING (account, campaign)
            JOIN served s ON s.kind = 'ads' AND s.account = a.account AND s.first = a.first AND s.last = a.last
            UNION ALL
            SELECT channel, platform, campaign, campaign, amount, NULL, NULL FROM spent($from, $to) WHERE platform IS NOT NULL),
        span AS (SELECT coalesce(min(day) <= $to AND max(day) >= $from, false) AS known FROM orders_all),
        bought AS (
            SELECT count(*) AS orders, coalesce(sum(net), 0) AS sales, count(DISTINCT customer) AS customers FROM orders WHERE day BETWEEN $from AND $to)
        SELECT 'total' AS scope, '' AS member,
               (SELECT sum(cost) FROM ad_spend) AS cost, (SELECT sum(impressions) FROM ad_spend) AS impressions, (SELECT sum(clicks) FROM ad_spend) AS clicks,
               (SELECT sum(amount) FROM spent($from, $to) WHERE platform IS NULL) AS other,
               (SELECT sum(sessions) FROM web_days) AS sessions,
               (SELECT sum(CASE WHEN channel = 'organic_search' THEN sessions ELSE 0 END) FROM channels) AS organic,
               (SELECT sum(conversions) FROM web_days) AS conversions,
               (SELECT sum(conversion_sessions) FROM web_days) AS conversion_sessions,
               CASE WHEN known THEN orders END AS orders, CASE WHEN known THEN sales END AS sales, CASE WHEN known THEN customers END AS customers,
               CASE WHEN known THEN (SELECT count(*) FROM customers WHERE first_day BETWEEN $from AND $to) END AS new_customers
        FROM bought, span
        UNION ALL
        SELECT 'channel', coalesce(a.channel, w.channel), a.cost, a.impressions, a.clicks, NULL, w.sessions,
               CASE WHEN w.channel <> 'organic_search' THEN 0 ELSE w.sessions END, w.conversions, w.conversion_sessions, w.purchases, w.revenue, NULL, NULL
        FROM (SELECT channel, sum(cost) AS cost, sum(impressions) AS impressions, sum(clicks) AS clicks FROM ad_spend GROUP BY channel) a
        FULL JOIN (
            SELECT channel, sum(sessions) AS sessions, sum(conversions) AS conversions,
                   sum(sessions) FILTER (WHERE conversions IS NOT NULL) AS conversion_sessions, sum(purchases) AS purchases, sum(revenue) AS revenue
            FROM channels GROUP BY channel) w ON w.channel = a.channel
        UNION ALL
        SELECT 'campaign', campaign, sum(cost), sum(impressions), sum(clicks), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM ad_spend WHERE campaign <> '' GROUP BY platform, key, campaign
        ORDER BY 1, 2
        """;

    private static string Csv(OracleFile file) =>
        $"""
        read_csv('{file.Path.Replace("'", "''", StringComparison.Ordinal)}', header = true, all_varchar = true, delim = '{file.Delimiter}',
                 quote = '"', escape = '"', null_padding = true, auto_detect = false, columns = {Names(file)})
        """;

    /// <summary>Names as they stand, the second of a name numbered, because the dialect is given and nothing is to be guessed.</summary>
    private static string Names(OracleFile file)
    {
        Dictionary<string, int> seen = new(StringComparer.OrdinalIgnoreCase);
        var names = file.Columns.Select(name => seen.TryAdd(name, 1) ? name : $"{name} {++seen[name]}");
        return "{" + string.Join(", ", names.Select(static x => $"'{x.Replace("'", "''", StringComparison.Ordinal)}': 'VARCHAR'")) + "}";
    }
}
