using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using SEFramework.Rpc.Xml;

namespace SEFramework.Cli.Sending;

/// <summary>sefctl send: posts RPC XML to a gateway and prints its reply.</summary>
internal static class SendCommand
{
    private const int Refused = 1;
    private const int NotReached = 2;

    public static Command Create()
    {
        var xml = new Argument<string>("xml") { Description = "Requests, an rci_request or a sci_request; @FILE reads a file, - standard input" };
        var url = new Option<string>("--url") { Description = "The gateway", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var user = new Option<string?>("--user") { Description = "NAME:PASSWORD for HTTP Basic authentication" };
        var asynchronous = new Option<bool>("--async") { Description = "Do not mark the requests as synchronous" };
        var device = new Option<string?>("--device") { Description = "Wrap into SCI for this device id, or all" };
        var command = new Command("send", "Post RPC XML to a gateway and print the reply. Exit code 0: answered; 1: the reply holds an error; 2: not reached.")
        {
            xml, url, user, asynchronous, device,
        };
        command.SetAction((result, cancellationToken) => SendAsync(
            result.GetValue(xml)!, result.GetValue(url)!, result.GetValue(user), !result.GetValue(asynchronous), result.GetValue(device), cancellationToken));
        return command;
    }

    private static async Task<int> SendAsync(
        string source, string url, string? user, bool synchronous, string? device, CancellationToken cancellationToken)
    {
        try
        {
            var text = source switch
            {
                "-" => await Console.In.ReadToEndAsync(cancellationToken),
                ['@', ..] => await File.ReadAllTextAsync(source[1..], cancellationToken),
                _ => source,
            };
            var (path, document) = Wrapping.Wrap(text, synchronous, device);
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(url), path))
            {
                Content = new StringContent(document.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "text/xml"),
            };
            if (user is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
            }

            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (body.Length == 0)
            {
                await Console.Error.WriteLineAsync($"HTTP {(int)response.StatusCode} {response.ReasonPhrase}");
                return Refused;
            }

            var reply = HardenedXml.Parse(body);
            Console.WriteLine(reply.ToString());
            return response.IsSuccessStatusCode && !HasError(reply) ? 0 : Refused;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException or RpcXmlException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return NotReached;
        }
    }

    private static bool HasError(XElement reply) =>
        reply.Descendants("error").Any() || reply.Descendants("message").Any(m => (string?)m.Element("severity") == "0x2");
}
