using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SEFramework.LoadDriver;

/// <summary>Posts one request over and over on a number of kept-alive connections and counts the answers.</summary>
/// <param name="port">Port on the loopback address.</param>
/// <param name="connections">Connections at once.</param>
internal sealed class Load(int port, int connections)
{
    private const string Body =
        "<rci_request version=\"1.1\"><do_command target=\"RPC_request\"><get_time synchronous=\"TRUE\"/></do_command></rci_request>";

    private static readonly byte[] Request = Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"POST /UE/rci HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));

    /// <summary>Bytes of the last response body.</summary>
    public int ResponseBytes { get; private set; }

    public async Task<double> RequestsPerSecondAsync(TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ConnectionAsync(clock, duration)));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private async Task<int> ConnectionAsync(Stopwatch clock, TimeSpan duration)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var buffer = new byte[64 * 1024];
        var count = 0;
        while (clock.Elapsed < duration)
        {
            await socket.SendAsync(Request);
            await ReadResponseAsync(socket, buffer);
            count++;
        }

        return count;
    }

    private async Task ReadResponseAsync(Socket socket, byte[] buffer)
    {
        var received = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(received));
            if (read == 0)
            {
                throw new IOException("The server closed the connection");
            }

            received += read;
            var headerEnd = buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8);
            if (headerEnd < 0)
            {
                continue;
            }

            var header = Encoding.ASCII.GetString(buffer, 0, headerEnd);
            if (!header.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new IOException(header);
            }

            var length = int.Parse(
                header.Split('\n').Single(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1],
                CultureInfo.InvariantCulture);
            if (received >= headerEnd + 4 + length)
            {
                ResponseBytes = length;
                return;
            }
        }
    }
}
