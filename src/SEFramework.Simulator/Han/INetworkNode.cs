using SEFramework.Simulator.Faults;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Han;

/// <summary>Something with a ZigBee radio: the virtual module or a virtual device.</summary>
public interface INetworkNode
{
    /// <summary>Its extended address.</summary>
    IeeeAddress Address { get; }

    /// <summary>Its network address, <see cref="NwkAddress.Unknown"/> while it has not joined.</summary>
    NwkAddress Nwk { get; }

    /// <summary>Whether it relays for others (coordinator or router).</summary>
    bool IsRouter { get; }

    /// <summary>Whether it is joined, powered and hears frames.</summary>
    bool IsListening { get; }

    /// <summary>Whether others may join through it now.</summary>
    bool IsPermittingJoining { get; }

    /// <summary>Whether it shares an authorised link key with the trust centre, so that APS-encrypted frames can reach it.</summary>
    bool HasLinkKey { get; }

    /// <summary>Time until it next asks its parent for frames; zero for a node whose receiver is always on.</summary>
    TimeSpan UntilPoll => TimeSpan.Zero;

    /// <summary>How long it keeps a frame for a child that sleeps.</summary>
    TimeSpan IndirectHold => HomeAreaNetwork.UsualIndirectHold;

    /// <summary>What goes wrong around it.</summary>
    AirFaults Faults { get; }

    /// <summary>Hears a frame.</summary>
    /// <param name="indication">The frame.</param>
    void Receive(ApsDataIndication indication);
}

/// <summary>A node that joins a network which another node formed.</summary>
public interface IJoiningNode : INetworkNode
{
    /// <summary>Sets whether it shares an authorised link key with the trust centre.</summary>
    new bool HasLinkKey { get; set; }

    /// <summary>Joins if it wants to and is allowed to; called whenever something changed that it may wait for.</summary>
    void TryJoin();

    /// <summary>Its network has ended, or was told to leave.</summary>
    void Orphan();
}

/// <summary>What a trust centre does with a joiner.</summary>
public enum Admission
{
    /// <summary>It gets the network key, and can read it.</summary>
    Admitted,

    /// <summary>The trust centre has no key for it, and gives it no network key.</summary>
    Refused,

    /// <summary>The trust centre knows it under another link key, so that it cannot read the network key.</summary>
    WrongKey,
}

/// <summary>The trust centre's part in joining. Source: reference 07, section 8; reference 06, section 5.2.</summary>
public interface ITrustCentre
{
    /// <summary>Whether its network is encrypted with a network key (EE).</summary>
    bool IsSecured { get; }

    /// <summary>Whether joiners of current stacks get a new link key of their own in exchange for the one they joined with.</summary>
    bool ExchangesLinkKeys { get; }

    /// <summary>Decides on a joiner.</summary>
    /// <param name="joiner">Its extended address.</param>
    /// <param name="linkKey">The 16 bytes it was prepared with; empty for the well-known default key.</param>
    Admission Judge(IeeeAddress joiner, ReadOnlySpan<byte> linkKey);

    /// <summary>A device has joined with its link key; the trust centre gives or starts giving it an APS link key.</summary>
    /// <param name="device">The device.</param>
    void Welcome(IJoiningNode device);
}
