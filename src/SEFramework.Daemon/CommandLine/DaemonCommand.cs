using System.CommandLine;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Hosting;
using SEFramework.Daemon.Http;
using SEFramework.Daemon.Logging;

namespace SEFramework.Daemon.CommandLine;

/// <summary>The command line of seframeworkd; its options derive from the table of settings.</summary>
internal sealed class DaemonCommand
{
    /// <summary>Exit code for a configuration that cannot be used (EX_CONFIG of sysexits.h).</summary>
    public const int BadConfiguration = 78;

    private readonly Option<string?> _file = new("--config")
    {
        Description = $"Configuration file. [default: {Settings.DefaultFile}, if it is there]",
        HelpName = "FILE",
    };

    private readonly Option<bool> _check = new("--check-config") { Description = "Say what is wrong with the configuration, if anything, and stop." };
    private readonly Dictionary<Setting, Option> _settings = Settings.All.ToDictionary(static s => s, MakeOption);
    private readonly TextReader _input;
    private readonly InvocationConfiguration _invocation;
    private readonly Surroundings _surroundings;

    /// <summary>Creates the command.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="surroundings">What the defaults depend on.</param>
    public DaemonCommand(TextReader input, TextWriter output, TextWriter error, Surroundings surroundings)
    {
        _input = input;
        _surroundings = surroundings;

        // The host has its own way with signals.
        _invocation = new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null };
    }

    /// <summary>Carries a command line out.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="cancellationToken">Stops the daemon.</param>
    /// <returns>The exit code.</returns>
    public Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        CreateRoot().Parse(ArgumentSpelling.Normalize(arguments)).InvokeAsync(_invocation, cancellationToken);

    /// <summary>Makes the command with its options and subcommands.</summary>
    internal RootCommand CreateRoot()
    {
        var root = new RootCommand(
            "Smart Energy gateway: takes the RPC requests that Digi's SE_Framework takes, over the same doors." + Environment.NewLine
            + "Each setting may stand in the configuration file (\"radio\": { \"port\": ... }), in the environment "
            + $"({Settings.EnvironmentPrefix}RADIO__PORT) or here; what stands here is strongest, then the environment.");
        root.Options.Add(_file);
        root.Options.Add(_check);
        foreach (var option in _settings.Values)
        {
            root.Options.Add(option);
        }

        root.Subcommands.Add(HashPassword());
        root.Subcommands.Add(MakeCertificate());
        root.SetAction(RunAsync);
        return root;
    }

    private static Option MakeOption(Setting setting)
    {
        Option option = setting.IsList
            ? new Option<string[]>("--" + setting.Key) { HelpName = setting.ValueName, Arity = ArgumentArity.OneOrMore }
            : new Option<string?>("--" + setting.Key) { HelpName = setting.ValueName };
        option.Description = $"{setting.Summary} [default: {setting.Default}]";
        if (setting.ShortName is { } shortName)
        {
            option.Aliases.Add("--" + shortName);
        }

        return option;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        DaemonOptions options;
        try
        {
            options = Read(result);
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Problems)
            {
                await _invocation.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
            }

            return BadConfiguration;
        }

        if (result.GetValue(_check))
        {
            await _invocation.Output.WriteLineAsync($"The configuration is good: {options.Variant}, state in {options.StorageDirectory}.").ConfigureAwait(false);
            return 0;
        }

        using var logging = new DaemonLogging(options.Log, DaemonLogging.IsJournal());
        var runner = new DaemonRunner(() => Read(result), Environment.GetEnvironmentVariable, TimeProvider.System);
        return await runner.RunAsync(options, logging, cancellationToken).ConfigureAwait(false);
    }

    private DaemonOptions Read(ParseResult result)
    {
        var overrides =
            from entry in _settings
            let value = entry.Value is Option<string[]> list
                ? result.GetValue(list) is { Length: > 0 } values ? string.Join(',', values) : null
                : result.GetValue((Option<string?>)entry.Value)
            where value is not null
            select new KeyValuePair<string, string?>(entry.Key.Key, value);
        return new OptionsReader(SettingSources.Read(result.GetValue(_file), overrides), _surroundings).Read();
    }

    private Command MakeCertificate()
    {
        var folder = new Argument<string>("FOLDER") { Description = $"Where {CertificateFiles.CertificateName} and {CertificateFiles.KeyName} are put; they must not be there yet" };
        var names = new Argument<string[]>("NAME") { Description = "Names and addresses under which clients reach the gateway [default: the name of this machine]", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("make-certificate", "Make a self-signed certificate for the settings https:certificate and https:key, and print its SHA-256 fingerprint.") { folder, names };
        command.SetAction(async (result, _) =>
        {
            try
            {
                var given = result.GetValue(names) is { Length: > 0 } some ? some : [Environment.MachineName, "localhost", "127.0.0.1"];
                await _invocation.Output.WriteLineAsync(CertificateFiles.Create(result.GetValue(folder)!, given, TimeProvider.System.GetUtcNow())).ConfigureAwait(false);
                return 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                await _invocation.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
                return 1;
            }
        });
        return command;
    }

    private Command HashPassword()
    {
        var command = new Command("hash-password", "Ask for a password, or read it from standard input, and print its hash for the setting users:N:passwordHash.");
        command.SetAction(async (_, _) =>
        {
            var password = await PasswordPrompt.ReadAsync(_input, _invocation.Error).ConfigureAwait(false);
            if (string.IsNullOrEmpty(password))
            {
                await _invocation.Error.WriteLineAsync("No password was given, or the two were not the same.").ConfigureAwait(false);
                return 1;
            }

            await _invocation.Output.WriteLineAsync(PasswordHash.Create(password)).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
