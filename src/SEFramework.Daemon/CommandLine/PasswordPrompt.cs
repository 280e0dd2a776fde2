using System.Text;

namespace SEFramework.Daemon.CommandLine;

/// <summary>Reads a password: from a terminal twice and without showing it, else one line of standard input.</summary>
internal static class PasswordPrompt
{
    /// <summary>Reads the password.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="prompt">Where the questions go.</param>
    /// <returns>The password, or null when there was none or the two were not the same.</returns>
    public static async Task<string?> ReadAsync(TextReader input, TextWriter prompt)
    {
        if (Console.IsInputRedirected || !ReferenceEquals(input, Console.In))
        {
            return await input.ReadLineAsync().ConfigureAwait(false);
        }

        await prompt.WriteAsync("Password: ").ConfigureAwait(false);
        var first = ReadHidden();
        await prompt.WriteAsync($"{Environment.NewLine}Again: ").ConfigureAwait(false);
        var second = ReadHidden();
        await prompt.WriteLineAsync().ConfigureAwait(false);
        return first == second ? first : null;
    }

    private static string ReadHidden()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (key.KeyChar != 0)
            {
                text.Append(key.KeyChar);
            }
        }

        return text.ToString();
    }
}
