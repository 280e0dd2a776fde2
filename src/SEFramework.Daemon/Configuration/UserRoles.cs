namespace SEFramework.Daemon.Configuration;

/// <summary>The spelling of roles.</summary>
public static class UserRoles
{
    private static readonly (string Name, UserRole Role)[] Table = [("operate", UserRole.Operate), ("read-only", UserRole.ReadOnly)];

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => Table.Select(static entry => entry.Name);

    /// <summary>Reads a role in any case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="role">The role.</param>
    public static bool TryParse(string text, out UserRole role)
    {
        foreach (var entry in Table)
        {
            if (entry.Name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                role = entry.Role;
                return true;
            }
        }

        role = default;
        return false;
    }
}
