using System.Globalization;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Radio.XBee.Link;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Modules;

/// <summary>A module as identified at start-up.</summary>
/// <param name="Family">Its kind.</param>
/// <param name="Information">What it is.</param>
/// <param name="ConfiguredAsCoordinator">Whether its firmware or CE make it a coordinator, joined or not.</param>
internal sealed record XBeeModule(XBeeFamily Family, RadioInformation Information, bool ConfiguredAsCoordinator)
{
    /// <summary>Identifies the module. Source: reference 07, sections 1 and 8.</summary>
    /// <exception cref="RadioException">It did not answer or refused.</exception>
    public static async Task<XBeeModule> IdentifyAsync(AtCommandQueue commands, CancellationToken cancellationToken)
    {
        var firmware = (uint)await commands.QueryNumberAsync(AtCommands.FirmwareVersion, cancellationToken).ConfigureAwait(false);
        var hardware = (ushort)await commands.QueryNumberAsync(AtCommands.HardwareVersion, cancellationToken).ConfigureAwait(false);
        var high = await commands.QueryNumberAsync(AtCommands.SerialHigh, cancellationToken).ConfigureAwait(false);
        var low = await commands.QueryNumberAsync(AtCommands.SerialLow, cancellationToken).ConfigureAwait(false);
        var family = XBeeFamily.Of(hardware, firmware);
        var role = family.RoleOf(firmware);
        var coordinator = role is null
            ? await commands.TryQueryNumberAsync(AtCommands.CoordinatorEnable, cancellationToken).ConfigureAwait(false) == 1
            : role == XBeeFamily.CoordinatorRole;
        var name = role is null ? family.Name : string.Create(CultureInfo.InvariantCulture, $"{family.Name} {role}");
        var information = new RadioInformation(new IeeeAddress((high << 32) | (uint)low), name, hardware, firmware, family.Capabilities);
        return new XBeeModule(family, information, coordinator);
    }

    /// <summary>Reads where the module is. Source: reference 07, sections 5, 7 and 9.</summary>
    /// <exception cref="RadioException">It did not answer or refused.</exception>
    public async Task<NetworkInformation> ReadNetworkAsync(AtCommandQueue commands, CancellationToken cancellationToken)
    {
        var indication = (byte)await commands.QueryNumberAsync(AtCommands.AssociationIndication, cancellationToken).ConfigureAwait(false);
        var extendedPanId = await commands.QueryNumberAsync(AtCommands.OperatingExtendedPanId, cancellationToken).ConfigureAwait(false);
        var panId = (ushort)await commands.QueryNumberAsync(AtCommands.OperatingPanId, cancellationToken).ConfigureAwait(false);
        var channel = (byte)await commands.QueryNumberAsync(AtCommands.Channel, cancellationToken).ConfigureAwait(false);
        var nwk = new NwkAddress((ushort)await commands.QueryNumberAsync(AtCommands.NetworkAddress, cancellationToken).ConfigureAwait(false));
        var payload = await commands.TryQueryNumberAsync(AtCommands.MaximumPayload, cancellationToken).ConfigureAwait(false);

        // With key establishment on, an SE router has an address long before AI is zero; only then is it a full member.
        var joined = indication == 0;
        return new NetworkInformation(
            joined,
            indication,
            joined ? nwk == NwkAddress.Coordinator : ConfiguredAsCoordinator,
            nwk,
            panId,
            extendedPanId,
            channel,
            payload is > XBeeFamily.ExplicitOverhead ? (int)payload.Value - XBeeFamily.ExplicitOverhead : XBeeFamily.SafePayload);
    }
}
