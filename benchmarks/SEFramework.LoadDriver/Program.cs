using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using SEFramework.LoadDriver;

// dotnet run -c Release --project benchmarks/SEFramework.LoadDriver -- PATH/seframeworkd.dll [connections] [seconds] [rounds]
// Starts the daemon on a simulated home and a bare Kestrel endpoint, loads them in turns, and prints rates, ratio, start time and memory.
if (args is ["--bare", var barePort, var bareBytes])
{
    await BareEndpoint.RunAsync(int.Parse(barePort, CultureInfo.InvariantCulture), int.Parse(bareBytes, CultureInfo.InvariantCulture));
    return 0;
}

if (args.Length == 0)
{
    Console.Error.WriteLine("Give the path of seframeworkd.dll, for instance artifacts/bin/SEFramework.Daemon/release/seframeworkd.dll");
    return 2;
}

var connections = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 16;
var duration = TimeSpan.FromSeconds(args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5);
var rounds = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 5;
const int DaemonPort = 18080;
const int BarePort = 18081;
var state = Directory.CreateTempSubdirectory("seframework-load");

var start = Stopwatch.StartNew();
using var daemon = Start(args[0], "--listen", $"127.0.0.1:{DaemonPort}", "--data", state.FullName, "--log-level", "Warning");
await WaitForAsync(DaemonPort);
Console.WriteLine($"start to port open: {start.ElapsedMilliseconds} ms");
await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
daemon.Refresh();
Console.WriteLine($"daemon resident memory when idle: {daemon.WorkingSet64 / (1024 * 1024)} MiB");
var daemonLoad = new Load(DaemonPort, connections);
await daemonLoad.RequestsPerSecondAsync(TimeSpan.FromSeconds(3));
using var bare = Start(Environment.ProcessPath!, "--bare", BarePort.ToString(CultureInfo.InvariantCulture), daemonLoad.ResponseBytes.ToString(CultureInfo.InvariantCulture));
await WaitForAsync(BarePort);
var bareLoad = new Load(BarePort, connections);
await bareLoad.RequestsPerSecondAsync(TimeSpan.FromSeconds(3));
var ratios = new List<double>();
for (var round = 1; round <= rounds; round++)
{
    var ours = await daemonLoad.RequestsPerSecondAsync(duration);
    var theirs = await bareLoad.RequestsPerSecondAsync(duration);
    ratios.Add(ours / theirs);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"round {round}: get_time {ours,8:F0} requests/s, bare endpoint {theirs,8:F0} requests/s, ratio {ours / theirs:F2}"));
}

ratios.Sort();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios[ratios.Count / 2]:F2}, {connections} connections"));
daemon.Refresh();
Console.WriteLine($"daemon resident memory after the load: {daemon.WorkingSet64 / (1024 * 1024)} MiB");
bare.Kill();
daemon.Kill();
await daemon.WaitForExitAsync();
state.Delete(recursive: true);
return 0;

static Process Start(string program, params string[] arguments)
{
    var isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
    var info = new ProcessStartInfo(isAssembly ? "dotnet" : program) { RedirectStandardOutput = true };
    if (isAssembly)
    {
        info.ArgumentList.Add(program);
    }

    Array.ForEach(arguments, info.ArgumentList.Add);
    var process = Process.Start(info)!;
    process.BeginOutputReadLine();
    return process;
}

static async Task WaitForAsync(int port)
{
    for (var attempt = 0; attempt < 3000; attempt++)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", port);
            return;
        }
        catch (SocketException)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    throw new TimeoutException($"Nothing listens on port {port}");
}
