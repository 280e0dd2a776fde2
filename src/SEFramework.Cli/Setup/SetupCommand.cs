using System.CommandLine;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.CommandLine;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Cli.Setup;

/// <summary>sefctl setup: writes the daemon's configuration, by questions or by options.</summary>
internal sealed class SetupCommand
{
    private const int Refused = 1;

    private readonly Option<string> _config = new("--config") { Description = "Configuration file", DefaultValueFactory = static _ => Settings.DefaultFile };
    private readonly Option<string?> _variant = new("--variant") { Description = "What the gateway is: esi-coordinator, esi-router or ipd-router" };
    private readonly Option<string?> _radio = new("--radio") { Description = "Where the radio is: a device, tcp://HOST:PORT, 'simulated', or 'auto' to look for an XBee" };
    private readonly Option<int?> _baudRate = new("--baud") { Description = "Bits per second of the radio's serial port" };
    private readonly Option<string?> _flowControl = new("--flow-control") { Description = "Flow control of the radio's serial port: hardware or none" };
    private readonly Option<string[]> _listen = new("--listen") { Description = "Address and port to listen on; *:8080 lets other machines in, which needs a user" };
    private readonly Option<string[]> _tlsListen = new("--tls-listen") { Description = "The same with TLS, such as *:8443" };
    private readonly Option<string?> _user = new("--user") { Description = "User to add or to give another password, which is asked for or read from standard input" };
    private readonly Option<string?> _role = new("--role") { Description = "What the user may do: operate or read-only" };
    private readonly Option<string?> _passwordFile = new("--password-file") { Description = "File whose first line is the user's password" };
    private readonly Option<string?> _removeUser = new("--remove-user") { Description = "User to remove" };
    private readonly Option<bool> _noRestart = new("--no-restart") { Description = "Do not restart the service" };
    private readonly Option<bool> _show = new("--show") { Description = "Only say how the gateway is set up, and how to change that" };
    private readonly Option<bool> _first = new("--first-installation") { Description = "Without a question: a radio if one answers, else the simulated home; loopback only", Hidden = true };
    private readonly RadioSearch _search;

    private SetupCommand(RadioSearch search) => _search = search;

    /// <summary>Creates the command.</summary>
    public static Command Create() => Create(new RadioSearch());

    /// <summary>Creates the command.</summary>
    /// <param name="search">Looks for radios.</param>
    public static Command Create(RadioSearch search)
    {
        var setup = new SetupCommand(search);
        var command = new Command("setup", "Choose radio, variant, doors and users of the gateway on this machine; without options by questions")
        {
            setup._config, setup._variant, setup._radio, setup._baudRate, setup._flowControl, setup._listen, setup._tlsListen, setup._user, setup._role, setup._passwordFile, setup._removeUser,
            setup._noRestart, setup._show, setup._first,
        };
        command.SetAction(setup.RunAsync);
        return command;
    }

    /// <summary>Takes a list of addresses apart.</summary>
    /// <param name="text">Addresses with commas between them.</param>
    public static string[] SplitAddresses(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[]? Addresses(string[]? values) => values is { Length: > 0 } ? [.. values.SelectMany(SplitAddresses)] : null;

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        try
        {
            var file = ConfigurationFile.Read(result.GetValue(_config)!);
            if (result.GetValue(_show))
            {
                SetupSummary.Write(file, Console.Out);
                return 0;
            }

            var before = file.Find(Settings.Variant) ?? Settings.Variant.Default;
            var choices = await ChooseAsync(result, file, cancellationToken);
            Apply(await FindRadioAsync(choices, cancellationToken), file);
            if (file.Check() is { Count: > 0 } problems)
            {
                throw new SetupException(string.Join(Environment.NewLine, problems) + Environment.NewLine + "Nothing was changed.");
            }

            file.Write();
            await Console.Out.WriteLineAsync($"{file.Path} is written.");
            await RestartAsync(result, file, before, cancellationToken);
            return 0;
        }
        catch (SetupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Refused;
        }
    }

    private async Task<SetupChoices> ChooseAsync(ParseResult result, ConfigurationFile file, CancellationToken cancellationToken)
    {
        if (result.GetValue(_first))
        {
            return file.Existed
                ? throw new SetupException($"{file.Path} is there already; nothing was changed.")
                : await FirstInstallation.ChooseAsync(file.Path, _search, Console.Out, cancellationToken);
        }

        var choices = new SetupChoices
        {
            Variant = result.GetValue(_variant),
            Radio = result.GetValue(_radio),
            BaudRate = result.GetValue(_baudRate),
            FlowControl = result.GetValue(_flowControl),
            Listen = Addresses(result.GetValue(_listen)),
            TlsListen = Addresses(result.GetValue(_tlsListen)),
            User = result.GetValue(_user),
            Role = result.GetValue(_role),
            RemovedUser = result.GetValue(_removeUser),
        };
        if (choices.IsEmpty)
        {
            return await new SetupDialogue(Console.In, Console.Out, () => PasswordPrompt.ReadAsync(Console.In, Console.Error), _search.Ports(onlyAdapters: false)).AskAsync(file);
        }

        return choices.User is null ? choices : choices with { Password = await ReadPasswordAsync(result.GetValue(_passwordFile)) };
    }

    private static async Task<string> ReadPasswordAsync(string? path)
    {
        try
        {
            var password = path is null ? await PasswordPrompt.ReadAsync(Console.In, Console.Error) : File.ReadLines(path).FirstOrDefault();
            return string.IsNullOrEmpty(password) ? throw new SetupException("No password was given, or the two were not the same. Nothing was changed.") : password;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private async Task<SetupChoices> FindRadioAsync(SetupChoices choices, CancellationToken cancellationToken)
    {
        if (choices.Radio != SetupChoices.AnyRadio)
        {
            return choices;
        }

        var found = await _search.FindAsync(_search.Ports(onlyAdapters: false), Console.WriteLine, cancellationToken)
            ?? throw new SetupException("No XBee answers on a free port of this machine. Is the service stopped (systemctl stop seframework), which may have the port open? Nothing was changed.");
        await Console.Out.WriteLineAsync($"Found: {found.Description} at {found.Place.Port}");
        return choices.With(found);
    }

    private static void Apply(SetupChoices choices, ConfigurationFile file)
    {
        SetIfGiven(Settings.Variant, choices.Variant?.ToLowerInvariant());
        SetIfGiven(Settings.RadioPort, choices.Radio);
        SetIfGiven(Settings.RadioFlowControl, choices.FlowControl);
        if (choices.BaudRate is { } baudRate)
        {
            file.Set(Settings.RadioBaudRate, baudRate);
        }

        if (choices.Listen is { } addresses)
        {
            file.Set(Settings.HttpListen, addresses);
        }

        if (choices.TlsListen is { } tlsAddresses)
        {
            file.Set(Settings.HttpsListen, tlsAddresses);
            if (file.Find(Settings.HttpsCertificate) is null && TlsFiles.Beside(file.Path) is { } tls)
            {
                file.Set(Settings.HttpsCertificate, tls.Certificate);
                file.Set(Settings.HttpsKey, tls.Key);
            }
        }

        if (choices.RemovedUser is { } removed && !file.RemoveUser(removed))
        {
            throw new SetupException($"There is no user '{removed}'. Nothing was changed.");
        }

        if (choices.User is { } name)
        {
            file.SetUser(name, PasswordHash.Create(choices.Password!), choices.Role);
        }

        void SetIfGiven(Setting setting, string? value)
        {
            if (value is not null)
            {
                file.Set(setting, value);
            }
        }
    }

    private async Task RestartAsync(ParseResult result, ConfigurationFile file, string variantBefore, CancellationToken cancellationToken)
    {
        var variant = file.Find(Settings.Variant) ?? Settings.Variant.Default;
        if (file.Existed && variant != variantBefore)
        {
            await Console.Out.WriteLineAsync(
                $"The data of the gateway is that of an {variantBefore}. To carry it over, stop the gateway and run: sefctl convert --from {variantBefore} --to {variant}");
        }

        if (!result.GetValue(_noRestart) && !result.GetValue(_first) && file.Path == Settings.DefaultFile && Service.HasSystemd)
        {
            await Console.Out.WriteLineAsync(
                await Service.ControlAsync("try-restart", cancellationToken)
                    ? "The service is restarted, if it ran: systemctl status seframework says how it is."
                    : "The service could not be restarted: systemctl restart seframework does it, journalctl -u seframework says why not.");
        }
    }
}
