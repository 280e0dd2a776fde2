namespace SEFramework.Simulator.Module;

/// <summary>A module as a serial line sees it: bytes in, bytes out, power on and off.</summary>
public interface IVirtualModule
{
    /// <summary>Receives the bytes for the host. Called on the module's logical thread; must not wait.</summary>
    Action<byte[]>? Output { get; set; }

    /// <summary>Takes bytes from the host. A module without power ignores them.</summary>
    /// <param name="data">The bytes, cut anywhere.</param>
    void Input(ReadOnlySpan<byte> data);

    /// <summary>Power comes on.</summary>
    void PowerOn();

    /// <summary>Power goes off.</summary>
    void PowerOff();
}
