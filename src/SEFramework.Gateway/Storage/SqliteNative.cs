using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace SEFramework.Gateway.Storage;

/// <summary>Makes SQLite the operating system's, which gets security updates; the bundled one serves machines that have none.</summary>
internal static class SqliteNative
{
    private static readonly Lazy<bool> Ready = new(Load);

    public static void EnsureLoaded() => _ = Ready.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var system) ? system : nint.Zero;
}
