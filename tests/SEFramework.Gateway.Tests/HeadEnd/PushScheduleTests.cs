using SEFramework.Gateway.Tests.Hosting;

namespace SEFramework.Gateway.Tests.HeadEnd;

/// <summary>When responses become files. Source: reference 01, section 1.10; reference 03, section 3.0.</summary>
[TestClass]
public sealed class PushScheduleTests
{
    [TestMethod]
    public async Task Responses_are_collected_and_become_files_at_the_times_of_the_schedule_in_order()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await SetAsync(gateway, "use_push", "TRUE");
        await SetAsync(gateway, "push_schedule", "0 */15 * * * *");
        await gateway.DrainAsync();
        var before = (await FilesAsync(gateway)).Length;
        await gateway.RpcAsync("<get_version/><get_time/>");
        Assert.HasCount(before, await FilesAsync(gateway));
        gateway.Time.Advance(TimeSpan.FromMinutes(15));
        await UntilFilesAsync(gateway, before + 2);
        var names = (await FilesAsync(gateway))[before..];
        StringAssert.StartsWith(names[0], "get_version_response-");
        StringAssert.StartsWith(names[1], "get_time_response-");
        Assert.IsFalse((await gateway.DrainAsync()).HasElements, "what is a file does not wait any more");

        await gateway.RpcAsync("<get_time/>");
        gateway.Time.Advance(TimeSpan.FromMinutes(15));
        await UntilFilesAsync(gateway, before + 3);
    }

    [TestMethod]
    public async Task What_was_collected_is_kept_over_a_restart_and_pushed_when_the_schedule_ends()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await SetAsync(gateway, "use_push", "TRUE");
        await SetAsync(gateway, "push_schedule", "0 0 3 * * *");
        await gateway.RpcAsync("<get_version/>");
        await gateway.RestartAsync();
        Assert.DoesNotContain(static name => name.StartsWith("get_version", StringComparison.Ordinal), await FilesAsync(gateway));
        await SetAsync(gateway, "push_schedule", "immediately");
        await UntilAsync(async () => (await FilesAsync(gateway)).Any(static name => name.StartsWith("get_version", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_schedule_does_nothing_without_push_and_one_that_is_none_is_refused()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await SetAsync(gateway, "push_schedule", "* * * * * *");
        await gateway.RpcAsync("<get_version/>");
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsEmpty(await FilesAsync(gateway));
        Assert.IsTrue((await gateway.DrainAsync()).Elements("get_version_response").Any());

        var refused = await gateway.RpcAsync("<registry_configuration synchronous=\"true\"><name>RPC_Manager.push_schedule</name><value type=\"string\">now and then</value></registry_configuration>");
        StringAssert.Contains(refused.ToString(), "six fields");
        var kept = await gateway.RpcAsync("<registry_configuration synchronous=\"true\"><name>RPC_Manager.push_schedule</name></registry_configuration>");
        StringAssert.Contains(kept.ToString(), "* * * * * *");
    }

    private static async Task SetAsync(GatewayFixture gateway, string name, string value)
    {
        var reply = await gateway.RpcAsync($"<registry_configuration synchronous=\"true\"><name>RPC_Manager.{name}</name><value>{value}</value></registry_configuration>");
        Assert.AreEqual("TRUE", reply.Descendants("write_status").Single().Value, reply.ToString());
    }

    private static async Task<string[]> FilesAsync(GatewayFixture gateway) => [.. (await gateway.Host.Files.QueryAsync(static _ => true)).Select(static f => f.Name)];

    private static Task UntilFilesAsync(GatewayFixture gateway, int count) => UntilAsync(async () => (await FilesAsync(gateway)).Length == count);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
