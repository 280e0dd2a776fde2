using System.Threading.Channels;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Radio;

/// <summary>
/// A ZigBee radio in ZigBee terms: it carries APS frames and manages the network. Nothing above this interface knows which chip
/// is behind it; another coordinator chip is another class. Source: design decision 7; reference 07.
/// </summary>
/// <remarks>All members may be called from any thread. A radio that loses its port goes on by itself: it reports
/// <see cref="RadioLost"/>, answers sends with <see cref="TransmitStatus.RadioUnavailable"/>, and reports <see cref="RadioReady"/> when it is back.</remarks>
public interface IZigbeeRadio : IAsyncDisposable
{
    /// <summary>Everything the radio reports, in order of arrival. One reader.</summary>
    ChannelReader<RadioEvent> Events { get; }

    /// <summary>The radio as last read, or null while it has not answered yet.</summary>
    RadioInformation? Information { get; }

    /// <summary>Opens the port and starts reading; returns at once. <see cref="RadioReady"/> tells when the radio answered and is configured.</summary>
    /// <param name="cancellationToken">Stops the attempt.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Sends one APS frame and waits for the radio's verdict (the transmit status), however long the radio takes up to its own limit.</summary>
    /// <param name="request">The frame.</param>
    /// <param name="cancellationToken">Stops waiting; the frame may still be sent.</param>
    /// <returns>The verdict; failures are values, not exceptions.</returns>
    Task<TransmitResult> SendAsync(ApsDataRequest request, CancellationToken cancellationToken);

    /// <summary>Reads the network state from the radio.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not answer or refused.</exception>
    Task<NetworkInformation> ReadNetworkAsync(CancellationToken cancellationToken);

    /// <summary>Opens (or with zero closes) joining on this node alone; the ZDO broadcast is the caller's.</summary>
    /// <param name="duration">0 to 254 seconds.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not answer or refused.</exception>
    Task PermitJoiningAsync(TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Registers the link key with which a device may join.</summary>
    /// <param name="device">The joiner.</param>
    /// <param name="linkKey">16 bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not answer or refused.</exception>
    Task RegisterJoiningDeviceAsync(IeeeAddress device, ReadOnlyMemory<byte> linkKey, CancellationToken cancellationToken);

    /// <summary>Removes a registered link key, where the radio can.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not answer or refused.</exception>
    Task UnregisterJoiningDeviceAsync(IeeeAddress device, CancellationToken cancellationToken);

    /// <summary>
    /// Brings the radio to the settings of a network and keeps them in it. A radio that has them already is left alone; any other leaves its
    /// network and forms or looks for the new one, of which <see cref="NetworkStateChanged"/> tells.
    /// </summary>
    /// <param name="settings">The network.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays written.</param>
    /// <returns>Whether something was changed.</returns>
    /// <exception cref="RadioException">The radio did not answer or refused, or its firmware cannot have the role.</exception>
    Task<bool> CommissionAsync(NetworkSettings settings, CancellationToken cancellationToken);

    /// <summary>Reads which network the radio is set to form or join; the link key cannot be read and is null.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not answer or refused.</exception>
    Task<NetworkSettings> ReadSettingsAsync(CancellationToken cancellationToken);

    /// <summary>Leaves the network, and forms or looks for one again with the settings kept in the radio.</summary>
    /// <param name="wholeNetwork">Whether all nodes of the network are told to do so too.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not answer or refused.</exception>
    Task ResetNetworkAsync(bool wholeNetwork, CancellationToken cancellationToken);
}

/// <summary>Which network a radio forms, or joins as a router. Source: reference 07, sections 7 and 8.</summary>
/// <param name="IsCoordinator">Forms the network and is its trust centre; otherwise it joins as a router.</param>
/// <param name="ExtendedPanId">The network; 0 is any one, for a coordinator one chosen at random; null leaves what is in the radio.</param>
/// <param name="ChannelMask">Channels allowed: bit 0 is channel 11, bit 15 is channel 26; those that the radio lacks are left out. Null leaves what
/// is in the radio.</param>
/// <param name="LinkKey">Preconfigured link key of 16 bytes to write; null leaves the one in the radio, which cannot be read.</param>
public sealed record NetworkSettings(bool IsCoordinator, ulong? ExtendedPanId, ushort? ChannelMask, ReadOnlyMemory<byte>? LinkKey);

/// <summary>What kind of module is there and what it can do. Source: reference 07, section 1.</summary>
/// <param name="Address">Its extended address.</param>
/// <param name="Name">What it is, for people: "XBee 3 Zigbee", "XBee SE coordinator".</param>
/// <param name="HardwareVersion">HV.</param>
/// <param name="FirmwareVersion">VR.</param>
/// <param name="Capabilities">What it can do.</param>
public sealed record RadioInformation(
    IeeeAddress Address, string Name, ushort HardwareVersion, uint FirmwareVersion, RadioCapabilities Capabilities);

/// <summary>Capabilities that differ between radios. Source: reference 07, section 1; design decision 12.</summary>
[Flags]
public enum RadioCapabilities
{
    /// <summary>None of these.</summary>
    None = 0,

    /// <summary>The radio runs certificate-based key establishment by itself.</summary>
    KeyEstablishment = 1,

    /// <summary>Registered link keys survive in the radio; without it the host keeps them and registers again.</summary>
    PersistentKeyTable = 2,

    /// <summary>A registered link key can be removed.</summary>
    UnregisterKey = 4,

    /// <summary>The host can set the link key of a device that already joined.</summary>
    SetPartnerLinkKey = 8,
}

/// <summary>The radio's place in the network. Source: reference 07, sections 5 and 7.</summary>
/// <param name="Joined">Whether it formed or joined a network.</param>
/// <param name="AssociationIndication">AI, the reason when not joined.</param>
/// <param name="IsCoordinator">Whether it is the coordinator.</param>
/// <param name="Nwk">Its own network address.</param>
/// <param name="PanId">16-bit PAN id.</param>
/// <param name="ExtendedPanId">64-bit extended PAN id in operation.</param>
/// <param name="Channel">802.15.4 channel 11 to 26, 0 when not joined.</param>
/// <param name="MaximumPayload">Largest payload accepted for a unicast, bytes.</param>
public sealed record NetworkInformation(
    bool Joined, byte AssociationIndication, bool IsCoordinator, NwkAddress Nwk, ushort PanId, ulong ExtendedPanId, byte Channel, int MaximumPayload);

/// <summary>Verdict on a sent APS frame.</summary>
/// <param name="Status">0 is success; the other values are those of the XBee transmit status, reference 07, section 4.2.</param>
/// <param name="DestinationNwk">Network address it was delivered to, if the radio said so.</param>
public readonly record struct TransmitResult(TransmitStatus Status, NwkAddress DestinationNwk)
{
    /// <summary>Whether the frame was delivered (for a broadcast: sent).</summary>
    public bool IsSuccess => Status == TransmitStatus.Success;
}

/// <summary>A radio failed or refused a command.</summary>
public sealed class RadioException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RadioException()
    {
    }

    /// <summary>Creates the exception with a text for people.</summary>
    /// <param name="message">What the radio refused, and why.</param>
    public RadioException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a text and its cause.</summary>
    /// <param name="message">What the radio refused, and why.</param>
    /// <param name="innerException">The cause.</param>
    public RadioException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
