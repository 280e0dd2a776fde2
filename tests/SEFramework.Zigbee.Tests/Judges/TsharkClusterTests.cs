using SEFramework.Testing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Zigbee.Tests.Judges;

/// <summary>The attribute tables against the names that tshark knows the ids by.</summary>
[TestClass]
public sealed class TsharkClusterTests
{
    // The same attribute in other words: left ours, as the references have it, right tshark's, of later revisions of the profile.
    private static readonly Dictionary<string, string> OtherWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DstStart"] = "DaylightSavingTimeStart",
        ["DstEnd"] = "DaylightSavingTimeEnd",
        ["DstShift"] = "DaylightSavingTimeShift",
        ["StartRandomizeMinutes"] = "StartRandomizationMinutes",
        ["StopRandomizeMinutes"] = "DurationRandomizationMinutes",
        ["GenericFlowPressureAlarmMask"] = "GenericFlow/PressureAlarmMask",
        ["KeyEstablishmentSuite"] = "SupportedKeyEstablishmentSuites",
    };

    [TestMethod]
    public async Task Attributes_have_the_ids_by_which_others_know_them()
    {
        var rows = (from cluster in ClusterLibrary.All
                    from side in Enum.GetValues<ClusterSide>()
                    from attribute in cluster.AttributesOf(side)
                    select (Cluster: cluster, Side: side, Attribute: attribute)).ToList();
        var verdicts = await TsharkJudge.JudgeAsync([.. rows.Select(static row => ReadOf(row.Cluster.Id, row.Side, row.Attribute.Id))]);
        var problems = new List<string>();
        for (var i = 0; i < rows.Count; i++)
        {
            verdicts[i].AssertGood("ZCL: Read Attributes");
            var name = NameIn(verdicts[i]);
            var ours = OtherWords.GetValueOrDefault(rows[i].Attribute.Name, rows[i].Attribute.Name);
            if (!string.Equals(ours, name, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add($"{rows[i].Cluster.Name} {rows[i].Side} 0x{rows[i].Attribute.Id:X4} {rows[i].Attribute.Name}: {name}");
            }
        }

        Assert.AreEqual("", string.Join('\n', problems));
    }

    private static AirFrame ReadOf(ushort cluster, ClusterSide side, ushort attribute)
    {
        var writer = new ByteWriter();
        new ZclHeader(false, side == ClusterSide.Client, false, null, 1, (byte)GeneralCommand.ReadAttributes).Write(writer);
        ReadAttributes.Write(writer, [attribute]);
        return AirFrame.Zcl(cluster, writer.Written);
    }

    // Shown as "Attribute: Current Summation Delivered (0x0000)".
    private static string NameIn(TsharkVerdict verdict)
    {
        var shown = verdict.Packet.Descendants("field")
            .Select(static field => (string?)field.Attribute("showname") ?? "")
            .Single(static text => text.StartsWith("Attribute: ", StringComparison.Ordinal));
        return shown["Attribute: ".Length..shown.LastIndexOf('(')].Replace(" ", "", StringComparison.Ordinal);
    }
}
