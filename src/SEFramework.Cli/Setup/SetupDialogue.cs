using SEFramework.Daemon.Configuration;
using SEFramework.Rpc.Contract;

namespace SEFramework.Cli.Setup;

/// <summary>Asks a person for variant, radio, doors and user. Enter keeps what is.</summary>
/// <param name="input">The answers.</param>
/// <param name="output">The questions.</param>
/// <param name="readPassword">Asks for a password; null when there was none.</param>
/// <param name="ports">Ports on which a radio may be.</param>
internal sealed class SetupDialogue(TextReader input, TextWriter output, Func<Task<string?>> readPassword, IReadOnlyList<string> ports)
{
    private const string Simulated = "simulated";

    /// <summary>Asks everything.</summary>
    /// <param name="file">The configuration as it is.</param>
    /// <exception cref="SetupException">The answers ended, or no password was given.</exception>
    public async Task<SetupChoices> AskAsync(ConfigurationFile file)
    {
        var choices = new SetupChoices
        {
            Variant = await AskVariantAsync(file.Find(Settings.Variant) ?? Settings.Variant.Default),
            Radio = await AskRadioAsync(file.Find(Settings.RadioPort) ?? Settings.RadioPort.Default),
        };
        var listen = await AskLineAsync("Address and port to listen on; *:8080 lets other machines in", file.Find(Settings.HttpListen) ?? Settings.HttpListen.Default);
        choices = choices with { Listen = SetupCommand.SplitAddresses(listen) };
        if (file.Find(Settings.HttpsCertificate) is not null || TlsFiles.Beside(file.Path) is not null)
        {
            var tlsListen = await AskLineAsync("The same with TLS", file.Find(Settings.HttpsListen) ?? FirstInstallation.TlsAddress);
            choices = choices with { TlsListen = SetupCommand.SplitAddresses(tlsListen) };
        }

        return await AskUserAsync(choices, file.UserNames);
    }

    private async Task<string> AskVariantAsync(string current)
    {
        var names = EmbeddedContract.Current.Variants.Select(static v => v.Name).ToArray();
        await output.WriteLineAsync("What is the gateway?");
        return await AskChoiceAsync(names, current);
    }

    private async Task<string> AskRadioAsync(string current)
    {
        await output.WriteLineAsync("Where is the radio? A number, the path of a device, or tcp://HOST:PORT. 'auto' looks for an XBee.");
        return await AskChoiceAsync([Simulated, SetupChoices.AnyRadio, .. ports], current);
    }

    private async Task<SetupChoices> AskUserAsync(SetupChoices choices, IReadOnlyList<string> users)
    {
        if (users.Count > 0)
        {
            await output.WriteLineAsync($"Users: {string.Join(", ", users)}.");
        }

        var name = await AskLineAsync("Name of a user to add or to give a new password; empty for none", string.Empty);
        if (name.Length == 0)
        {
            return choices;
        }

        var password = await readPassword();
        return string.IsNullOrEmpty(password)
            ? throw new SetupException("No password was given, or the two were not the same.")
            : choices with { User = name, Password = password };
    }

    private async Task<string> AskChoiceAsync(IReadOnlyList<string> names, string current)
    {
        for (var i = 0; i < names.Count; i++)
        {
            await output.WriteLineAsync($"  {i + 1}) {names[i]}");
        }

        var answer = await AskLineAsync("Your choice", current);
        return int.TryParse(answer, out var number) && number >= 1 && number <= names.Count ? names[number - 1] : answer;
    }

    private async Task<string> AskLineAsync(string question, string current)
    {
        await output.WriteAsync(current.Length == 0 ? $"{question}: " : $"{question} [{current}]: ");
        var line = await input.ReadLineAsync() ?? throw new SetupException("The answers ended; nothing was changed.");
        return line.Trim() is { Length: > 0 } answer ? answer : current;
    }
}
