using System.Runtime.InteropServices;
using System.Text;

namespace SEFramework.Gateway.SavedFiles;

/// <summary>Writes a file so that after a crash it has either its old or its new content, and the new one once this came back.</summary>
internal static partial class AtomicFile
{
    /// <summary>O_RDONLY with O_CLOEXEC, the same on all architectures served.</summary>
    private const int ReadOnly = 0x80000;

    /// <summary>Writes a file off the caller's thread.</summary>
    /// <param name="path">The file; a temporary one beside it takes its place.</param>
    /// <param name="text">The new content.</param>
    /// <exception cref="IOException">The disk refused; the old content is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file may not be written.</exception>
    public static Task WriteAsync(string path, string text) => Task.Run(() =>
    {
        var temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SynchronizeDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    });

    /// <summary>The rename itself is on disk only when the folder is. File systems that cannot do that are written as well as they can be.</summary>
    private static void SynchronizeDirectory(string directory)
    {
        var descriptor = Open(directory, ReadOnly);
        if (descriptor >= 0)
        {
            _ = Synchronize(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
