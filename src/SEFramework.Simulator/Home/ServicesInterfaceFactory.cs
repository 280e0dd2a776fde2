using System.Globalization;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.Devices;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Home;

/// <summary>Makes the energy services interface of a home in which the gateway is a router.</summary>
internal static class ServicesInterfaceFactory
{
    private const byte UsualEndpoint = 1;
    private const byte FirstChannel = 11;
    private const byte LastChannel = 26;

    private static readonly IeeeAddress UsualAddress = new(0x000D6F00_00E51001);

    /// <summary>Makes it; it forms its network when it is started.</summary>
    /// <param name="description">What is wanted.</param>
    /// <param name="network">The air around it.</param>
    /// <exception cref="HomeDescriptionException">A setting cannot be read; the message names it.</exception>
    public static EnergyServicesInterface Build(ServicesInterfaceDescription description, HomeAreaNetwork network)
    {
        const string Place = "servicesInterface";
        if (description.Channel is { } channel && channel is < FirstChannel or > LastChannel)
        {
            throw new HomeDescriptionException($"{Place}.channel is {description.Channel}; give {FirstChannel} to {LastChannel}.");
        }

        var address = description.Address is { } text ? DeviceFactory.ReadAddress(text, Place + ".address") : UsualAddress;
        var esi = new EnergyServicesInterface(network, new VirtualDeviceOptions(address), UsualEndpoint, Pan(description, network))
        {
            RequiresRegistration = description.RequireRegistration,
            ExchangesLinkKeys = description.ExchangesLinkKeys,
        };
        for (var i = 0; i < description.Registered.Count; i++)
        {
            var place = $"{Place}.registered[{i}]";
            var registered = description.Registered[i];
            esi.Register(
                DeviceFactory.ReadAddress(registered.Address, place + ".address"),
                JoiningKey.TryParse(registered.Key, out var key)
                    ? key
                    : throw new HomeDescriptionException($"{place}.key has to be a link key of 32 hexadecimal digits, or an installation code with its CRC."));
        }

        return esi;
    }

    private static Pan Pan(ServicesInterfaceDescription description, HomeAreaNetwork network)
    {
#pragma warning disable CA5394 // A simulation has to repeat; nothing secret comes from here.
        var random = network.Scheduler.Random;
        var pan = new Pan((ulong)random.NextInt64(1, long.MaxValue), (ushort)random.Next(1, 0xFFFE), (byte)random.Next(FirstChannel, LastChannel - 1));
#pragma warning restore CA5394
        if (description.ExtendedPanId is { } text)
        {
            pan = pan with
            {
                ExtendedPanId = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id is not 0 and not ulong.MaxValue
                    ? id
                    : throw new HomeDescriptionException($"servicesInterface.extendedPanId is '{text}'; give up to 16 hexadecimal digits, neither all 0 nor all F."),
            };
        }

        return pan with { Channel = description.Channel ?? pan.Channel };
    }
}
