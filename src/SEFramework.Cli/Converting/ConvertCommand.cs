using System.CommandLine;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.Storage;

namespace SEFramework.Cli.Converting;

/// <summary>sefctl convert: makes the data folder of one variant that of another, and says what was dropped.</summary>
internal static class ConvertCommand
{
    private const int Failed = 1;

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data folder of the gateway, which must not run", DefaultValueFactory = static _ => "/var/lib/seframework" };
        var from = new Option<string>("--from") { Description = "Variant that the folder belongs to", Required = true };
        var to = new Option<string>("--to") { Description = "Variant wanted", Required = true };
        var command = new Command("convert", "Turn the data of one variant (esi-coordinator, esi-router, ipd-router) into that of another") { data, from, to };
        command.SetAction((result, _) => ConvertAsync(result.GetValue(data)!, result.GetValue(from)!, result.GetValue(to)!));
        return command;
    }

    private static async Task<int> ConvertAsync(string data, string from, string to)
    {
        try
        {
            var report = await VariantConversion.ConvertAsync(data, from, to);
            Console.WriteLine($"Kept: {string.Join(", ", report.Kept)}.");
            foreach (var line in report.Dropped)
            {
                Console.WriteLine($"Dropped: {line}.");
            }

            Console.WriteLine($"Now set the variant to {to} in seframework.json and start the gateway.");
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or StorageException or SavedFileException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }
}
