namespace SEFramework.Daemon.Http;

/// <summary>Something that can be read with GET.</summary>
internal interface IPage
{
    /// <summary>Path of the page.</summary>
    string Path { get; }

    /// <summary>Content type.</summary>
    string ContentType { get; }

    /// <summary>Whether nobody is asked for a password.</summary>
    bool IsPublic { get; }

    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>HTTP status.</returns>
    Task<int> WriteAsync(Stream output, CancellationToken cancellationToken);
}
