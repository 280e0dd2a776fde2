using SEFramework.Gateway.HeadEnd;
using SEFramework.Gateway.Storage;
using SEFramework.Testing;

namespace SEFramework.Gateway.Tests.HeadEnd;

/// <summary>Files and outbox are bounded by their bytes. Source: reference 01, section 1.10; design decision 5.</summary>
[TestClass]
public sealed class FileStoreTests
{
    private const string Folder = "/db/x/device/";
    private const int Limit = 1000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-files");

    [TestCleanup]
    public void Clean() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task The_oldest_responses_make_room_in_files_and_outbox_and_what_is_lost_unsent_is_told()
    {
        await using var database = Open();
        var store = Store(database);
        var dropped = 0;
        store.OutboxDropped += count => dropped += count;
        for (var i = 0; i < 10; i++)
        {
            Assert.IsTrue(await store.TryAddResponseAsync("r", Text(i, 300)));
        }

        var files = await store.QueryAsync(static _ => true);
        CollectionAssert.AreEqual(new[] { "r-8.xml", "r-9.xml", "r-10.xml" }, files.Select(static f => f.Name).ToArray());
        var (oldest, waiting) = await store.PeekOutboxAsync();
        Assert.AreEqual("r-8.xml", oldest?.Name);
        Assert.AreEqual(3, waiting);
        Assert.AreEqual(7, dropped);
    }

    [TestMethod]
    public async Task A_head_end_s_own_files_are_not_removed_for_responses_and_are_refused_beyond_the_limit()
    {
        await using (var database = Open())
        {
            var store = Store(database);
            Assert.IsTrue(await store.PutAsync("/db/x/", "own", "text/plain", new byte[700]));
            Assert.IsTrue(await store.TryAddResponseAsync("r", Text(1, 200)));
            Assert.IsFalse(await store.PutAsync("/db/x/", "more", "text/plain", new byte[200]));
            Assert.IsTrue(await store.PutAsync("/db/x/", "own", "text/plain", new byte[100]));
        }

        // The count is right after a restart, after a replacement and after a removal.
        await using var again = Open();
        var reopened = Store(again);
        Assert.IsTrue(await reopened.PutAsync("/db/x/", "more", "text/plain", new byte[700]));
        Assert.IsFalse(await reopened.PutAsync("/db/x/", "most", "text/plain", new byte[1]));
        await reopened.RemoveAsync([.. (await reopened.QueryAsync(static f => f.Name == "more")).Select(static f => f.Id)]);
        Assert.IsTrue(await reopened.PutAsync("/db/x/", "most", "text/plain", new byte[700]));
        Assert.IsTrue(await reopened.TryAddResponseAsync("r", Text(2, 250)));
        CollectionAssert.AreEquivalent(new[] { "own", "most" }, (await reopened.QueryAsync(static f => f.Folder != Folder)).Select(static f => f.Name).ToArray());
    }

    [TestMethod]
    public async Task One_response_that_is_larger_than_the_outbox_is_sent_nevertheless()
    {
        await using var database = Open();
        var store = Store(database);
        Assert.IsTrue(await store.TryAddResponseAsync("r", Text(1, 5000)));
        Assert.AreEqual(1, (await store.PeekOutboxAsync()).Count);
    }

    private static string Text(int number, int length) => new((char)('a' + number), length);

    private static FileStore Store(GatewayDatabase database) => new(database, Folder, hasOutbox: true, new ManualTimeProvider(), Limit);

    private GatewayDatabase Open() => GatewayDatabase.Open(Path.Combine(_folder.FullName, "gateway.db"));
}
