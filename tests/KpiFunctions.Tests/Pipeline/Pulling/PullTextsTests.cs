using System.Reflection;
using KpiFunctions.Connectors;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Pulling;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Pulling;

public sealed class PullTextsTests
{
    [Fact]
    public void Every_code_is_listed() => Assert.Equal(
        Codes(typeof(PullCodes)).Concat(Codes(typeof(PullReasons))).Order(StringComparer.Ordinal), PullReasons.All.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_code_says_what_happened_and_what_to_do_in_both_languages()
    {
        var unknown = PullTexts.What("no such code");

        Assert.All(PullReasons.All, code =>
        {
            Assert.NotEqual(unknown, PullTexts.What(code));
            Assert.Matches("^[A-Z].*[.]$", PullTexts.Sentence(code, TextLanguage.English));
            Assert.Matches("^[А-Я].*[.]$", PullTexts.Sentence(code, TextLanguage.Russian));
        });
        Assert.Equal(PullReasons.All.Count, PullReasons.All.Select(PullTexts.What).Distinct().Count());
    }

    private static IEnumerable<string> Codes(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(static x => x.IsLiteral).Select(static x => (string)x.GetRawConstantValue()!);
}
