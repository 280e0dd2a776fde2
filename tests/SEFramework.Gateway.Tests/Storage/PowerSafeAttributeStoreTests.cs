using SEFramework.Gateway.Storage;

namespace SEFramework.Gateway.Tests.Storage;

/// <summary>Attributes that outlive a restart: reference 01, section 4.3.</summary>
[TestClass]
public sealed class PowerSafeAttributeStoreTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task Values_are_saved_replaced_and_forgotten_one_by_one()
    {
        var path = Path.Combine(_folder.FullName, "gateway.db");
        var server = new PowerSafeAttributeKey(0x5E, 0x0701, false, 0, 0x0001);
        var client = server with { IsClient = true };
        var manufacturer = client with { ManufacturerCode = 0x101E };
        await using (var database = GatewayDatabase.Open(path))
        {
            var store = new PowerSafeAttributeStore(database);
            await store.SaveAsync(server, new PowerSafeValue(0x20, new byte[] { 7 }));
            await store.SaveAsync(client, new PowerSafeValue(0x20, new byte[] { 8 }));
            await store.SaveAsync(client, new PowerSafeValue(0x21, new byte[] { 9, 1 }));
            await store.SaveAsync(manufacturer, new PowerSafeValue(0x41, Array.Empty<byte>()));
            await store.RemoveAsync(server);
        }

        await using var again = GatewayDatabase.Open(path);
        var loaded = await new PowerSafeAttributeStore(again).LoadAsync();
        CollectionAssert.AreEquivalent(new[] { client, manufacturer }, loaded.Keys);
        Assert.AreEqual(0x21, loaded[client].DataType);
        CollectionAssert.AreEqual(new byte[] { 9, 1 }, loaded[client].Value.ToArray());
        Assert.AreEqual(0, loaded[manufacturer].Value.Length);
    }
}
