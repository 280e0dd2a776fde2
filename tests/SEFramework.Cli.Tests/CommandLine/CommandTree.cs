using System.CommandLine;
using System.CommandLine.Help;
using SEFramework.Daemon.CommandLine;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Cli.Tests.CommandLine;

/// <summary>What the command lines of both programs offer: the one source for what manual pages and completion have to know.</summary>
internal static class CommandTree
{
    /// <summary>The command line of sefctl.</summary>
    public static RootCommand Sefctl() => SefctlCommand.Create();

    /// <summary>The command line of seframeworkd.</summary>
    public static RootCommand Daemon() => DaemonCommand(TextWriter.Null).CreateRoot();

    /// <summary>The same with all that is done before a line is parsed.</summary>
    /// <param name="output">Standard output.</param>
    public static DaemonCommand DaemonCommand(TextWriter output) => new(TextReader.Null, output, output, Surroundings.Current);

    /// <summary>All spellings of the options that a command takes by itself, without those that every command has and the hidden ones.</summary>
    /// <param name="command">The command.</param>
    public static IEnumerable<string> OptionsOf(Command command) => command.Options
        .Where(static o => !o.Hidden && o is not (HelpOption or VersionOption))
        .SelectMany(static o => o.Aliases.Prepend(o.Name));

    /// <summary>A command and those below it, each with the words that lead to it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="path">The words that lead to it.</param>
    public static IEnumerable<(string Path, Command Command)> Below(Command command, string path) =>
        command.Subcommands.Where(static c => !c.Hidden).SelectMany(c => Below(c, $"{path} {c.Name}")).Prepend((path, command));
}
