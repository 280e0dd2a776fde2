using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy;

/// <summary>The payload of a command of a Smart Energy cluster. Source: reference 05, section 2.</summary>
public interface ISmartEnergyCommand
{
    /// <summary>Which command it is.</summary>
    SmartEnergyCommandId Id { get; }

    /// <summary>Writes the payload.</summary>
    /// <param name="writer">Where to.</param>
    void Write(ByteWriter writer);
}

/// <summary>A payload that can be read.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ISmartEnergyCommand<TSelf> : ISmartEnergyCommand
    where TSelf : class, ISmartEnergyCommand<TSelf>
{
    /// <summary>Reads the payload. Fields that later versions append are left unread, optional ones may be missing.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="command">What was read.</param>
    /// <returns>False when a mandatory field is cut short.</returns>
    static abstract bool TryRead(ReadOnlySpan<byte> payload, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TSelf? command);
}
