using System.Xml;
using System.Xml.Linq;
using SEFramework.Gateway.Hosting;
using SEFramework.Radio;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;
using SEFramework.Testing;

namespace SEFramework.Gateway.Tests.Hosting;

/// <summary>A gateway, by default without radio, in a folder of its own; talks to it as a door does.</summary>
internal sealed class GatewayFixture : IAsyncDisposable, IGatewayLifetime
{
    private readonly DirectoryInfo _directory;
    private readonly bool _isOwnFolder;
    private readonly string _variant;
    private readonly Func<IZigbeeRadio>? _radio;

    private GatewayFixture(string variant, Func<IZigbeeRadio>? radio, string? folder)
    {
        _isOwnFolder = folder is null;
        _directory = folder is null ? Directory.CreateTempSubdirectory("seframework-test") : new DirectoryInfo(folder);
        _variant = variant;
        _radio = radio;
    }

    public ManualTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1361000766));

    public GatewayHost Host { get; private set; } = null!;

    public string Folder => _directory.FullName;

    public ListLogger Log { get; } = new();

    public List<bool> Stops { get; } = [];

    /// <summary>Starts a gateway.</summary>
    /// <param name="variant">Its variant.</param>
    /// <param name="prepare">Writes files before.</param>
    /// <param name="radio">Makes its radio, or null for none.</param>
    /// <param name="folder">Its data folder, or null for one of its own.</param>
    public static async Task<GatewayFixture> StartAsync(
        string variant = "esi-coordinator", Action<string>? prepare = null, Func<IZigbeeRadio>? radio = null, string? folder = null)
    {
        var fixture = new GatewayFixture(variant, radio, folder);
        prepare?.Invoke(fixture.Folder);
        await fixture.BootAsync();
        return fixture;
    }

    public async Task RestartAsync()
    {
        await Host.DisposeAsync();
        await BootAsync();
    }

    public void Stop(bool restart) => Stops.Add(restart);

    /// <summary>Posts requests; gives what stands inside responses.</summary>
    public async Task<XElement> RpcAsync(string requests, bool delivered = true)
    {
        var exchange = new ClientExchange("test");
        var body = HardenedXml.Parse($"<do_command>{requests}</do_command>");
        var reply = await Host.Pipeline.ExecuteAsync(body.Elements().ToArray(), exchange, CancellationToken.None);
        await exchange.CompleteAsync(delivered);
        return Written(reply);
    }

    public async Task<XElement> DrainAsync(int? limit = null, bool delivered = true)
    {
        var exchange = new ClientExchange("test");
        var reply = await Host.Pipeline.TakeResponsesAsync(limit, exchange, CancellationToken.None);
        await exchange.CompleteAsync(delivered);
        return Written(reply);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_isOwnFolder)
        {
            _directory.Delete(recursive: true);
        }
    }

    public static XElement Written(IXmlContent content)
    {
        var text = new System.Text.StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            content.WriteTo(writer);
        }

        return XElement.Parse(text.ToString());
    }

    private async Task BootAsync()
    {
        Host = await GatewayHost.CreateAsync(new GatewayOptions(_variant, Folder), _radio?.Invoke(), this, Time, Log);
        await Host.StartAsync(CancellationToken.None);
    }
}
