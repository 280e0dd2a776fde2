namespace SEFramework.Gateway.SavedFiles;

/// <summary>A line that is one name: paths.ini, modules.ini, interfaces.ini.</summary>
/// <param name="Name">The name.</param>
public sealed record SavedName(string Name);

/// <summary>paths.ini, modules.ini and interfaces.ini: a name per line. Source: reference 01, section 4.2.</summary>
internal static class NameLine
{
    public static SavedName? Parse(string line) => new(line);

    public static string Format(SavedName name) => name.Name;
}
