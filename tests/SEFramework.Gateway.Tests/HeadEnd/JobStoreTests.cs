using SEFramework.Gateway.HeadEnd;
using SEFramework.Gateway.Storage;

namespace SEFramework.Gateway.Tests.HeadEnd;

/// <summary>Jobs on disk. Source: reference 01, section 1.8.</summary>
[TestClass]
public sealed class JobStoreTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-jobs");

    [TestCleanup]
    public void Clean() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task Jobs_are_there_after_a_restart_with_what_became_of_them()
    {
        var created = DateTimeOffset.FromUnixTimeMilliseconds(1_360_000_000_123);
        await using (var database = Open())
        {
            var store = new JobStore(database);
            Assert.AreEqual(1, await store.AddAsync("utility", true, created, "<a/>"));
            Assert.AreEqual(2, await store.AddAsync("reader", false, created, "<b/>"));
            Assert.IsTrue(await store.BeginAsync(1));
            Assert.IsTrue(await store.CompleteAsync(1, "<r/>"));
        }

        await using var again = Open();
        var jobs = await new JobStore(again).ListAsync();
        Assert.AreEqual(new Job(1, JobStatus.Complete, "utility", true, created, "<a/>", "<r/>"), jobs[0]);
        Assert.AreEqual(new Job(2, JobStatus.Waiting, "reader", false, created, "<b/>", null), jobs[1]);
    }

    [TestMethod]
    public async Task Complete_jobs_make_room_and_waiting_ones_do_not()
    {
        await using var database = Open();
        var store = new JobStore(database);
        for (var i = 0; i < JobStore.MaximumCount; i++)
        {
            Assert.IsNotNull(await store.AddAsync("u", true, DateTimeOffset.UnixEpoch, "<a/>"));
        }

        Assert.IsNull(await store.AddAsync("u", true, DateTimeOffset.UnixEpoch, "<a/>"));
        await store.CompleteAsync(7, "<r/>");
        Assert.IsNotNull(await store.AddAsync("u", true, DateTimeOffset.UnixEpoch, "<a/>"));
        Assert.IsNull(await store.FindAsync(7));
        Assert.IsFalse(await store.RemoveAsync(7));
        Assert.IsFalse(await store.BeginAsync(7));
    }

    private GatewayDatabase Open() => GatewayDatabase.Open(Path.Combine(_folder.FullName, "gateway.db"));
}
