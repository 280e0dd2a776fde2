using SEFramework.Simulator.Faults;
using SEFramework.Simulator.Han;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Tests;

/// <summary>A node that records what it hears, for tests of the network and the module alone.</summary>
internal sealed class TestNode(HomeAreaNetwork network, ulong address, ushort nwk) : INetworkNode
{
    public IeeeAddress Address { get; } = new(address);

    public NwkAddress Nwk { get; set; } = new(nwk);

    public bool IsRouter { get; init; } = true;

    public bool IsListening { get; set; } = true;

    public bool IsPermittingJoining { get; set; }

    public bool HasLinkKey { get; set; } = true;

    public AirFaults Faults { get; } = new();

    public List<ApsDataIndication> Heard { get; } = [];

    public void Receive(ApsDataIndication indication) => Heard.Add(indication);

    /// <summary>Sends a frame on the logical thread.</summary>
    public void Send(ApsDataRequest request) => network.Scheduler.Run(() => network.Transmit(this, request, static _ => { }));
}
