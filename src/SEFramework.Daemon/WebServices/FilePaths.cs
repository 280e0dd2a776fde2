using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.WebServices;

/// <summary>Paths of files as clients write them. A tilde stands for the account's folder. Source: reference 01, sections 1.8 and 1.10.</summary>
internal static class FilePaths
{
    /// <summary>The account's folder; its name is ours, for the gateway is an account of its own.</summary>
    public const string Home = "/db/CUS0000001_SEFramework/";

    /// <summary>Full path of what follows a service's path.</summary>
    /// <param name="rest">What follows, without slashes at its ends.</param>
    /// <exception cref="WebServiceException">It leads upwards, or has characters that no listing could show.</exception>
    public static string Resolve(string rest)
    {
        var path = rest.StartsWith("db/", StringComparison.Ordinal) ? "/" + rest : Home + Untilde(rest);
        if (LegalXml.Clean(path) != path || path.Any(char.IsControl))
        {
            throw new WebServiceException(StatusCodes.Status400BadRequest, "Invalid path", "A path has no control characters");
        }

        return path.Split('/').Any(static part => part is "." or "..")
            ? throw new WebServiceException(StatusCodes.Status400BadRequest, "Invalid path", "A path has no parts '.' and '..'")
            : path;
    }

    /// <summary>A path in a condition, where a tilde may stand for the account's folder.</summary>
    /// <param name="path">The path.</param>
    public static string Expand(string path) => path.StartsWith("~/", StringComparison.Ordinal) ? Home + path[2..] : path;

    /// <summary>Folder, with a slash at its end, and name of a path.</summary>
    /// <param name="path">The path.</param>
    public static (string Folder, string Name) Split(string path)
    {
        var slash = path.LastIndexOf('/');
        return (path[..(slash + 1)], path[(slash + 1)..]);
    }

    private static string Untilde(string rest) => rest == "~" ? string.Empty : rest.StartsWith("~/", StringComparison.Ordinal) ? rest[2..].TrimStart('/') : rest;
}
