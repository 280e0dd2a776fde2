using SEFramework.Radio.XBee.Link;

namespace SEFramework.Radio.Tests.XBee.Link;

/// <summary>Frame ids: reference 07, section 3.</summary>
[TestClass]
public sealed class FrameIdPoolTests
{
    [TestMethod]
    public async Task Ids_cycle_from_1_to_255_and_leave_out_those_outstanding()
    {
        var pool = new FrameIdPool();
        for (var expected = 1; expected <= 255; expected++)
        {
            var id = await pool.TakeAsync(CancellationToken.None);
            Assert.AreEqual(expected, id);
            if (id != 7)
            {
                pool.Release(id);
            }
        }

        var second = new List<byte>();
        for (var i = 0; i < 254; i++)
        {
            second.Add(await pool.TakeAsync(CancellationToken.None));
        }

        CollectionAssert.AreEqual(Enumerable.Range(1, 255).Where(static id => id != 7).Select(static id => (byte)id).ToArray(), second);
        var waiting = pool.TakeAsync(CancellationToken.None).AsTask();
        Assert.IsFalse(waiting.IsCompleted);
        pool.Release(7);
        Assert.AreEqual(7, await waiting.WaitAsync(Patience.Limit));
    }
}
