using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using KpiFunctions.Connectors;
using KpiFunctions.Connectors.Http;
using Xunit;

namespace KpiFunctions.Tests.Connectors;

public sealed class SafeTextTests
{
    private const string Secret = "y0_AgAAAABplanted5ecretXYZ";
    private static readonly AccessToken Token = new(Secret);

    [Theory]
    [InlineData("Token y0_AgAAAABplanted5ecretXYZ is wrong", "Token … is wrong")]
    [InlineData("Token Y0_AGAAAABPLANTED5ECRETXYZ is wrong", "Token … is wrong")]
    [InlineData("Token y0_AgAAAAB*** is wrong", "Token …*** is wrong")]
    [InlineData("Token ***5ecretXYZ.", "Token ***….")]
    [InlineData("y0_AgAAAABplanted5ecretXYZy0_AgAAAABplanted5ecretXYZ", "……")]
    [InlineData("Owner ivan.petrov@example.com, phone +79161234567", "Owner …, phone …")]
    [InlineData("Wrong\r\n\tparameter:\u0000 \u202Edate1", "Wrong parameter: date1")]
    [InlineData("Counter 44147844 on 2026-11-01", "Counter 44147844 on 2026-11-01")]
    [InlineData(" \r\n", null)]
    [InlineData(null, null)]
    public void A_platforms_words_are_shown_on_one_line_without_the_token_and_personal_data(string? text, string? shown) =>
        Assert.Equal(shown, SafeText.Of(text, Token));

    [Fact]
    public void A_long_text_is_cut_and_never_in_the_middle_of_a_character()
    {
        var shown = SafeText.Of(new string('a', 298) + "😀" + new string('b', 9000), Token)!;

        Assert.Equal(new string('a', 298) + "…", shown);
    }

    [Fact]
    public void A_token_at_the_cut_is_masked_before_the_text_is_cut()
    {
        var shown = SafeText.Of(new string('a', 290) + Secret, Token)!;

        Assert.Equal(new string('a', 290) + "…", shown);
    }

    [Fact]
    public void A_token_is_noticed_wherever_blocks_end()
    {
        var whole = Encoding.ASCII.GetBytes("{\"name\":\"" + Secret + "\"}");
        Gen.Int[1, 12].Array[0, 12].Sample(sizes =>
        {
            var guard = new TokenGuard(Token);
            var isSeen = false;
            var at = 0;
            foreach (var size in sizes.Append(whole.Length))
            {
                var block = whole.AsSpan(at, Math.Min(size, whole.Length - at));
                isSeen |= guard.IsIn(block);
                at += block.Length;
            }

            Assert.True(isSeen);
            Assert.False(new TokenGuard(new("another-token")).IsIn(whole));
        });
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 1)]
    [InlineData("999999999", 86400)]
    [InlineData("Tue, 24 Nov 2026 12:10:00 GMT", 600)]
    [InlineData("Tue, 24 Nov 2026 11:00:00 GMT", 1)]
    [InlineData("Tue, 24 Nov 2099 11:00:00 GMT", 86400)]
    [InlineData(null, null)]
    public void A_wish_to_wait_is_read_in_both_forms_and_believed_for_a_day(string? header, int? seconds)
    {
        var now = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        var value = header is null ? null : RetryConditionHeaderValue.Parse(header);

        var until = RetryAfter.Read(value, now);

        Assert.Equal(seconds, until is { } x ? (int)(x - now).TotalSeconds : null);
    }

    [Fact]
    public void Headers_about_data_and_quota_are_kept_and_cookies_are_not()
    {
        using var answer = new HttpResponseMessage { Content = new ByteArrayContent([]) };
        answer.Headers.TryAddWithoutValidation("Date", "Tue, 24 Nov 2026 12:10:00 GMT");
        answer.Headers.TryAddWithoutValidation("Set-Cookie", "session=" + Secret);
        answer.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", "17");
        answer.Headers.TryAddWithoutValidation("X-Request-Id", "for " + Secret);
        answer.Headers.TryAddWithoutValidation("Server", "nginx");
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        var kept = KeptHeaders.Of(answer, Token).Select(static x => string.Create(CultureInfo.InvariantCulture, $"{x.Key}: {x.Value}"));

        Assert.Equal(
            ["content-type: application/json", "date: Tue, 24 Nov 2026 12:10:00 GMT", "x-ratelimit-remaining: 17", "x-request-id: for …"], kept);
    }
}
