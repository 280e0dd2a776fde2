using System.Text;

namespace SEFramework.Gateway.SavedFiles;

/// <summary>Writes a file so that after a crash it has either its old or its new content.</summary>
internal static class AtomicFile
{
    public static Task WriteAsync(string path, string text) => Task.Run(() =>
    {
        var temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    });
}
