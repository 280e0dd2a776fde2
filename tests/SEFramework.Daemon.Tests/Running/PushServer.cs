using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>A remote server that takes files by PUT, or answers what it is told to.</summary>
internal sealed class PushServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PushServer(WebApplication app, Func<string, HttpStatusCode> answer)
    {
        _app = app;
        app.Run(async context =>
        {
            var name = context.Request.Path.Value!.Split('/')[^1];
            var status = answer(name);
            using var reader = new StreamReader(context.Request.Body);
            var text = await reader.ReadToEndAsync();
            if (status == HttpStatusCode.Created)
            {
                Taken.Enqueue((name, text));
            }

            context.Response.StatusCode = (int)status;
        });
    }

    /// <summary>What it took, in order.</summary>
    public ConcurrentQueue<(string Name, string Text)> Taken { get; } = [];

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<PushServer> StartAsync(Func<string, HttpStatusCode> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new PushServer(app, answer);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
