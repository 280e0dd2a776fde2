namespace SEFramework.Gateway.HeadEnd;

/// <summary>A file that head-ends read and leave, without its content. Source: reference 01, sections 1.8 and 1.10.</summary>
/// <param name="Id">Number of the file; a later file has a higher one.</param>
/// <param name="Folder">Its folder, with slashes at both ends.</param>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">Content type.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Modified">When its content was last replaced.</param>
/// <param name="Size">Bytes.</param>
public sealed record StoredFile(
    long Id, string Folder, string Name, string ContentType, DateTimeOffset Created, DateTimeOffset Modified, long Size);

/// <summary>A file on its way to a remote server.</summary>
/// <param name="Id">Its place in the order.</param>
/// <param name="Name">Its name.</param>
/// <param name="Data">Its content.</param>
public sealed record OutgoingFile(long Id, string Name, ReadOnlyMemory<byte> Data);
