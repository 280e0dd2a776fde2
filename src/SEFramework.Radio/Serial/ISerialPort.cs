namespace SEFramework.Radio.Serial;

/// <summary>
/// A serial port with the members and the meaning of System.IO.Ports.SerialPort, as far as a radio needs them: raw bytes, eight data bits, no parity,
/// one stop bit.
/// </summary>
public interface ISerialPort : IDisposable
{
    /// <summary>Path of the device. Set before <see cref="Open"/>.</summary>
    /// <exception cref="InvalidOperationException">Set while open.</exception>
    string PortName { get; set; }

    /// <summary>Bits per second, 1200 to 921600; 9600 unless set. Set before <see cref="Open"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a standard rate.</exception>
    /// <exception cref="InvalidOperationException">Set while open.</exception>
    int BaudRate { get; set; }

    /// <summary>Flow control; none unless set. Set before <see cref="Open"/>.</summary>
    /// <exception cref="InvalidOperationException">Set while open.</exception>
    Handshake Handshake { get; set; }

    /// <summary>State of the DTR line, from <see cref="Open"/> on; ports without modem lines ignore it.</summary>
    bool DtrEnable { get; set; }

    /// <summary>State of the RTS line, from <see cref="Open"/> on; without effect under <see cref="Serial.Handshake.RequestToSend"/> and on ports
    /// without modem lines.</summary>
    bool RtsEnable { get; set; }

    /// <summary>Whether the port has modem lines, so that RTS and CTS can mean something; known once it is open. A pseudo terminal has none.</summary>
    bool HasModemLines { get; }

    /// <summary>Whether the port is open. A port whose device is gone stays open until <see cref="Close"/>.</summary>
    bool IsOpen { get; }

    /// <summary>Number of bytes received and not read yet.</summary>
    /// <exception cref="InvalidOperationException">The port is not open.</exception>
    int BytesToRead { get; }

    /// <summary>
    /// Asynchronous reading and writing, with cancellation. A read returns what is there, at least one byte; when the device is gone,
    /// reads and writes fail with <see cref="IOException"/>; a read that is waiting when the port is closed returns 0.
    /// </summary>
    /// <exception cref="InvalidOperationException">The port is not open.</exception>
    Stream BaseStream { get; }

    /// <summary>Opens and configures the port, for this program alone.</summary>
    /// <exception cref="InvalidOperationException">The port is open already.</exception>
    /// <exception cref="FileNotFoundException">There is no such device.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied, or another program uses the port.</exception>
    /// <exception cref="IOException">It is no serial port, or it cannot be configured.</exception>
    void Open();

    /// <summary>Closes the port; does nothing when it is closed.</summary>
    void Close();

    /// <summary>Drops all bytes received and not read yet.</summary>
    /// <exception cref="InvalidOperationException">The port is not open.</exception>
    void DiscardInBuffer();
}
