using KpiFunctions.Connectors;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>Stable codes of why a pull came to nothing, beside the platforms' own in <see cref="PullCodes"/>.</summary>
public static class PullReasons
{
    /// <summary>The brand's configuration cannot be used.</summary>
    public const string BadConfiguration = "bad_configuration";

    /// <summary>This version cannot pull the source.</summary>
    public const string NoConnector = "no_connector";

    /// <summary>The account is not among the brand's connectors, or its days are no slice.</summary>
    public const string NotConfigured = "not_configured";

    /// <summary>The account cannot be one of that platform.</summary>
    public const string BadAccount = "bad_account";

    /// <summary>The answer was kept, but is not all that the platform has, or nobody can know that it is.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>The answer was kept, but nothing of it could be used; its receipt says why.</summary>
    public const string AnswerRefused = "answer_refused";

    /// <summary>Every code, the platforms' own among them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        PullCodes.TokenMissing, PullCodes.TokenRefused, PullCodes.AccessDenied, PullCodes.UnknownAccount, PullCodes.BadQuestion, PullCodes.TooMuch,
        PullCodes.Quota, PullCodes.Unavailable, PullCodes.UnreadableAnswer, PullCodes.Unstable, PullCodes.Busy,
        BadConfiguration, NoConnector, NotConfigured, BadAccount, Incomplete, AnswerRefused,
    ];

    /// <summary>What holds for the whole account: no other slice of it would be answered either.</summary>
    internal static bool IsOfAccount(string? code) =>
        code is PullCodes.TokenMissing or PullCodes.TokenRefused or PullCodes.AccessDenied or PullCodes.UnknownAccount or PullCodes.Quota;

    /// <summary>Whether the words or the settings are at fault, not a platform or the network.</summary>
    public static bool IsOfSettings(string? code) =>
        code is PullCodes.TokenMissing or PullCodes.TokenRefused or PullCodes.AccessDenied or PullCodes.UnknownAccount
            or BadConfiguration or NoConnector or NotConfigured or BadAccount or AnswerRefused;
}
