using SEFramework.Gateway.SavedFiles;

namespace SEFramework.Gateway.Tests.SavedFiles;

/// <summary>A saved file as a whole: what people wrote into it stays, and a change counts only when it is on disk.</summary>
[TestClass]
public sealed class SavedListTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    private string FilePath => Path.Combine(_folder.FullName, "modules.ini");

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task Replacing_keeps_the_lines_that_stay_with_their_comments()
    {
        await File.WriteAllTextAsync(FilePath, "# one\none\n\n  two\n# three\nthree\n");
        await Read().ReplaceAsync([new SavedName("three"), new SavedName("two"), new SavedName("four")]);
        Assert.AreEqual("# one\n\n  two\n# three\nthree\nfour\n", await File.ReadAllTextAsync(FilePath));
    }

    [TestMethod]
    public async Task Setting_takes_the_place_of_the_first_and_removes_the_others()
    {
        await File.WriteAllTextAsync(FilePath, "a1\n# between\nb\na2\n");
        var list = Read();
        await list.SetAsync(n => n.Name.StartsWith('a'), new SavedName("a3"));
        await list.SetAsync(n => n.Name == "c", new SavedName("c"));
        Assert.AreEqual("a3\n# between\nb\nc\n", await File.ReadAllTextAsync(FilePath));
        CollectionAssert.AreEqual(new[] { "a3", "b", "c" }, list.Items.Select(i => i.Name).ToArray());
    }

    [TestMethod]
    public async Task Removing_what_is_not_there_does_not_touch_the_file()
    {
        await File.WriteAllTextAsync(FilePath, "one\r\ntwo");
        Assert.AreEqual(0, await Read().RemoveAsync(n => n.Name == "three"));
        Assert.AreEqual("one\r\ntwo", await File.ReadAllTextAsync(FilePath));
    }

    [TestMethod]
    public async Task Changes_at_the_same_time_are_all_kept_in_order()
    {
        var list = Read();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => list.AddAsync(new SavedName($"m{i}"))));
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).Select(i => $"m{i}").ToArray(), await File.ReadAllLinesAsync(FilePath));
    }

    [TestMethod]
    public async Task A_change_that_cannot_be_written_changes_nothing_and_the_next_one_works()
    {
        var list = Read();
        await list.AddAsync(new SavedName("one"));
        var obstacle = Directory.CreateDirectory(FilePath + ".tmp");
        var error = await Assert.ThrowsExactlyAsync<SavedFileException>(() => list.AddAsync(new SavedName("two")));
        StringAssert.StartsWith(error.Message, "modules.ini cannot be written", StringComparison.Ordinal);
        await Assert.ThrowsExactlyAsync<SavedFileException>(() => list.RemoveAsync(_ => true));
        Assert.AreEqual("one", list.Items.Single().Name);
        obstacle.Delete();
        await list.AddAsync(new SavedName("three"));
        Assert.AreEqual("one\nthree\n", await File.ReadAllTextAsync(FilePath));
    }

    [TestMethod]
    public void A_file_that_cannot_be_read_is_named()
    {
        Directory.CreateDirectory(FilePath);
        StringAssert.Contains(Assert.ThrowsExactly<SavedFileException>(() => Read()).Message, "modules.ini cannot be read", StringComparison.Ordinal);
    }

    private SavedList<SavedName> Read() => SavedList.Read(_folder.FullName, LineFormats.Modules);
}
