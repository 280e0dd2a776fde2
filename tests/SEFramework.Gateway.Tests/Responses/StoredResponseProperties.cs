using System.Numerics;
using System.Text;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using SEFramework.Gateway.Responses;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Tests.Responses;

/// <summary>What comes back from the disk is, byte for byte, what a client would have got at once.</summary>
[TestClass]
public sealed class StoredResponseProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(361_000_766, 5).WithMaxTest(500).WithEndSize(40);

    [TestMethod]
    public void Every_response_is_read_as_it_was_written() => Check.One(Fixed, Prop.ForAll(Responses().ToArbitrary(), response =>
    {
        var read = StoredResponse.Read(StoredResponse.Write(response));
        Assert.IsNotNull(read);
        Assert.AreEqual(OnTheWire(response), OnTheWire(read));
    }));

    [TestMethod]
    public void No_text_makes_the_reader_throw() => Check.One(Fixed, Prop.ForAll(
        (from response in Responses() from cut in Gen.Choose(0, 200) from junk in ArbMap.Default.GeneratorFor<string>() select (response, cut, junk)).ToArbitrary(),
        sample =>
        {
            var xml = StoredResponse.Write(sample.response);
            _ = StoredResponse.Read(xml[..Math.Min(sample.cut, xml.Length)] + sample.junk);
            _ = StoredResponse.Read(xml.Insert(Math.Min(sample.cut, xml.Length), sample.junk ?? string.Empty));
        }));

    private static string OnTheWire(RpcResponse response)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            response.WriteTo(writer);
        }

        return text.ToString();
    }

    private static Gen<RpcResponse> Responses() =>
        from name in Gen.Elements("message", "get_time_response", "no_such_response")
        from stamp in Gen.Choose(-100_000, int.MaxValue)
        from hundredths in Gen.Choose(0, 99)
        from isStamped in ArbMap.Default.GeneratorFor<bool>()
        from parameters in Structs(3)
        select new RpcResponse(name, isStamped ? DateTimeOffset.FromUnixTimeMilliseconds((stamp * 1000L) + (hundredths * 10)) : null, parameters);

    private static Gen<RpcStruct> Structs(int depth) =>
        from names in Gen.SubListOf("status", "value", "record_list", "device", "item", "x")
        from values in Gen.ArrayOf(Values(depth), names.Count)
        select names.Zip(values).Aggregate(new RpcStruct(), (all, entry) => all.Add(entry.First, entry.Second));

    private static Gen<RpcValue> Values(int depth)
    {
        var simple = Gen.OneOf(
            ArbMap.Default.GeneratorFor<long>().Select(RpcValue.Of),
            ArbMap.Default.GeneratorFor<byte[]>().Select(b => (RpcValue)new RpcInt(new BigInteger(b ?? []))).Where(v => ((RpcInt)v).Value.GetByteCount() < 30),
            ArbMap.Default.GeneratorFor<bool>().Select(RpcValue.Of),
            ArbMap.Default.GeneratorFor<double>().Select(d => (RpcValue)new RpcFloat(Math.Round(d, 3))).Where(v => double.IsFinite(((RpcFloat)v).Value) && Math.Abs(((RpcFloat)v).Value) < 1e60),
            ArbMap.Default.GeneratorFor<string>().Select(s => RpcValue.Of(s ?? string.Empty)),
            Gen.Elements(" ", "\r\n", "a\rb", "<&>", "]]>", "\uD83D\uDE00", "\uD83D", "\0", "0x10").Select(RpcValue.Of),
            ArbMap.Default.GeneratorFor<ulong>().Select(v => (RpcValue)new RpcMac(new MacAddress(v))),
            ArbMap.Default.GeneratorFor<byte[]>().Select(b => (RpcValue)new RpcBytes(b ?? [])),
            ArbMap.Default.GeneratorFor<byte[]>().Select(b => (RpcValue)new RpcBytes(b ?? [], IsBase64: true)),
            Gen.Constant((RpcValue)RpcNone.Value),
            Gen.Elements("<a type=\"int\">0x1</a><b />", "text", string.Empty).Select(x => (RpcValue)new RpcXml(x)));
        return depth == 0
            ? simple
            : Gen.OneOf(
                simple,
                Gen.ListOf(Values(depth - 1)).Select(items => (RpcValue)new RpcList([.. items])),
                Structs(depth - 1).Select(entries => (RpcValue)new RpcDict(entries)),
                Structs(depth - 1).Select(fields => (RpcValue)new RpcRecord("ReadAttributeStatusRecord", fields)),
                Structs(depth - 1).Select(fields => (RpcValue)new RpcRecord("UnknownRecord", fields)));
    }
}
