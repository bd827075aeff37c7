using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>
/// The receipt of a file that was not read at all. Whose it is or which language they speak may not be known, so it speaks every
/// language at once.
/// </summary>
/// <param name="Path">The path it was dropped as; any text.</param>
/// <param name="Code">Stable code of what is wrong.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do.</param>
public sealed record Notice(string Path, string Code, Localized Message, Localized Fix)
{
    /// <summary>The code of <see cref="OutsideOfBrands"/>.</summary>
    public const string OutsideOfBrandsCode = "outside_of_brands";

    /// <summary>The code of <see cref="UnusableName"/>.</summary>
    public const string UnusableNameCode = "unusable_name";

    /// <summary>The code of <see cref="Link"/>.</summary>
    public const string LinkCode = "link";

    /// <summary>The code of <see cref="BrokenConfiguration"/>.</summary>
    public const string BrokenConfigurationCode = "broken_configuration";

    /// <summary>The file lies in no brand's folder.</summary>
    public static Notice OutsideOfBrands(string path) => new(
        path,
        OutsideOfBrandsCode,
        new("Not read: the file is not in a brand's folder.", "Файл не прочитан: он лежит не в папке бренда."),
        new(
            "Put the file into the folder named by the brand's id, such as tea-shop/google-ads.csv. An id has only lower-case Latin letters, digits and hyphens, at most 40 of them.",
            "Положите файл в папку, названную идентификатором бренда, например tea-shop/google-ads.csv. В идентификаторе только строчные латинские буквы, цифры и дефисы, не больше 40."));

    /// <summary>No path can be made of the file's name.</summary>
    public static Notice UnusableName(string path) => new(
        path,
        UnusableNameCode,
        new(
            "Not read: the name of the file or of a folder cannot be used.",
            "Файл не прочитан: имя файла или папки использовать нельзя."),
        new(
            "Give the file a short, plain name and put it into the folder named by the brand's id, such as tea-shop/google-ads.csv: no folder called “..”, no backslash, no control characters, not “pulled:” at its beginning.",
            "Дайте файлу короткое простое имя и положите его в папку, названную идентификатором бренда, например tea-shop/google-ads.csv: без папки «..», без обратной косой черты и управляющих символов, не с «pulled:» в начале."));

    /// <summary>What lies in the folder is only a link to another place.</summary>
    public static Notice Link(string path) => new(
        path,
        LinkCode,
        new(
            "Not read: this is a link to another place, and links are not followed.",
            "Файл не прочитан: это ссылка на другое место, а по ссылкам чтение не идёт."),
        new("Copy the file itself into the folder.", "Скопируйте в папку сам файл."));

    /// <summary>The brand's configuration has errors. What they are is for administrators only.</summary>
    public static Notice BrokenConfiguration(string path) => new(
        path,
        BrokenConfigurationCode,
        new(
            "Not read yet: the brand's configuration has errors.",
            "Файл пока не прочитан: в настройках бренда есть ошибки."),
        new(
            "You need do nothing: your file is kept and will be read once the configuration is mended, within a day. If it is urgent, tell whoever looks after the configuration.",
            "Делать ничего не нужно: файл сохранён и будет прочитан в течение суток после исправления настроек. Если это срочно, сообщите тому, кто отвечает за настройки."));
}
