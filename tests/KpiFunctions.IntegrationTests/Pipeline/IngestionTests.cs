using System.Globalization;
using System.Text;
using System.Text.Json;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Exports.Reading;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.TestBrand;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>The promises of the whole way from a dropped file to published numbers.</summary>
public sealed class IngestionTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Ingesting_everything_twice_or_under_other_names_leaves_the_same_bytes()
    {
        await using var brand = await CreateAsync(azurite);
        var sample = Sample();
        await brand.IngestAsync(sample.Files);
        await brand.ComputeAsync();
        var once = await brand.KpisAsync();

        foreach (var file in sample.Files)
        {
            await brand.IngestAsync(file.Path, file.ToArray());
            await brand.IngestAsync("copies/" + file.Path, file.ToArray());
        }

        var again = await brand.ComputeAsync();

        Assert.Equal(0, again.Published);
        Assert.Equal(once, await brand.KpisAsync());
    }

    [Fact]
    public async Task The_order_in_which_files_are_dropped_does_not_matter()
    {
        var sample = Sample();
        var expected = await NumbersOfAsync(sample.Files);

        Assert.Equal(expected, await NumbersOfAsync(sample.Files.Reverse()));
        Assert.Equal(expected, await NumbersOfAsync(sample.Files.OrderBy(static x => x.Path[^5])));
    }

    [Fact]
    public async Task Splitting_any_file_into_overlapping_halves_does_not_matter()
    {
        var sample = Sample(weeks: 3, scale: 0.08);
        var expected = await NumbersOfAsync(sample.Files);

        foreach (var file in sample.Files)
        {
            var others = sample.Files.Where(x => x != file);
            Assert.Equal(expected, await NumbersOfAsync([.. others, .. file.InOverlappingHalves()]));
            Assert.Equal(expected, await NumbersOfAsync([.. file.InOverlappingHalves().Reverse(), .. others]));
        }
    }

    [Fact]
    public async Task Two_ingestions_at_the_same_moment_lose_nothing()
    {
        var sample = Sample();
        var expected = await NumbersOfAsync(sample.Files);
        await using var brand = await CreateAsync(azurite);

        await Task.WhenAll(
            sample.Files.Chunk(2).Select(async files =>
            {
                await brand.IngestAsync(files);
                await brand.ComputeAsync();
            }));

        Assert.Equal(expected, await brand.KpisAsync());
    }

    [Fact]
    public async Task The_same_file_ingested_by_many_at_once_is_imported_once()
    {
        await using var brand = await CreateAsync(azurite);
        var file = Sample().Files[0];
        await brand.DropAsync(file.Path, file.ToArray());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => brand.Get<IngestFile>().RunAsync(Id, file.Path, Cancellation)));

        Assert.Single(outcomes, static x => x.State == IngestState.Done);
        Assert.All(outcomes, static x => Assert.True(x.State is IngestState.Done or IngestState.AlreadyDone or IngestState.Busy));
    }

    [Fact]
    public async Task A_broken_file_gets_an_answer_and_everything_else_still_arrives()
    {
        var sample = Sample();
        var goodRow = Encoding.UTF8.GetBytes("Date,UTMSource,Expenses,Currency\n2026-11-17,printer,100.00,RUB\n");
        var expected = await NumbersOfAsync([.. sample.Files, SampleFile.Written("costs/good.csv", x => x.Write(goodRow))]);
        await using var brand = await CreateAsync(azurite);
        var broken = Encoding.UTF8.GetBytes("Date,UTMSource,Expenses,Currency\n2026-11-17,printer,100.00,RUB\n2026-11-18,printer,abc,RUB\n");
        var garbage = new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37, 0, 1, 2, 3 };

        await brand.IngestAsync("costs/broken.csv", broken);
        Assert.Equal(IngestState.Refused, (await brand.IngestAsync("not an export.csv", garbage)).State);
        Assert.Equal(IngestState.Refused, (await brand.IngestAsync("empty.csv", [])).State);
        await brand.IngestAsync(sample.Files);
        await brand.ComputeAsync();

        var receipt = JsonDocument.Parse((await brand.Get<ReceiptStore>().ReadJsonAsync(Id, "costs/broken.csv", Cancellation))!.Content);
        var problem = receipt.RootElement.GetProperty("problems").EnumerateArray().Single(static x => x.GetProperty("severity").GetString() == "error");
        Assert.Equal("bad_number", problem.GetProperty("code").GetString());
        Assert.Equal(3, problem.GetProperty("line").GetInt32());
        Assert.Equal("Expenses", problem.GetProperty("column").GetString());
        Assert.Equal("abc", problem.GetProperty("value").GetString());
        Assert.NotEmpty(problem.GetProperty("fix").GetString()!);
        Assert.NotNull(await brand.Get<ReceiptStore>().ReadMarkdownAsync(Id, "not an export.csv", Cancellation));
        Assert.NotNull(await brand.Get<ReceiptStore>().ReadMarkdownAsync(Id, "empty.csv", Cancellation));
        Assert.Equal(expected, await brand.KpisAsync());
    }

    [Fact]
    public async Task A_corrected_file_under_the_same_name_replaces_what_the_older_one_said()
    {
        await using var brand = await CreateAsync(azurite);
        await brand.IngestAsync("costs.csv", Costs("100.00"));
        await brand.IngestAsync("costs.csv", Costs("250.00"));
        await brand.ComputeAsync();

        Assert.Contains("\"numerator\": \"250\"", await brand.KpisAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"numerator\": \"100\"", await brand.KpisAsync(), StringComparison.Ordinal);

        static byte[] Costs(string amount) =>
            Encoding.UTF8.GetBytes($"Date,UTMSource,Expenses,Currency\n2026-11-17,vk,{amount},RUB\n");
    }

    [Fact]
    public async Task A_file_that_the_corrected_configuration_refuses_counts_no_more_once_it_is_read_again()
    {
        await using var brand = await CreateAsync(azurite);
        var foreign = Encoding.UTF8.GetBytes(
            "Day,Customer ID,Campaign,Currency code,Impr.,Cost,Clicks\n2026-11-17,111-222-3333,Other brand,RUB,100,977.00,5\n");
        Assert.Equal(IngestState.Done, (await brand.IngestAsync("ads.csv", foreign)).State);
        await brand.ComputeAsync();
        Assert.Contains("\"977\"", await brand.KpisAsync(), StringComparison.Ordinal);

        var accounts = SampleBrand.ConfigurationYaml + "\naccounts:\n  - source: google-ads\n    account: 999-888-7777\n";
        var configs = brand.Get<ConfigStore>();
        var before = (await configs.ReadAsync(Id, Cancellation))!.ETag;
        Assert.NotNull(await configs.WriteAsync(Id, new BinaryData(accounts), before, Cancellation));
        Assert.Equal(IngestState.Refused, (await brand.IngestAsync("again.csv", foreign)).State);
        await brand.ComputeAsync();

        Assert.DoesNotContain("\"977\"", await brand.KpisAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Absurd_amounts_that_add_up_beyond_all_columns_do_not_keep_a_brand_from_being_computed()
    {
        await using var brand = await CreateAsync(azurite);
        var rows = string.Concat(Enumerable.Repeat("2026-11-17,printer,999999999999.99,RUB\n", 40));

        await brand.IngestAsync("costs.csv", Encoding.UTF8.GetBytes("Date,UTMSource,Expenses,Currency\n" + rows));
        await brand.IngestAsync("vk.csv", Encoding.UTF8.GetBytes("Date,UTMSource,Expenses,Currency\n" + rows.Replace("printer", "vk", StringComparison.Ordinal)));
        await brand.ComputeAsync();

        Assert.Contains("39999999999999.6", await brand.KpisAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_of_a_re_export_says_what_it_changed_and_that_of_the_same_bytes_that_nothing_did()
    {
        await using var brand = await CreateAsync(azurite);
        await brand.IngestAsync("november.csv", Costs("100.00"));
        var again = await brand.IngestAsync("again.csv", Costs("100.00"));
        var restated = await brand.IngestAsync("restated.csv", Costs("120.50"));

        Assert.Equal((0, 0, 2), (again.Receipt!.Effect!.New, again.Receipt.Effect.Updated, again.Receipt.Effect.Unchanged));
        Assert.Equal((0, 1, 1), (restated.Receipt!.Effect!.New, restated.Receipt.Effect.Updated, restated.Receipt.Effect.Unchanged));
        Assert.Equal([new("cost", "EUR", 130m, 150.5m)], restated.Receipt.Effect.Changes);
        var receipt = (await brand.Get<ReceiptStore>().ReadMarkdownAsync(Id, "restated.csv", Cancellation))!.Content.ToString();
        Assert.Contains("+20,50", receipt, StringComparison.Ordinal);

        static byte[] Costs(string amount) => Encoding.UTF8.GetBytes(
            $"Date,UTMSource,Expenses,Currency\n2026-11-16,agency,{amount},EUR\n2026-11-17,agency,30.00,EUR\n");
    }

    [Fact]
    public async Task The_receipt_and_the_record_of_a_file_that_lowers_finished_days_ask_whether_it_was_filtered()
    {
        await using var brand = await CreateAsync(azurite);
        await brand.IngestAsync("all.csv", Visits(100, 100));
        var filtered = await brand.IngestAsync("mobile.csv", Visits(60, 90));

        Assert.Equal(IngestState.Done, filtered.State);
        Assert.Equal(["1", "fall", "2026-11-16/2026-11-16"], Assert.Single(filtered.Reading!.Problems, static x => x.Code == ProblemCodes.Implausible).Arguments);
        var receipt = (await brand.Get<ReceiptStore>().ReadMarkdownAsync(Id, "mobile.csv", Cancellation))!.Content.ToString();
        Assert.Contains("16 ноября 2026", receipt, StringComparison.Ordinal);
        var record = (await brand.Get<ImportLedger>().ListAsync(Id, Cancellation)).Single(static x => x.Path == "mobile.csv");
        Assert.Equal(1, record.Problems[ProblemCodes.Implausible]);

        static byte[] Visits(int monday, int tuesday) => Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"# ----------------------------------------\n# Report CSV Export\n# Account: Tea\n# Property: Our shop\n# ----------------------------------------\n# \n# All Users\n# Start date: 20261116\n# End date: 20261117\nDate,Sessions\n20261116,{monday}\n20261117,{tuesday}\n"));
    }

    [Fact]
    public async Task A_third_account_is_asked_about_also_where_one_file_held_the_first_two()
    {
        await using var brand = await CreateAsync(azurite);
        var two = await brand.IngestAsync("two.csv", Ads("111-111-1111", "222-222-2222"));
        var known = await brand.IngestAsync("known.csv", Ads("222-222-2222"));
        var third = await brand.IngestAsync("third.csv", Ads("222-222-2222", "333-333-3333"));

        Assert.DoesNotContain(two.Reading!.Problems, static x => x.Code == ProblemCodes.Implausible);
        Assert.DoesNotContain(known.Reading!.Problems, static x => x.Code == ProblemCodes.Implausible);
        Assert.Equal(["3333333333"], Assert.Single(third.Reading!.Problems, static x => x.Code == ProblemCodes.Implausible).Arguments);
        var receipt = (await brand.Get<ReceiptStore>().ReadMarkdownAsync(Id, "third.csv", Cancellation))!.Content.ToString();
        Assert.Contains("3333333333", receipt, StringComparison.Ordinal);

        static byte[] Ads(params string[] accounts) => Encoding.UTF8.GetBytes(
            "Campaign report\n\"November 16, 2026 - November 22, 2026\"\nDay,Customer ID,Campaign,Currency code,Impr.,Clicks,Cost\n"
            + string.Concat(accounts.Select(static x => $"2026-11-17,{x},Brand,EUR,10,1,1.00\n")));
    }

    [Fact]
    public async Task The_first_file_of_a_second_account_is_used_and_its_receipt_asks_whose_it_is()
    {
        await using var brand = await CreateAsync(azurite);
        var own = await brand.IngestAsync("own.csv", Visits("Our shop"));
        var again = await brand.IngestAsync("again.csv", Visits("our shop"));
        var other = await brand.IngestAsync("other.csv", Visits("Some other shop"));
        await brand.ComputeAsync();

        Assert.DoesNotContain(own.Reading!.Problems, static x => x.Code == ProblemCodes.Implausible);
        Assert.DoesNotContain(again.Reading!.Problems, static x => x.Code == ProblemCodes.Implausible);
        Assert.Equal(IngestState.Done, other.State);
        Assert.Single(other.Reading!.Problems, static x => x.Code == ProblemCodes.Implausible);
        var receipt = (await brand.Get<ReceiptStore>().ReadMarkdownAsync(Id, "other.csv", Cancellation))!.Content.ToString();
        Assert.Contains("Some other shop", receipt, StringComparison.Ordinal);
        Assert.Contains("\"numerator\": \"20\"", await brand.KpisAsync(), StringComparison.Ordinal);

        static byte[] Visits(string property) => Encoding.UTF8.GetBytes(
            $"# ----------------------------------------\n# Report CSV Export\n# Account: Tea\n# Property: {property}\n# ----------------------------------------\n# \n# All Users\n# Start date: 20261117\n# End date: 20261117\nDate,Sessions\n20261117,10\n");
    }

    private async Task<string> NumbersOfAsync(IEnumerable<SampleFile> files)
    {
        await using var brand = await CreateAsync(azurite);
        await brand.IngestAsync(files);
        await brand.ComputeAsync();
        return await brand.KpisAsync();
    }
}
