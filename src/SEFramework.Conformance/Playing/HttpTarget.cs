using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Playing;

/// <summary>
/// A gateway of which only the HTTP doors are known: a legacy gateway, a cloud account, another daemon. It cannot be restarted, its home is real and its
/// radio is its own; time passes as it does.
/// </summary>
/// <param name="client">Reaches the gateway: base address, credentials and time-out are set.</param>
/// <param name="time">The clock by which time passes.</param>
public sealed class HttpTarget(HttpClient client, TimeProvider time) : ISessionTarget
{
    private const string XmlMediaType = "text/xml";

    /// <inheritdoc />
    public string? Device { get; init; }

    /// <summary>Whether requests go to the cloud's door /ws/sci for <see cref="Device"/>, instead of to the gateway's own doors.</summary>
    public bool ThroughCloud { get; init; }

    /// <summary>Longest time that a step may let pass.</summary>
    public TimeSpan LongestPass { get; init; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public string? WhyNot(SessionStep step) => step switch
    {
        RestartStep => "the gateway cannot be restarted from here",
        HomeStep home => $"the home is real: '{home.Command}' would have to happen in it",
        RadioStep => "the radio of the gateway cannot be watched",
        PassStep pass when pass.Duration > LongestPass => $"{pass.Duration.TotalSeconds} s would have to pass, longer than {LongestPass.TotalSeconds} s",
        ExchangeStep { Door: "xmlrpc" } when ThroughCloud => "a cloud account has no door for XML-RPC",
        _ => null,
    };

    /// <inheritdoc />
    public async Task<TargetReply> SendAsync(TargetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!ThroughCloud || request.Path != Doors.RciPath)
        {
            return await SendAsync(client, request, cancellationToken).ConfigureAwait(false);
        }

        var wrapped = $"<sci_request version=\"1.0\"><send_message><targets><device id=\"{Device}\"/></targets>{request.Body}</send_message></sci_request>";
        var reply = await SendAsync(client, request with { Path = Doors.SciPath, Body = wrapped }, cancellationToken).ConfigureAwait(false);
        return reply with { Body = Unwrap(reply.Body) };
    }

    /// <summary>Sends a request as it is.</summary>
    /// <param name="client">Reaches the gateway.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="HttpRequestException">The gateway cannot be reached.</exception>
    public static async Task<TargetReply> SendAsync(HttpClient client, TargetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        using var message = new HttpRequestMessage(request.Method, request.Path);
        if (request.Body.Length > 0 || request.Method == HttpMethod.Post)
        {
            message.Content = new StringContent(request.Body, Encoding.UTF8, XmlMediaType);
        }

        if (request.User is { } user)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        }

        using var response = await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return new TargetReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public Task PassAsync(TimeSpan duration, CancellationToken cancellationToken) => Task.Delay(duration, time, cancellationToken);

    /// <inheritdoc />
    public Task RestartAsync(bool kill, CancellationToken cancellationToken) => throw new NotSupportedException("The gateway cannot be restarted from here.");

    /// <inheritdoc />
    public Task HomeAsync(string command, CancellationToken cancellationToken) => throw new NotSupportedException("The home is real.");

    /// <inheritdoc />
    public Task<IReadOnlyList<byte[]>> ReadRadioAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("The radio of the gateway cannot be watched.");

    /// <inheritdoc />
    public Task InsertRadioAsync(byte[] frameData, CancellationToken cancellationToken) => throw new NotSupportedException("The radio of the gateway is real.");

    // What is not a reply of the gateway, such as the cloud's error about the device, is left as it is: the comparison shows it.
    private static string Unwrap(string body)
    {
        try
        {
            var reply = XElement.Parse(body).Element("send_message")?.Element("device")?.Element("rci_reply");
            return reply?.ToString(SaveOptions.DisableFormatting) ?? body;
        }
        catch (XmlException)
        {
            return body;
        }
    }
}
