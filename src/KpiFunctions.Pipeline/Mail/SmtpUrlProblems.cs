using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>What can be wrong with the mail setting, in both languages, with an example of a right one.</summary>
internal static class SmtpUrlProblems
{
    private const string Name = $"{SmtpOptions.Variable} ({SmtpOptions.Setting})";
    private const string Example = "smtp://user:password@smtp.example.com:587?from=reports@example.com&name=Reports";

    public static Localized Missing { get; } = Of("is not set. Name the mail server", "не задан. Укажите почтовый сервер");

    public static Localized NoAddress { get; } = Of(
        "is not the address of a mail server. It begins with smtp:// or smtps://, and any of @ : / ? # % in user or password is percent-encoded (@ is %40)",
        "– не адрес почтового сервера. Он начинается с smtp:// или smtps://, а знаки @ : / ? # % в имени и пароле записываются через процент (@ – это %40)");

    public static Localized BadLogin { get; } = Of(
        "has a login that cannot be read. Give user and password with a colon between them; any of @ : / ? # % in them is percent-encoded (@ is %40)",
        "содержит логин, который не удаётся прочитать. Укажите имя и пароль через двоеточие; знаки @ : / ? # % в них записываются через процент (@ – это %40)");

    public static Localized UnknownParts { get; } = Of(
        "has something after its question mark that is not known, is empty or is there twice. Known are from, name, security and timeout; a space is %20, & is %26",
        "содержит после вопросительного знака неизвестную, пустую или повторную часть. Известны from, name, security и timeout; пробел – это %20, & – %26");

    public static Localized BadSecurity { get; } = Of(
        "asks for a security that does not go with it. With smtp:// it is starttls (as without one), tls or none; with smtps:// it is tls",
        "требует защиту, которая к нему не подходит. С smtp:// это starttls (как и без указания), tls или none; с smtps:// – tls");

    public static Localized OpenConnection { get; } = Of(
        "asks for an open connection to another machine. security=none is for a mail server on this machine only; leave it out",
        "требует открытого соединения с другой машиной. security=none годится только для почтового сервера на этой же машине; уберите эту часть");

    public static Localized NoSender { get; } = Of(
        "does not say what address mails come from. Add from=",
        "не говорит, с какого адреса идут письма. Добавьте from=");

    public static Localized BadSender { get; } = Of(
        "has a from= that is no e-mail address. Write the address alone, and the name as name=",
        "содержит from=, где записан не адрес электронной почты. Укажите только адрес, а имя – как name=");

    public static Localized BadTimeout(int from, int to) => Of(
        $"has a timeout= that cannot be used. It is a whole number of seconds from {from} to {to}",
        $"содержит timeout=, который нельзя использовать. Это целое число секунд от {from} до {to}");

    private static Localized Of(string english, string russian) =>
        new($"{Name} {english}. Example: {Example}", $"{Name} {russian}. Пример: {Example}");
}
