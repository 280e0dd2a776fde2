using SEFramework.Radio.XBee.Link;
using SEFramework.Radio.XBee.Modules;

namespace SEFramework.Radio.XBee;

/// <summary>One connection to a module, from opening the port to losing it.</summary>
internal sealed class XBeeSession(XBeeLink link, AtCommandQueue commands)
{
    private State? _state;

    public XBeeLink Link { get; } = link;

    public AtCommandQueue Commands { get; } = commands;

    /// <summary>What the module is and where; null while it is not configured.</summary>
    public State? Current => Volatile.Read(ref _state);

    /// <summary>The module is configured.</summary>
    public void Set(XBeeModule module, NetworkInformation network) => Volatile.Write(ref _state, new State(module, network));

    /// <summary>The network was read again. Without effect when the module lost its state meanwhile.</summary>
    public void Update(State since, NetworkInformation network) => Interlocked.CompareExchange(ref _state, since with { Network = network }, since);

    /// <summary>The module was given a role.</summary>
    public void SetRole(bool isCoordinator)
    {
        if (Current is { } state)
        {
            Interlocked.CompareExchange(ref _state, state with { Module = state.Module with { ConfiguredAsCoordinator = isCoordinator } }, state);
        }
    }

    /// <summary>The module lost its state and must be configured again.</summary>
    public void Clear() => Volatile.Write(ref _state, null);

    /// <summary>A configured module.</summary>
    /// <param name="Module">What it is.</param>
    /// <param name="Network">Where it was when last read.</param>
    internal sealed record State(XBeeModule Module, NetworkInformation Network);
}
