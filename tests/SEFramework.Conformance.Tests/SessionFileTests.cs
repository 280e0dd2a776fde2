using System.Runtime.CompilerServices;
using SEFramework.Conformance.Sessions;
using SEFramework.Rpc.Contract;

namespace SEFramework.Conformance.Tests;

/// <summary>Every session file has the form of the schema and names messages that the contract has.</summary>
[TestClass]
public sealed class SessionFileTests
{
    public static IEnumerable<object[]> Files =>
        Directory.EnumerateFiles(Folder(), "*.xml", SearchOption.AllDirectories)
            .Select(f => new object[] { Path.GetRelativePath(Folder(), f) });

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Session_is_well_formed(string file)
    {
        var session = SessionFile.Read(Path.Combine(Folder(), file));
        var contract = EmbeddedContract.Current;
        Assert.IsTrue(contract.Interfaces.Any(i => i.Name == session.Interface), $"interface {session.Interface}");
        foreach (var message in session.Messages)
        {
            Assert.IsTrue(contract.FindRequest(message) is not null || contract.FindMessage(message) is not null, $"message {message}");
        }

        Assert.IsNotNull(contract.FindVariant(session.Variant), $"variant {session.Variant}");
        Assert.IsNotEmpty(session.Steps);
        Assert.IsTrue(Home(session.Home) is not { } home || File.Exists(home), $"home {session.Home}");
    }

    /// <summary>The file that describes a home, or null for the usual one.</summary>
    internal static string? Home(string name) => name == "default" ? null : Path.GetFullPath(Path.Combine(Folder(), "..", "homes", name + ".json"));

    internal static string SessionFolder => Folder();

    internal static string Folder([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "conformance", "sessions");
}
