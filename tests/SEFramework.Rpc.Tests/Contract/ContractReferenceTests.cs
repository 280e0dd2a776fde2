using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Tests.Contract;

/// <summary>What the contract files refer to is there, and no name is taken twice, whichever file it stands in.</summary>
[TestClass]
public sealed class ContractReferenceTests
{
    private static readonly ContractModel Contract = EmbeddedContract.Current;

    private static IEnumerable<MessageDefinition> Definitions =>
        Contract.Records
            .Concat(Contract.Requests)
            .Concat(Contract.Requests.Where(r => r.Response is not null).Select(r => r.Response!))
            .Concat(Contract.Interfaces.SelectMany(i => i.Messages));

    private static IEnumerable<(string Owner, ParameterDefinition Parameter)> Parameters =>
        Definitions.SelectMany(d => d.Parameters.Select(p => (d.Name, p)))
            .Concat(Contract.Statuses.SelectMany(s => s.Parameters.Select(p => (s.Name, p))));

    [TestMethod]
    public void Tables_exist() => AssertNone(
        Parameters.Where(p => p.Parameter.Table is { } table && Contract.FindTable(table) is null).Select(p => $"{p.Owner}: table {p.Parameter.Table}"));

    [TestMethod]
    public void Record_classes_exist() => AssertNone(
        from p in Parameters
        from type in p.Parameter.Types.Concat(p.Parameter.ItemTypes)
        where type.Type == RpcType.Record && type.WireName != TypeReference.AnyRecord && Contract.FindRecord(type.WireName) is null
        select $"{p.Owner}: record class {type.WireName}");

    [TestMethod]
    public void Requests_and_their_synonyms_are_unique() => AssertUnique(Contract.Requests.SelectMany(Names), StringComparer.OrdinalIgnoreCase);

    [TestMethod]
    public void Records_and_their_synonyms_are_unique() => AssertUnique(Contract.Records.SelectMany(Names), StringComparer.OrdinalIgnoreCase);

    [TestMethod]
    public void Tables_are_unique() => AssertUnique(Contract.Tables.Select(t => t.Name), StringComparer.Ordinal);

    [TestMethod]
    public void Codes_of_a_table_are_unique() => AssertNone(
        Contract.Tables.SelectMany(t => t.Values.GroupBy(v => v.Code).Where(g => g.Count() > 1).Select(g => $"{t.Name}: {g.Key}")));

    [TestMethod]
    public void Parameters_and_their_synonyms_are_unique_in_their_message() => AssertNone(
        from definition in Definitions
        from name in definition.Parameters.SelectMany(p => p.Synonyms.Prepend(p.Name).Distinct(StringComparer.OrdinalIgnoreCase))
            .GroupBy(n => n, StringComparer.OrdinalIgnoreCase)
        where name.Count() > 1
        select $"{definition.Name}: {name.Key}");

    private static IEnumerable<string> Names(MessageDefinition definition) => definition.Synonyms.Prepend(definition.Name);

    private static void AssertUnique(IEnumerable<string> names, StringComparer comparer) =>
        AssertNone(names.GroupBy(n => n, comparer).Where(g => g.Count() > 1).Select(g => g.Key));

    private static void AssertNone(IEnumerable<string> problems) => Assert.AreEqual(string.Empty, string.Join("; ", problems));
}
