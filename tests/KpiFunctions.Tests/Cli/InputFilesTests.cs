using KpiFunctions.Cli.Commands;
using Xunit;

namespace KpiFunctions.Tests.Cli;

public sealed class InputFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpi-input").FullName;

    [Fact]
    public void A_folder_without_files_is_at_fault() => Assert.Throws<CommandInputException>(() => InputFiles.Require([_folder]));

    [Fact]
    public void An_unknown_option_is_called_an_option_and_not_a_file()
    {
        var refusal = Assert.Throws<CommandInputException>(() => InputFiles.Require(["--jsn"]));

        Assert.Contains("./--jsn", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_steers_the_terminal_is_shown_without_its_control_characters()
    {
        var refusal = Assert.Throws<CommandInputException>(() => InputFiles.Require(["no\u001b[31mfile\n"]));

        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_at_fault()
    {
        var path = Path.Combine(_folder, "held.csv");
        using var holder = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        Assert.Throws<CommandInputException>(() => InputFiles.Require([path]));
    }

    [Fact]
    public void Files_of_one_name_in_two_folders_keep_their_folders()
    {
        var paths = InputFiles.BelowCommonFolder([Path.Combine(_folder, "a", "x.csv"), Path.Combine(_folder, "b", "x.csv")]);

        Assert.Equal(["a/x.csv", "b/x.csv"], paths.Select(static x => x.DropPath));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
