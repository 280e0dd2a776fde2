namespace SEFramework.Simulator.Home;

/// <summary>The plug of the module's serial line, for commands.</summary>
public interface IModulePlug
{
    /// <summary>Whether the host finds the module under the same name when it is plugged in again.</summary>
    bool KeepsItsName { get; }

    /// <summary>Pulls the plug. Returns at once.</summary>
    void Pull();

    /// <summary>Plugs it in again, after all that was started before. Returns at once.</summary>
    void Insert();
}
