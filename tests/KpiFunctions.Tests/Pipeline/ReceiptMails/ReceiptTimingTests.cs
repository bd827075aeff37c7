using KpiFunctions.Pipeline.ReceiptMails;
using KpiFunctions.Storage.Ledgers;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.ReceiptMails;

public sealed class ReceiptTimingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(4.9, 4.9, false)]
    [InlineData(14, 4, false)]
    [InlineData(15, 0, true)]
    [InlineData(300, 0, true)]
    public void A_mail_waits_for_five_quiet_minutes_and_for_fifteen_at_most(double oldest, double newest, bool isDue) =>
        Assert.Equal(isDue, ReceiptTiming.IsDue(Waiting(Now.AddMinutes(-oldest), Now.AddMinutes(-newest)), Now));

    [Fact]
    public void Nothing_owed_is_never_due() => Assert.False(ReceiptTiming.IsDue(Waiting(null, null), Now));

    private static WaitingReceipts Waiting(DateTimeOffset? oldest, DateTimeOffset? newest) =>
        new("acme", RecipientRef.Of("anna@acme.example"), oldest, newest, []);
}
