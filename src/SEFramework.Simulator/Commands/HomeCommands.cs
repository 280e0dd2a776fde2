using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Commands;

/// <summary>
/// Carries out one-line commands on a running home: <c>COMMAND DEVICE [ARGUMENTS]</c>, where the device is an extended address or a name.
/// Each command runs whole on the home's logical thread; several threads may give commands.
/// </summary>
/// <param name="home">The home.</param>
public sealed class HomeCommands(SimulatedHome home)
{
    private static readonly Dictionary<string, HomeCommandDefinition> Table =
        DeviceCommands.Rows.Concat(FaultCommands.Rows).Concat(HomeWideCommands.Rows).Concat(TrustCentreCommands.Rows)
            .Concat(SmartEnergyCommands.Rows).Concat(ServerCommands.Rows).ToDictionary(static row => row.Name);

    /// <summary>The commands there are, in the order of names.</summary>
    public static IEnumerable<HomeCommandHelp> Help =>
        Table.Values.OrderBy(static row => row.Name, StringComparer.Ordinal).Select(static row => new HomeCommandHelp(row.Usage, row.Help));

    /// <summary>Carries out a command, and what it causes without delay. Inside an action of the home's scheduler the command runs after that action,
    /// and failures are not heard of; <see cref="Scenario"/> is for that.</summary>
    /// <param name="line">The command.</param>
    /// <exception cref="HomeCommandException">It cannot be carried out; nothing has changed.</exception>
    public void Execute(string line)
    {
        var run = Prepare(line);
        HomeCommandException? failure = null;
        home.Scheduler.Run(() =>
        {
            try
            {
                run(home);
            }
            catch (HomeCommandException e)
            {
                failure = e;
            }
        });
        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>Reads a command as far as that goes without a home: its name and the number of its arguments.</summary>
    /// <param name="line">The command.</param>
    /// <returns>Carries it out; call it on the home's logical thread.</returns>
    /// <exception cref="HomeCommandException">It cannot be read.</exception>
    internal static Action<SimulatedHome> Prepare(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var parsed = HomeCommandLine.Parse(line);
        if (!Table.TryGetValue(parsed.Name, out var definition))
        {
            throw new HomeCommandException(
                HomeCommandError.UnknownCommand, $"There is no command '{parsed.Name}'; there are {string.Join(", ", Table.Keys.Order())}.");
        }

        if (parsed.Words.Count < definition.Minimum || parsed.Words.Count > definition.Maximum)
        {
            throw new HomeCommandException(HomeCommandError.WrongArgumentCount, $"Write '{definition.Usage}'.");
        }

        return definition.HasTarget
            ? home => definition.Run(new HomeCommandCall(home, parsed.Words[0], [.. parsed.Words.Skip(1)]))
            : home => definition.Run(new HomeCommandCall(home, string.Empty, parsed.Words));
    }
}
