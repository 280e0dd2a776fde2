using SEFramework.Daemon.Authentication;

namespace SEFramework.Daemon.Tests.Authentication;

[TestClass]
public sealed class PasswordHashTests
{
    private const int FewIterations = 1000;

    [TestMethod]
    [DataRow("correct horse")]
    [DataRow("caf\u00E9 \u20AC:$")]
    public void Only_the_password_itself_verifies(string password)
    {
        var hash = PasswordHash.Create(password, FewIterations);
        Assert.IsTrue(PasswordHash.IsWellFormed(hash));
        Assert.IsTrue(PasswordHash.Verify(hash, password));
        Assert.IsFalse(PasswordHash.Verify(hash, password + " "));
        Assert.IsFalse(PasswordHash.Verify(hash, string.Empty));
        Assert.IsFalse(hash.Contains(password, StringComparison.Ordinal));
    }

    [TestMethod]
    public void The_same_password_hashes_differently_each_time() =>
        Assert.AreNotEqual(PasswordHash.Create("x", FewIterations), PasswordHash.Create("x", FewIterations));

    [TestMethod]
    [DataRow("")]
    [DataRow("plain")]
    [DataRow("pbkdf2-sha256$210000$AAAA")]
    [DataRow("pbkdf2-sha256$many$AAAA$AAAA")]
    [DataRow("md5$1000$AAAA$AAAA")]
    public void What_is_no_hash_verifies_nothing(string hash)
    {
        Assert.IsFalse(PasswordHash.IsWellFormed(hash));
        Assert.IsFalse(PasswordHash.Verify(hash, string.Empty));
    }
}
