using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Radio;

/// <summary>Something a radio reports by itself.</summary>
public abstract record RadioEvent;

/// <summary>The radio answered and is configured.</summary>
/// <param name="Information">What it is.</param>
/// <param name="Network">Where it is.</param>
public sealed record RadioReady(RadioInformation Information, NetworkInformation Network) : RadioEvent;

/// <summary>The port is gone or the radio stopped answering; the driver keeps trying.</summary>
/// <param name="Reason">For people.</param>
public sealed record RadioLost(string Reason) : RadioEvent;

/// <summary>An APS frame came in.</summary>
/// <param name="Indication">The frame.</param>
public sealed record ApsFrameReceived(ApsDataIndication Indication) : RadioEvent;

/// <summary>The radio's network state changed.</summary>
/// <param name="Status">Modem status as the radio gave it. Source: reference 07, section 5.</param>
/// <param name="Network">The state read after the change.</param>
/// <param name="HasLeft">Whether it left its network, even if it is in one again by now.</param>
public sealed record NetworkStateChanged(byte Status, NetworkInformation Network, bool HasLeft = false) : RadioEvent;

/// <summary>A device finished key establishment with this trust centre. Source: reference 07, section 4.6.</summary>
/// <param name="Device">The device.</param>
/// <param name="Nwk">Its network address.</param>
public sealed record DeviceAuthenticated(IeeeAddress Device, NwkAddress Nwk) : RadioEvent;
