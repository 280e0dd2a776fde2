using System.CommandLine;
using System.CommandLine.Parsing;
using SEFramework.Testing;

namespace SEFramework.Cli.Tests.CommandLine;

/// <summary>Completion knows all that the command lines take, and the scripts for bash ask the programs.</summary>
[TestClass]
public sealed class CompletionTests
{
    [TestMethod]
    public async Task Each_command_and_option_of_sefctl_is_suggested() => await SuggestsAllAsync("sefctl", CommandTree.Sefctl());

    [TestMethod]
    public async Task Each_setting_and_command_of_seframeworkd_is_suggested() => await SuggestsAllAsync("seframeworkd", CommandTree.Daemon());

    /// <summary>The parser takes what stands behind a colon for a value; the names of settings have colons in them.</summary>
    [TestMethod]
    [DataRow("seframeworkd --radio:b")]
    [DataRow("seframeworkd --radio:")]
    [DataRow("seframeworkd --http:listen *:8080 --radio:port /dev/ttyUSB0 --radio:b")]
    public async Task A_setting_is_suggested_from_its_beginning(string line)
    {
        using var output = new StringWriter();
        Assert.AreEqual(0, await CommandTree.DaemonCommand(output).InvokeAsync([$"[suggest:{line.Length}]", line], CancellationToken.None));
        StringAssert.Contains(output.ToString(), "--radio:baudRate");
    }

    [TestMethod]
    [DataRow("sefctl", "sefctl se", "se", "send", DisplayName = "a command")]
    [DataRow("sefctl", "sefctl setup --va", "--va", "--variant", DisplayName = "an option")]
    [DataRow("seframeworkd", "seframeworkd --ch", "--ch", "--check-config", DisplayName = "an option of the daemon")]
    public async Task The_script_for_bash_takes_what_the_program_suggests(string program, string line, string word, string expected)
    {
        var root = program == "sefctl" ? CommandTree.Sefctl() : CommandTree.Daemon();
        var suggestions = await SuggestAsync(root, line);

        // In the place of the program stands a function that says what it was asked, and answers as the program does.
        const string Script = """
            set -eu
            source "$1"
            asked=$(mktemp)
            eval "$2() { echo \"\$1 \$2\" >\"\$asked\"; printf '%s\n' \"\$suggestions\"; }"
            suggestions=$5
            COMP_LINE=$3 COMP_POINT=${#3} COMP_CWORD=1 COMP_WORDS=("$2" "$4") COMPREPLY=()
            _$2
            complete -p "$2" | grep -q -- "-F _$2 $2"
            cat "$asked"
            rm "$asked"
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        var file = Path.Combine(ForeignTool.RepositoryRoot, "linux-packaging", "completion", program);
        var output = await ForeignTool.RunAsync("bash", ["-c", Script, "bash", file, program, line, word, string.Join('\n', suggestions)], string.Empty);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual($"[suggest:{line.Length}] {line}", lines[0]);
        CollectionAssert.AreEqual(suggestions.Where(s => s.StartsWith(word, StringComparison.Ordinal)).ToArray(), lines[1..]);
        CollectionAssert.Contains(lines, expected);
    }

    private static async Task SuggestsAllAsync(string program, Command root)
    {
        foreach (var (path, command) in CommandTree.Below(root, program))
        {
            var options = await SuggestAsync(root, path + " --");
            foreach (var option in CommandTree.OptionsOf(command).Where(static o => o.StartsWith("--", StringComparison.Ordinal)))
            {
                CollectionAssert.Contains(options, option, $"{path} {option}");
            }

            var words = await SuggestAsync(root, path + " ");
            foreach (var below in command.Subcommands.Where(static c => !c.Hidden))
            {
                CollectionAssert.Contains(words, below.Name, $"{path} {below.Name}");
            }
        }
    }

    private static async Task<string[]> SuggestAsync(Command root, string line)
    {
        using var output = new StringWriter();
        var result = CommandLineParser.Parse(root, [$"[suggest:{line.Length}]", line]);
        Assert.AreEqual(0, await result.InvokeAsync(new InvocationConfiguration { Output = output }));
        return output.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
