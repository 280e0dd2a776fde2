using System.Net;
using SEFramework.Daemon.Authentication;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Configuration;

/// <summary>Finds what is wrong with a configuration: each problem names the setting, its value and the way out.</summary>
internal static class OptionsCheck
{
    public static IReadOnlyList<string> Problems(DaemonOptions options)
    {
        var problems = new List<string>();
        if (EmbeddedContract.Current.FindVariant(options.Variant) is null)
        {
            problems.Add($"variant is '{options.Variant}': give one of {string.Join(", ", EmbeddedContract.Current.Variants.Select(v => v.Name))}");
        }

        CheckRadio(options.Radio, problems);
        CheckHttp(options, problems);
        if (options.Device.Id.Length > 0 && !DeviceId.TryParse(options.Device.Id, out _))
        {
            problems.Add($"device:id is '{options.Device.Id}': give 32 hexadecimal digits such as 00000000-00000000-00409DFF-FF1A2B3C, or leave it out");
        }

        CheckUsers(options.Users, problems);
        CheckStorage(options.Storage.Directory, problems);
        return problems;
    }

    private static void CheckRadio(RadioOptions radio, List<string> problems)
    {
        if (radio.Port.Length == 0)
        {
            problems.Add("radio:port is empty: give simulated, a device path such as /dev/ttyUSB0, or tcp://host:port");
        }

        if (radio.BaudRate is not (9600 or 19200 or 38400 or 57600 or 115200 or 230400))
        {
            problems.Add($"radio:baudRate is {radio.BaudRate}: give 9600, 19200, 38400, 57600, 115200 or 230400");
        }

        if (radio.Home.Length > 0 && !File.Exists(radio.Home))
        {
            problems.Add($"radio:home is '{radio.Home}': there is no such file; leave it out for the built-in home");
        }
    }

    private static void CheckHttp(DaemonOptions options, List<string> problems)
    {
        foreach (var address in options.Http.Listen)
        {
            if (!IPEndPoint.TryParse(address, out var endPoint) || endPoint.Port == 0 && !address.EndsWith(":0", StringComparison.Ordinal))
            {
                problems.Add($"http:listen has '{address}': give an address and a port such as 127.0.0.1:8080 or 0.0.0.0:80");
            }
            else if (!IPAddress.IsLoopback(endPoint.Address) && options.Users.Count == 0)
            {
                problems.Add($"http:listen has '{address}', which others can reach, and there are no users: add one (seframeworkd hash-password), or listen on 127.0.0.1");
            }
        }

        if (options.Http.MaximumRequestBytes is < 1024 or > 64 * 1024 * 1024)
        {
            problems.Add($"http:maximumRequestBytes is {options.Http.MaximumRequestBytes}: give 1024 to 67108864");
        }
    }

    private static void CheckUsers(IList<UserOptions> users, List<string> problems)
    {
        foreach (var user in users)
        {
            if (user.Name.Length == 0 || user.Name.Contains(':', StringComparison.Ordinal))
            {
                problems.Add($"users has the name '{user.Name}': a name is not empty and has no colon");
            }

            if (!PasswordHash.IsWellFormed(user.PasswordHash))
            {
                problems.Add($"users: passwordHash of '{user.Name}' is not a hash: make one with seframeworkd hash-password");
            }
        }

        foreach (var twice in users.GroupBy(u => u.Name).Where(g => g.Count() > 1))
        {
            problems.Add($"users has '{twice.Key}' more than once: keep one");
        }
    }

    private static void CheckStorage(string directory, List<string> problems)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add($"storage:directory is '{directory}' and cannot be made ({e.Message}): give a folder that the daemon may write to");
        }
    }
}
