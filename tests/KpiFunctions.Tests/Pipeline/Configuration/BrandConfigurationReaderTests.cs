using System.Text;
using CsCheck;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Configuration;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Configuration;

public sealed class BrandConfigurationReaderTests
{
    private const string Full = """
        brand: tea-shop
        name: Чайная лавка
        timeZone: Europe/Moscow
        currency: RUB
        weekStart: sunday
        language: ru
        historyFrom: 2025-01-01
        owner: owner@example.com
        sourcesOfTruth: { traffic: yandex-metrica, sales: shopify }
        accounts:
          - { source: google-ads, account: "123-456-7890", path: google/berlin/** }
          - source: google-ads
            account: Zürich
        dateOrder: { meta-ads: dayFirst, costs: monthFirst }
        connectors:
          - { source: yandex-metrica, account: "44147844", token: metrica_main, from: 2026-10-01, restatementDays: 14 }
          - { source: yandex-metrica, account: "5", token: metrica_main }
        reports:
          - id: weekly
            language: ru
            recipients:
              - anna@example.com
              - { email: bob@example.com, language: en }
        """;

    [Fact]
    public void A_whole_configuration_is_read()
    {
        var reading = BrandConfigurationReader.Read(Full);

        Assert.Empty(reading.Problems);
        var brand = reading.Configuration!;
        Assert.Equal("tea-shop", brand.Brand);
        Assert.Equal("Чайная лавка", brand.DisplayName);
        Assert.Equal("Europe/Moscow", brand.TimeZone);
        Assert.Equal("RUB", brand.Currency);
        Assert.Equal(WeekStart.Sunday, brand.WeekStart);
        Assert.Equal("ru", brand.Language);
        Assert.Equal(new DateOnly(2025, 1, 1), brand.HistoryFrom);
        Assert.Equal("owner@example.com", brand.Owner);
        Assert.Equal("yandex-metrica", brand.TrafficSource);
        Assert.Equal("shopify", brand.SalesSource);
        Assert.Equal([new("google-ads", "123-456-7890", "google/berlin/**"), new("google-ads", "Zürich", null)], brand.Accounts);
        Assert.Equal(DateOrder.DayFirst, brand.DateOrders["meta-ads"]);
        Assert.Equal(DateOrder.MonthFirst, brand.DateOrders["costs"]);
        Assert.Equal(
            [new("yandex-metrica", "44147844", "metrica_main", new(2026, 10, 1), 14), new("yandex-metrica", "5", "metrica_main", null, null)],
            brand.Connectors);
        var report = Assert.Single(brand.Reports);
        Assert.Equal("weekly", report.Id);
        Assert.Equal([new("anna@example.com", null), new("bob@example.com", "en")], report.Recipients);
        Assert.Empty(reading.Defaults);
    }

    [Fact]
    public void Only_the_brand_is_required_and_every_default_is_named()
    {
        var reading = BrandConfigurationReader.Read("brand: tea-shop");

        Assert.Empty(reading.Problems);
        Assert.Equal(new BrandConfiguration { Brand = "tea-shop" }.Currency, reading.Configuration!.Currency);
        Assert.Equal(
            ["timeZone = UTC", "currency = EUR", "weekStart = monday", "language = en", "historyFrom = the day of the first order",
                "sourcesOfTruth.traffic = google-analytics, else yandex-metrica", "sourcesOfTruth.sales = orders, else deals won"],
            reading.Defaults.Select(static x => $"{x.Key} = {x.Value.English}"));
    }

    // What stands in the file, where the problem is, and words that its message must have.
    [Theory]
    [InlineData("timezone: UTC", 2, 1, "timezone", "`timezone` is not a key; did you mean `timeZone`?")]
    [InlineData("time_zone: UTC", 2, 1, "time_zone", "did you mean `timeZone`?")]
    [InlineData("curency: EUR", 2, 1, "curency", "did you mean `currency`?")]
    [InlineData("recipients: []", 2, 1, "recipients", "is not a key; the keys here are `brand`")]
    [InlineData("timeZone: Europe/Berln", 2, 11, "timeZone", "did you mean `Europe/Berlin`?")]
    [InlineData("timeZone: berlin", 2, 11, "timeZone", "did you mean `Europe/Berlin`?")]
    [InlineData("timeZone: W. Europe Standard Time", 2, 11, "timeZone", "did you mean `Europe/Berlin`?")]
    [InlineData("timeZone: GMT+25", 2, 11, "timeZone", "is not an IANA time zone")]
    [InlineData("timeZone: localtime", 2, 11, "timeZone", "is not an IANA time zone")]
    [InlineData("timeZone: posix/Europe/Berlin", 2, 11, "timeZone", "is not an IANA time zone")]
    [InlineData("timeZone: ../../etc/passwd", 2, 11, "timeZone", "is not an IANA time zone")]
    [InlineData("currency: eur", 2, 11, "currency", "`EUR`")]
    [InlineData("currency: EUX", 2, 11, "currency", "is not the code of a currency")]
    [InlineData("currency:", 2, 10, "currency", "has no value")]
    [InlineData("currency: [EUR]", 2, 11, "currency", "takes a single value, for example `EUR`")]
    [InlineData("weekStart: Monday", 2, 12, "weekStart", "did you mean `monday`?")]
    [InlineData("weekStart: friday", 2, 12, "weekStart", "is not one of `monday`, `sunday`")]
    [InlineData("language: de", 2, 11, "language", "is not one of `en`, `ru`")]
    [InlineData("historyFrom: 01.02.2025", 2, 14, "historyFrom", "for example `2025-01-01`")]
    [InlineData("historyFrom: 2025-02-30", 2, 14, "historyFrom", "is not a day")]
    [InlineData("owner: Anna <anna@example.com>", 2, 8, "owner", "is not an e-mail address")]
    [InlineData("owner: \"anna@example.com\\r\\nBcc: x@example.com\"", 2, 8, "owner", "is not an e-mail address")]
    [InlineData("owner: anna@localhost", 2, 8, "owner", "is not an e-mail address")]
    [InlineData("sourcesOfTruth: { traffic: shopify }", 2, 28, "sourcesOfTruth.traffic", "is not one of `google-analytics`")]
    [InlineData("sourcesOfTruth: { sale: shopify }", 2, 19, "sourcesOfTruth.sale", "did you mean `sales`?")]
    [InlineData("accounts: [{ source: google, account: x }]", 2, 22, "accounts[0].source", "is not one of")]
    [InlineData("accounts: [{ source: google-ads }]", 2, 12, "accounts[0].account", "is missing")]
    [InlineData("accounts: [{ source: google-ads, account: 1.2E+17 }]", 2, 43, "accounts[0].account", "spoilt by a spreadsheet")]
    [InlineData("accounts: [{ source: google-ads, account: x, path: ../other/** }]", 2, 52, "accounts[0].path", "is not a path pattern")]
    [InlineData("accounts: { source: google-ads }", 2, 11, "accounts", "takes a list")]
    [InlineData("dateOrder: { meta-ads: day }", 2, 24, "dateOrder.meta-ads", "is not one of `dayFirst`, `monthFirst`")]
    [InlineData("dateOrder: { meta: dayFirst }", 2, 14, "dateOrder.meta", "is not a key")]
    [InlineData("dateOrder: dayFirst", 2, 12, "dateOrder", "for example `{ meta-ads: dayFirst }`")]
    [InlineData("connectors: { source: yandex-metrica }", 2, 13, "connectors", "takes a list")]
    [InlineData("connectors: [{ source: yandex-metrika, account: \"1\", token: m }]", 2, 24, "connectors[0].source", "did you mean `yandex-metrica`?")]
    [InlineData("connectors: [{ source: google-ads, account: \"1\", token: m }]", 2, 24, "connectors[0].source", "is not one of `yandex-metrica`")]
    [InlineData("connectors: [{ source: yandex-metrica, token: m }]", 2, 14, "connectors[0].account", "is missing")]
    [InlineData("connectors: [{ source: yandex-metrica, account: ../1, token: m }]", 2, 49, "connectors[0].account", "the platform's id of the account")]
    [InlineData("connectors: [{ source: yandex-metrica, account: \"1\" }]", 2, 14, "connectors[0].token", "is missing")]
    [InlineData("connectors: [{ source: yandex-metrica, account: \"1\", tokn: m }]", 2, 54, "connectors[0].tokn", "did you mean `token`?")]
    [InlineData("connectors: [{ source: yandex-metrica, account: \"1\", token: m, from: 1.10.2026 }]", 2, 70, "connectors[0].from", "is not a day")]
    [InlineData("connectors: [{ source: yandex-metrica, account: \"1\", token: m, restatementDays: 91 }]", 2, 81, "connectors[0].restatementDays", "from 1 to 90")]
    [InlineData("connectors: [{ source: yandex-metrica, account: \"1\", token: m, restatementDays: 0 }]", 2, 81, "connectors[0].restatementDays", "from 1 to 90")]
    [InlineData("connectors: [{ source: yandex-metrica, account: \"1\", token: a }, { source: yandex-metrica, account: \"1\", token: b }]", 2, 66, "connectors[1]", "already")]
    [InlineData("reports: [{ id: Weekly, recipients: [a@example.com] }]", 2, 17, "reports[0].id", "small Latin letters")]
    [InlineData("reports: [{ recipients: [a@example.com] }]", 2, 11, "reports[0].id", "is missing")]
    [InlineData("reports: [{ id: a, recipients: [a@example.com, A@Example.com] }]", 2, 48, "reports[0].recipients[1]", "twice")]
    [InlineData("reports: [{ id: a, recipients: [{ mail: a@example.com }] }]", 2, 35, "reports[0].recipients[0].mail", "did you mean `email`?")]
    [InlineData("brand: other", 2, 1, "brand", "is given twice, first on line 1")]
    [InlineData("name: &a x", 2, 7, "name", "Anchors")]
    [InlineData("name: *a", 2, 7, "name", "aliases")]
    [InlineData("name: !!binary aGVsbG8=", 2, 7, "name", "tags")]
    [InlineData("<<: { currency: EUR }", 2, 1, "<<", "is not a key")]
    [InlineData("accounts:\n\t- x", 3, 1, "", "indented with a tab")]
    [InlineData("---\nbrand: other", 2, 1, "", "second document")]
    [InlineData("accounts: [", 3, 1, "", "cannot be read as YAML")]
    [InlineData("? [a, b]\n: x", 2, 3, "", "A key must be plain text")]
    public void What_is_wrong_is_named_with_its_place_and_what_would_be_right(string yaml, int line, int column, string path, string words)
    {
        var reading = BrandConfigurationReader.Read("brand: tea-shop\n" + yaml + "\n");

        Assert.Null(reading.Configuration);
        var problem = Assert.Single(reading.Problems, static x => x.Severity == ConfigurationSeverity.Error);
        Assert.Contains(words, problem.Message.English, StringComparison.Ordinal);
        Assert.Matches("[а-яё]", problem.Message.Russian);
        Assert.Equal((line, column, path), (problem.Line, problem.Column, problem.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a remark\n")]
    [InlineData("- brand: tea-shop")]
    [InlineData("tea-shop")]
    [InlineData("name: Tea")]
    [InlineData("brand: Tea Shop")]
    [InlineData("brand: ~")]
    public void Without_a_brand_there_is_no_configuration(string yaml)
    {
        var reading = BrandConfigurationReader.Read(yaml);

        Assert.True(reading.HasErrors);
        Assert.Contains(reading.Problems, static x => x.Message.English.Contains("brand", StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_of_later_versions_are_taken_with_a_warning()
    {
        var yaml = "brand: tea-shop\n" + string.Concat(ConfigurationKeys.WithoutEffect.Select(static x => $"{x}: {{ any: [thing] }}\n"));

        var reading = BrandConfigurationReader.Read(yaml);

        Assert.NotNull(reading.Configuration);
        Assert.Equal(ConfigurationKeys.WithoutEffect, reading.Problems.Select(static x => x.Path), StringComparer.Ordinal);
        Assert.All(reading.Problems, static x => Assert.EndsWith("is known but has no effect in this version.", x.Message.English, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reports: [{ id: weekly }]", "Nobody receives this report")]
    [InlineData("accounts: [{ source: costs, account: x }, { source: costs, account: x }]", "says the same as an entry above")]
    [InlineData("sourcesOfTruth: { leads: amocrm }", "has no effect in this version")]
    public void What_may_be_meant_is_only_a_warning(string yaml, string words)
    {
        var reading = BrandConfigurationReader.Read("brand: tea-shop\n" + yaml);

        Assert.NotNull(reading.Configuration);
        Assert.Contains(words, Assert.Single(reading.Problems).Message.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y0_AgAAAABkVq3kAAsecretXYZ12345")]
    [InlineData("05dd3dd84ff948fdae2bc4fb91f13e22")]
    [InlineData("y0_agaaaabkvq3kaasecretxyz12345")]
    [InlineData("OAuth y0")]
    [InlineData("a-b")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmno")]
    public void What_stands_in_the_place_of_a_tokens_name_is_never_repeated(string token)
    {
        var reading = BrandConfigurationReader.Read($"brand: a\nconnectors: [{{ source: yandex-metrica, account: \"1\", token: \"{token}\" }}]");

        var problem = Assert.Single(reading.Problems);
        Assert.True(reading.HasErrors);
        Assert.Equal("connectors[0].token", problem.Path);
        Assert.DoesNotContain(token, problem.Message.English + problem.Message.Russian, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("metrica")]
    [InlineData("metrica_2026_berlin_shop_main")]
    [InlineData("yandexmetricaformoscow")]
    public void A_name_may_be_long(string token) =>
        Assert.Empty(BrandConfigurationReader.Read($"brand: a\nconnectors: [{{ source: yandex-metrica, account: \"1\", token: {token} }}]").Problems);

    [Theory]
    [InlineData("costs", "1", false)]
    [InlineData("yandex-metrica", "1", false)]
    [InlineData("yandex-metrica", "2", true)]
    public void A_pulled_account_that_the_accounts_leave_out_is_warned_of(string source, string account, bool warned)
    {
        var reading = BrandConfigurationReader.Read($$"""
            brand: a
            accounts: [{ source: {{source}}, account: "{{account}}" }]
            connectors: [{ source: yandex-metrica, account: "1", token: metrica }]
            """);

        Assert.False(reading.HasErrors);
        Assert.Equal(warned, reading.Problems.Any(static x => x.Message.English.Contains("would be refused", StringComparison.Ordinal)));
    }

    [Fact]
    public void Two_reports_may_not_have_one_id()
    {
        var reading = BrandConfigurationReader.Read("""
            brand: tea-shop
            reports:
              - { id: weekly, recipients: [a@example.com] }
              - { id: weekly, recipients: [b@example.com] }
            """);

        Assert.Equal((4, 11), (Assert.Single(reading.Problems).Line, reading.Problems[0].Column));
    }

    [Fact]
    public void All_problems_are_reported_at_once_in_file_order()
    {
        var reading = BrandConfigurationReader.Read("brand: tea-shop\nweekStart: x\ncurrency: x\nzone: x\n");

        Assert.Equal([2, 3, 4], reading.Problems.Select(static x => x.Line));
    }

    [Fact]
    public void Another_brand_s_file_is_refused() =>
        Assert.Contains("“coffee-bar”", Assert.Single(BrandConfigurationReader.Read(Full, "coffee-bar").Problems).Message.English, StringComparison.Ordinal);

    [Fact]
    public async Task A_huge_file_is_refused_without_being_read_to_its_end()
    {
        await using var stream = new EndlessStream();

        var reading = await BrandConfigurationReader.ReadAsync(stream, null, TestContext.Current.CancellationToken);

        Assert.Contains("256 KiB", Assert.Single(reading.Problems).Message.English, StringComparison.Ordinal);
        Assert.True(stream.Given < 1024 * 1024);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused() => Assert.Contains(
        "UTF-8",
        Assert.Single(BrandConfigurationReader.Read(Encoding.Latin1.GetBytes("brand: tea-shop\nname: Z\u00fcrich")).Problems).Message.English,
        StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.NotNull(BrandConfigurationReader.Read([0xEF, 0xBB, 0xBF, .. "brand: tea-shop"u8]).Configuration);

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('-')]
    [InlineData('"')]
    [InlineData('?')]
    [InlineData('&')]
    public void A_flood_of_one_sign_is_answered_in_good_time(char sign)
    {
        var flood = "brand: tea-shop\naccounts: " + string.Concat(Enumerable.Repeat(sign + " ", 60_000));

        Assert.True(BrandConfigurationReader.Read(flood).HasErrors);
    }

    [Fact]
    public void Whatever_the_text_it_is_answered() =>
        Gen.String[Gen.Char["brand: tea-shop\n\t -[]{}&*!|>'\"%@`#,?abc\u0000\u00e9\ud83d"], 0, 200]
            .Sample(static text =>
            {
                var reading = BrandConfigurationReader.Read(text);
                return reading.HasErrors == reading.Problems.Any(static x => x.Severity == ConfigurationSeverity.Error);
            }, iter: 5_000);

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'#');
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
