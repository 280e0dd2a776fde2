using System.CommandLine;

namespace SEFramework.Cli.Tests;

/// <summary>Runs a command as a person at a terminal would.</summary>
internal static class CommandRun
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(Command command, params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var text = new StringWriter();
        using var problems = new StringWriter();
        Console.SetOut(text);
        Console.SetError(problems);
        try
        {
            return (await command.Parse(arguments).InvokeAsync(), text.ToString(), problems.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
