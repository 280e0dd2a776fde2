using System.Text;

namespace SEFramework.Simulator.Commands;

/// <summary>A command as text, cut into words: <c>COMMAND DEVICE [ARGUMENTS]</c>. A word with blanks stands in quotation marks.</summary>
/// <param name="Name">The command in lower case.</param>
/// <param name="Words">What follows it.</param>
internal sealed record HomeCommandLine(string Name, IReadOnlyList<string> Words)
{
    /// <summary>Cuts a line into words.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="HomeCommandException">It is empty, or a quotation mark is not closed.</exception>
    public static HomeCommandLine Parse(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quoted = false;
        var started = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
                started = true;
            }
            else if (!quoted && (char.IsWhiteSpace(c) || char.IsControl(c)))
            {
                Finish();
            }
            else
            {
                word.Append(c);
                started = true;
            }
        }

        Finish();
        return quoted ? throw new HomeCommandException(HomeCommandError.Malformed, "A quotation mark is not closed.")
            : words.Count == 0 ? throw new HomeCommandException(HomeCommandError.Malformed, "The line is empty; write COMMAND DEVICE [ARGUMENTS].")
            : new HomeCommandLine(words[0].ToLowerInvariant(), words[1..]);

        void Finish()
        {
            if (started)
            {
                words.Add(word.ToString());
                word.Clear();
                started = false;
            }
        }
    }
}
