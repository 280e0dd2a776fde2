namespace SEFramework.Gateway.Tests.Hosting;

/// <summary>A limit that only keeps a broken test from hanging; no test depends on its length.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task InTimeAsync(this Task task) => task.WaitAsync(Limit);

    /// <summary>Waits for what a task needs, then for the task.</summary>
    public static async Task<T> WhenAsync<T>(this Task<T> task, Task needed)
    {
        await needed.InTimeAsync();
        return await task.InTimeAsync();
    }
}
