using System.Net.Sockets;
using System.Text;
using SEFramework.Daemon.Systemd;

namespace SEFramework.Daemon.Tests.Systemd;

/// <summary>sd_notify against a socket that plays systemd.</summary>
[TestClass]
public sealed class SystemdNotifierTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task States_reach_the_socket(bool isAbstract)
    {
        var folder = Directory.CreateTempSubdirectory("seframework-test");
        try
        {
            var path = Path.Combine(folder.FullName, "notify");
            using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            systemd.Bind(new UnixDomainSocketEndPoint(isAbstract ? "\0" + path : path));
            var notifier = new SystemdNotifier(isAbstract ? "@" + path : path);
            Assert.IsTrue(notifier.IsEnabled);
            foreach (var (state, expected) in new[]
            {
                (ServiceState.Ready, "READY=1"), (ServiceState.Watchdog, "WATCHDOG=1"), (ServiceState.Stopping, "STOPPING=1"),
                (ServiceState.Status("two\nlines"), "STATUS=two lines"),
            })
            {
                notifier.Notify(state);
                var buffer = new byte[256];
                var length = await systemd.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(30));
                Assert.AreEqual(expected, Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void Started_by_hand_nothing_is_sent(string? path)
    {
        var notifier = new SystemdNotifier(path);
        Assert.IsFalse(notifier.IsEnabled);
        notifier.Notify(ServiceState.Ready);
    }

    [TestMethod]
    public void A_socket_that_is_gone_does_not_stop_the_daemon() =>
        new SystemdNotifier("/nonexistent/notify").Notify(ServiceState.Ready);
}
