using System.Globalization;
using SEFramework.Radio.Serial;

namespace SEFramework.Radio.Transport;

/// <summary>A radio on a serial port. Source: reference 07, section 2.</summary>
public sealed class SerialTransport : IRadioTransport
{
    private readonly string _portName;
    private readonly int _baudRate;
    private readonly Handshake _handshake;
    private readonly Func<ISerialPort> _createPort;

    /// <summary>Describes the port; nothing is opened.</summary>
    /// <param name="portName">Path of the device.</param>
    /// <param name="baudRate">Bits per second.</param>
    /// <param name="handshake">Flow control. Without it long bursts lose bytes.</param>
    /// <param name="createPort">Makes the port; null for <see cref="TermiosSerialPort"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="portName"/> is empty.</exception>
    public SerialTransport(string portName, int baudRate, Handshake handshake = Handshake.RequestToSend, Func<ISerialPort>? createPort = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(portName);
        _portName = portName;
        _baudRate = baudRate;
        _handshake = handshake;
        _createPort = createPort ?? (static () => new TermiosSerialPort());
    }

    /// <inheritdoc />
    public string Description => string.Create(CultureInfo.InvariantCulture, $"{_portName} at {_baudRate} bit/s");

    /// <inheritdoc />
    public ValueTask<IRadioConnection> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var port = _createPort();
        try
        {
            port.PortName = _portName;
            port.BaudRate = _baudRate;
            port.Handshake = _handshake;
            port.DtrEnable = true;
            port.RtsEnable = true;
            port.Open();
            port.DiscardInBuffer();
            var flowControl = port.HasModemLines && _handshake is Handshake.RequestToSend or Handshake.RequestToSendXOnXOff;
            return ValueTask.FromResult<IRadioConnection>(new StreamRadioConnection(port.BaseStream, port, flowControl));
        }
        catch (Exception exception)
        {
            port.Dispose();
            if (exception is UnauthorizedAccessException or ArgumentException)
            {
                throw new IOException(exception.Message, exception);
            }

            throw;
        }
    }
}
