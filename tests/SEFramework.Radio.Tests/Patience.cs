namespace SEFramework.Radio.Tests;

/// <summary>A limit that only keeps a broken test from hanging; no test depends on its length.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>A token that is cancelled when patience is over.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Limit).Token;

    /// <summary>Waits for a condition that another thread brings about without an event to wait for.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var token = Token;
        while (!condition())
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
