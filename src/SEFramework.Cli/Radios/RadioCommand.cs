using System.CommandLine;
using System.Globalization;
using SEFramework.Radio;
using SEFramework.Radio.XBee;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Security;

namespace SEFramework.Cli.Radios;

/// <summary>
/// sefctl radio: works on an XBee directly, for what the original had no request for. Source: reference 02, section 13.
/// </summary>
internal static class RadioCommand
{
    private static readonly TimeSpan LongestNetworkStart = TimeSpan.FromSeconds(60);

    private static readonly Option<string> Port = new("--port", "-p")
    {
        Description = "Where the module is: a device such as /dev/ttyUSB0, or tcp://HOST:PORT",
        Required = true,
        Recursive = true,
    };

    private static readonly Option<int> BaudRate = new("--baud") { Description = "Bits per second of a serial port", DefaultValueFactory = static _ => 115200, Recursive = true };

    private static readonly Option<bool> NoFlowControl = new("--no-flow-control") { Description = "The line has no RTS and CTS", Recursive = true };

    public static Command Create()
    {
        var command = new Command("radio", "Work on an XBee directly; stop the daemon first")
        {
            Port,
            BaudRate,
            NoFlowControl,
            Check(),
            At(),
            Commission("form", "Make the module the coordinator of a network of its own", isCoordinator: true),
            Commission("join", "Make the module a router and join a network", isCoordinator: false),
            Permit(),
            Leave(),
        };
        foreach (var subcommand in new ZdoCommands(RunAsync).Create())
        {
            command.Subcommands.Add(subcommand);
        }

        return command;
    }

    private static Command Check()
    {
        var command = new Command("check", "Say what the module is, where it is, and what is wrong with it");
        command.SetAction((result, cancellationToken) => RunAsync(result, async session =>
        {
            var diagnosis = await session.Radio.DiagnoseAsync(cancellationToken);
            foreach (var finding in diagnosis.Findings)
            {
                Console.WriteLine($"{Mark(finding.Severity)} {finding.Text}");
            }

            return diagnosis.IsGood ? 0 : 1;
        }, cancellationToken));
        return command;
    }

    private static Command At()
    {
        var name = new Argument<string>("COMMAND") { Description = "Two letters, such as AI" };
        var value = new Argument<string?>("VALUE") { Description = "Hexadecimal digits to set; without them the value is shown", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("at", "Send an AT command") { name, value };
        command.SetAction((result, cancellationToken) => RunAsync(result, async session =>
        {
            var digits = result.GetValue(value) ?? string.Empty;
            if (result.GetValue(name)!.Length != 2 || !digits.All(char.IsAsciiHexDigit))
            {
                await Console.Error.WriteLineAsync("Give the two letters of an AT command, and a value in hexadecimal digits");
                return 1;
            }

            var bytes = Convert.FromHexString(digits.Length % 2 == 0 ? digits : "0" + digits);
            var answer = await session.Radio.ExecuteCommandAsync(result.GetValue(name)!.ToUpperInvariant(), bytes, cancellationToken);
            if (answer.Status != AtStatus.Ok)
            {
                await Console.Error.WriteLineAsync($"The module refuses: {answer.Status}");
                return 1;
            }

            Console.WriteLine(answer.Value.IsEmpty ? "OK" : Convert.ToHexString(answer.Value.Span));
            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command Commission(string verb, string description, bool isCoordinator)
    {
        var pan = new Option<string?>("--pan") { Description = "Extended PAN id, up to 16 hexadecimal digits; 0 is any" };
        var channels = new Option<string?>("--channels") { Description = "Channels, such as 11,15,20-24 (default: as set in the module)" };
        var key = new Option<bool>("--key") { Description = "Read a link key or an installation code with its CRC, in hexadecimal digits, from standard input" };
        var command = new Command(verb, description) { pan, channels, key };
        command.SetAction((result, cancellationToken) => RunAsync(result, async session =>
        {
            if (!TryReadPan(result.GetValue(pan), out var panId) || !ChannelList.TryParse(result.GetValue(channels), out var mask))
            {
                await Console.Error.WriteLineAsync("--pan takes up to 16 hexadecimal digits, --channels takes numbers and ranges from 11 to 26");
                return 1;
            }

            ReadOnlyMemory<byte>? linkKey = null;
            if (result.GetValue(key))
            {
                if (!TryReadKey(await Console.In.ReadLineAsync(cancellationToken), out var given))
                {
                    await Console.Error.WriteLineAsync("That is neither a link key of 32 hexadecimal digits nor an installation code with a right CRC");
                    return 1;
                }

                linkKey = given;
            }

            var changed = await session.Radio.CommissionAsync(new NetworkSettings(isCoordinator, panId, mask, linkKey), cancellationToken);
            Console.WriteLine(changed ? "The settings are written; waiting for the network" : "The module has these settings already");
            var joined = await session.WaitForNetworkAsync(LongestNetworkStart, cancellationToken);
            var network = await session.Radio.ReadNetworkAsync(cancellationToken);
            Console.WriteLine(joined ? Describe(network) : $"In no network (AI 0x{network.AssociationIndication:X2}): {XBeeAssociation.Explain(network.AssociationIndication)}");
            return joined ? 0 : 1;
        }, cancellationToken));
        return command;
    }

    private static Command Permit()
    {
        var seconds = new Argument<int>("SECONDS") { Description = "0 closes; at most 254" };
        var command = new Command("permit", "Let devices join through this module for a while; routers are not told") { seconds };
        command.SetAction((result, cancellationToken) => RunAsync(result, async session =>
        {
            var duration = result.GetValue(seconds);
            if (duration is < 0 or > 254)
            {
                await Console.Error.WriteLineAsync("Give 0 to 254 seconds");
                return 1;
            }

            await session.Radio.PermitJoiningAsync(TimeSpan.FromSeconds(duration), cancellationToken);
            Console.WriteLine(duration == 0 ? "Joining is closed" : $"Joining is open for {duration} s");
            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command Leave()
    {
        var whole = new Option<bool>("--whole-network") { Description = "Every node leaves: all devices have to join again" };
        var command = new Command("leave", "Leave the network and start over with the settings in the module") { whole };
        command.SetAction((result, cancellationToken) => RunAsync(result, async session =>
        {
            await session.Radio.ResetNetworkAsync(result.GetValue(whole), cancellationToken);
            Console.WriteLine("The module has left its network");
            return 0;
        }, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, Func<RadioSession, Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await RadioSession.OpenAsync(
                new RadioPlace(result.GetValue(Port)!, result.GetValue(BaudRate), !result.GetValue(NoFlowControl)), cancellationToken);
            return await work(session);
        }
        catch (RadioException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static string Describe(NetworkInformation network) => string.Create(
        CultureInfo.InvariantCulture,
        $"In a network as {(network.IsCoordinator ? "coordinator" : "router")}: channel {network.Channel}, PAN {network.PanId:X4}, extended PAN {network.ExtendedPanId:X16}, address {network.Nwk}");

    private static string Mark(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Good => "ok     ",
        FindingSeverity.Notice => "note   ",
        _ => "PROBLEM",
    };

    private static bool TryReadPan(string? text, out ulong? panId)
    {
        panId = null;
        if (text is null)
        {
            return true;
        }

        var good = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        panId = value;
        return good;
    }

    private static bool TryReadKey(string? text, out byte[] key)
    {
        key = [];
        text = text?.Trim() ?? string.Empty;
        if (text.Length == 32 && text.All(char.IsAsciiHexDigit))
        {
            key = Convert.FromHexString(text);
            return true;
        }

        return InstallCode.DeriveLinkKey(text.AsSpan(), out key) == InstallCodeStatus.Valid;
    }
}
