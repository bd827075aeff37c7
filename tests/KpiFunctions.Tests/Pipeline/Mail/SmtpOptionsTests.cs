using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Mail;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Mail;

public sealed class SmtpOptionsTests
{
    [Theory]
    [InlineData("smtp://u:p@smtp.example.com?from=a@example.com", "smtp.example.com", 587, SmtpSecurity.StartTls)]
    [InlineData("smtp://u:p@smtp.example.com:2525?from=a@example.com&security=starttls", "smtp.example.com", 2525, SmtpSecurity.StartTls)]
    [InlineData("smtp://u:p@smtp.example.com:465?from=a@example.com&security=tls", "smtp.example.com", 465, SmtpSecurity.Tls)]
    [InlineData("smtps://u:p@smtp.example.com/?from=a@example.com", "smtp.example.com", 465, SmtpSecurity.Tls)]
    [InlineData("SMTPS://u:p@SMTP.Example.com?from=a@example.com", "smtp.example.com", 465, SmtpSecurity.Tls)]
    [InlineData("smtp://u:p@почта.рф?from=a@example.com", "xn--80a1acny.xn--p1ai", 587, SmtpSecurity.StartTls)]
    [InlineData("smtp://127.0.0.1:1025?security=none", "127.0.0.1", 1025, SmtpSecurity.None)]
    [InlineData("smtp://localhost:1025?security=none", "localhost", 1025, SmtpSecurity.None)]
    [InlineData("smtp://[::1]:1025?security=none", "::1", 1025, SmtpSecurity.None)]
    public void Server_port_and_security_are_read(string url, string host, int port, SmtpSecurity security)
    {
        Assert.True(SmtpOptions.TryParse(url, out var options, out _));

        Assert.Equal((host, port, security), (options.Host, options.Port, options.Security));
    }

    [Fact]
    public void User_password_and_names_are_decoded()
    {
        Assert.True(SmtpOptions.TryParse(
            " smtp://reports%40example.com:p%40ss%3A%2F%3F%23%25%20%D0%BF@smtp.example.com?from=kpi+weekly@example.com&name=%D0%9E%D1%82%D1%87%D1%91%D1%82%D1%8B%20%26%20KPI&timeout=20 ",
            out var options,
            out _));

        Assert.Equal(("reports@example.com", "p@ss:/?#% п"), (options.User, options.Password));
        Assert.Equal(("kpi+weekly@example.com", "Отчёты & KPI"), (options.FromAddress, options.FromName));
        Assert.Equal(TimeSpan.FromSeconds(20), options.Timeout);
    }

    [Theory]
    [InlineData("smtp://reports%40example.com:p@smtp.example.com", "reports@example.com")]
    [InlineData("smtp://reports%40example.com:p@smtp.example.com?from=other@example.com", "other@example.com")]
    [InlineData("smtp://127.0.0.1:1?security=none", "reports@kpi.example")]
    public void The_sender_is_named_or_the_user_or_of_this_machine(string url, string from)
    {
        Assert.True(SmtpOptions.TryParse(url, out var options, out _));

        Assert.Equal(from, options.FromAddress);
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("  ", "is not set")]
    [InlineData("smtp.example.com:587", "is not the address")]
    [InlineData("https://u:S3CRET@smtp.example.com?from=a@example.com", "is not the address")]
    [InlineData("smtp://u:S3CRET@smtp.example.com:70000?from=a@example.com", "is not the address")]
    [InlineData("smtp://u:S3CRET@smtp.example.com:0?from=a@example.com", "is not the address")]
    [InlineData("smtp://u:S3CRET@?from=a@example.com", "is not the address")]
    [InlineData("smtp://u:12/S3CRET@smtp.example.com?from=a@example.com", "is not the address")]
    [InlineData("smtp://u:12#S3CRET@smtp.example.com?from=a@example.com", "is not the address")]
    [InlineData("smtp://u:S3CRET#12@smtp.example.com?from=a@example.com", "is not the address")]
    [InlineData("smtp://u:12?S3CRET@smtp.example.com", "after its question mark")]
    [InlineData("smtp://u:S3CRET@12@smtp.example.com?from=a@example.com", "is not the address")]
    [InlineData("smtp://u:S3CRET:12@smtp.example.com?from=a@example.com", "has a login")]
    [InlineData("smtp://S3CRET@smtp.example.com?from=a@example.com", "has a login")]
    [InlineData("smtp://u:@smtp.example.com?from=a@example.com", "has a login")]
    [InlineData("smtp://:S3CRET@smtp.example.com?from=a@example.com", "has a login")]
    [InlineData("smtp://u:S3CRET%0D%0AQUIT@smtp.example.com?from=a@example.com", "has a login")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com&tls=yes", "after its question mark")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com&from=b@example.com", "after its question mark")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=", "after its question mark")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com&name=A%0D%0ABcc:%20b@example.com", "after its question mark")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com&security=ssl", "asks for a security")]
    [InlineData("smtps://u:S3CRET@smtp.example.com?from=a@example.com&security=starttls", "asks for a security")]
    [InlineData("smtps://127.0.0.1?security=none", "asks for a security")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com&security=none", "asks for an open connection")]
    [InlineData("smtp://localhost.example.com?from=a@example.com&security=none", "asks for an open connection")]
    [InlineData("smtp://127.0.0.1.example.com?from=a@example.com&security=none", "asks for an open connection")]
    [InlineData("smtp://u:S3CRET@smtp.example.com", "does not say what address")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=nobody", "has a from=")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=A%20%3Ca@example.com%3E", "has a from=")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com,b@example.com", "has a from=")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com&timeout=0", "has a timeout=")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com&timeout=3600", "has a timeout=")]
    [InlineData("smtp://u:S3CRET@smtp.example.com?from=a@example.com&timeout=1e1", "has a timeout=")]
    public void What_cannot_be_used_is_said_in_both_languages_with_an_example_and_without_the_password(string? url, string expected)
    {
        Assert.False(SmtpOptions.TryParse(url, out var options, out var problem));

        Assert.Null(options);
        Assert.Contains(expected, problem.English, StringComparison.Ordinal);
        Assert.All([problem.English, problem.Russian], static text =>
        {
            Assert.StartsWith("KPI_SMTP (Smtp:Url) ", text, StringComparison.Ordinal);
            Assert.Contains("smtp://user:password@smtp.example.com:587?from=reports@example.com", text, StringComparison.Ordinal);
            Assert.DoesNotContain("S3CRET", text, StringComparison.OrdinalIgnoreCase);
        });
        Assert.NotEqual(problem.English, problem.In(TextLanguage.Russian));
    }

    [Fact]
    public void The_example_that_problems_give_is_right()
    {
        Assert.False(SmtpOptions.TryParse(null, out _, out var problem));
        Assert.True(SmtpOptions.TryParse(problem.English.Split("Example: ")[1], out _, out _));
    }

    [Fact]
    public void Neither_user_nor_password_is_shown()
    {
        Assert.True(SmtpOptions.TryParse("smtps://anna%40example.com:S3CRET@smtp.example.com", out var options, out _));

        Assert.Equal("smtps://…:…@smtp.example.com:465 (Tls)", $"{options}");
    }
}
