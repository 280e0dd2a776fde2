using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Systemd;

namespace SEFramework.Daemon.Http;

/// <summary>Kestrel, set up for clients as old as the gateways. Source: reference 01, section 1.7.</summary>
internal static class HttpServer
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    /// <summary>Builds the host; nothing listens yet.</summary>
    /// <param name="options">Addresses and limits.</param>
    /// <param name="loggers">Make the loggers.</param>
    public static WebApplication Build(HttpOptions options, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        if (options.Https is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = LongestStop);
        builder.Services.Configure<ConsoleLifetimeOptions>(static console => console.SuppressStatusMessages = true);
        builder.Host.UseSystemd();
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, HttpOptions options)
    {
        kestrel.AddServerHeader = false;

        // Absolute request targets whose host is not the Host header's, and header values in Latin-1.
        kestrel.AllowHostHeaderOverride = true;
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;

        // The doors have limits of their own, and say in their own language what went over them.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.RequestHeadersTimeout = options.RequestTimeout;
        foreach (var endPoint in options.Listen)
        {
            kestrel.Listen(endPoint, static listen => listen.Protocols = HttpProtocols.Http1);
        }

        foreach (var endPoint in options.Https?.Listen ?? [])
        {
            kestrel.Listen(endPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(options.Https!.Certificate);
            });
        }
    }
}
