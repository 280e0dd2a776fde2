namespace SEFramework.LoadDriver;

/// <summary>What Kestrel does without any of our code: reads the body and answers with a body of a given size.</summary>
internal static class BareEndpoint
{
    public static Task RunAsync(int port, int responseBytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var body = new byte[responseBytes];
        Array.Fill(body, (byte)' ');
        app.MapPost("/UE/rci", async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.ContentType = "application/xml; charset=UTF-8";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        });
        return app.RunAsync();
    }
}
