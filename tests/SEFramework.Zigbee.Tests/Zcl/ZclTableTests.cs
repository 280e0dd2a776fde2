using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.Tests.Zcl;

/// <summary>The tables of data types and statuses, row by row: reference 03, sections 7.3 and 7.4.</summary>
[TestClass]
public sealed class ZclTableTests
{
    [TestMethod]
    [DataRow(0x00, 0x00, ZclKind.None, 0, false, false)]
    [DataRow(0x08, 0x0F, ZclKind.Unsigned, 1, false, false)]
    [DataRow(0x10, 0x10, ZclKind.Boolean, 1, false, true)]
    [DataRow(0x18, 0x1F, ZclKind.Unsigned, 1, false, false)]
    [DataRow(0x20, 0x27, ZclKind.Unsigned, 1, true, true)]
    [DataRow(0x28, 0x2F, ZclKind.Signed, 1, true, true)]
    [DataRow(0x30, 0x31, ZclKind.Unsigned, 1, false, true)]
    [DataRow(0x38, 0x38, ZclKind.Float, 2, true, true)]
    [DataRow(0x39, 0x39, ZclKind.Float, 4, true, true)]
    [DataRow(0x3A, 0x3A, ZclKind.Float, 8, true, true)]
    [DataRow(0x41, 0x41, ZclKind.Octets, 1, false, true)]
    [DataRow(0x42, 0x42, ZclKind.Text, 1, false, true)]
    [DataRow(0x43, 0x43, ZclKind.Octets, 2, false, true)]
    [DataRow(0x44, 0x44, ZclKind.Text, 2, false, true)]
    [DataRow(0x48, 0x48, ZclKind.Array, 2, false, true)]
    [DataRow(0x4C, 0x4C, ZclKind.Structure, 2, false, true)]
    [DataRow(0x50, 0x50, ZclKind.Array, 2, false, true)]
    [DataRow(0x51, 0x51, ZclKind.Array, 2, false, true)]
    [DataRow(0xE0, 0xE0, ZclKind.Unsigned, 4, true, true)]
    [DataRow(0xE1, 0xE1, ZclKind.Unsigned, 4, true, true)]
    [DataRow(0xE2, 0xE2, ZclKind.Unsigned, 4, true, true)]
    [DataRow(0xE8, 0xE8, ZclKind.Unsigned, 2, false, true)]
    [DataRow(0xE9, 0xE9, ZclKind.Unsigned, 2, false, true)]
    [DataRow(0xEA, 0xEA, ZclKind.Unsigned, 4, false, true)]
    [DataRow(0xF0, 0xF0, ZclKind.Ieee, 8, false, true)]
    [DataRow(0xF1, 0xF1, ZclKind.Key, 16, false, false)]
    [DataRow(0xFF, 0xFF, ZclKind.None, 0, false, false)]
    public void Types_are_as_in_the_reference(int first, int last, ZclKind kind, int width, bool analog, bool hasInvalid)
    {
        for (var id = first; id <= last; id++)
        {
            var type = ZclDataType.Get((byte)id);
            Assert.AreEqual(kind, type.Kind);
            Assert.AreEqual(width + id - first, type.Width, $"0x{id:X2}");
            Assert.AreEqual(analog, type.IsAnalog);
            Assert.AreEqual(hasInvalid, type.HasInvalidValue);
            Assert.AreEqual(hasInvalid, ZclValue.InvalidOf(type) is not null);
        }
    }

    [TestMethod]
    public void There_are_no_other_types()
    {
        Assert.AreEqual(56, ZclDataType.All.Count());
        Assert.IsNull(ZclDataType.Find(0x32));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => ZclDataType.Get(0x40));
    }

    [TestMethod]
    [DataRow(0x00, "SUCCESS")]
    [DataRow(0x7E, "NOT_AUTHORIZED")]
    [DataRow(0x81, "UNSUP_CLUSTER_COMMAND")]
    [DataRow(0x82, "UNSUP_GENERAL_COMMAND")]
    [DataRow(0x83, "UNSUP_MANUF_CLUSTER_COMMAND")]
    [DataRow(0x84, "UNSUP_MANUF_GENERAL_COMMAND")]
    [DataRow(0x86, "UNSUPPORTED_ATTRIBUTE")]
    [DataRow(0x8D, "INVALID_DATA_TYPE")]
    [DataRow(0x94, "TIMEOUT")]
    [DataRow(0x9A, "NOTIFICATION_PENDING")]
    [DataRow(0xC3, "UNSUPPORTED_CLUSTER")]
    public void Statuses_have_their_printed_names(int status, string name) => Assert.AreEqual(name, ZclStatusNames.Find(status));

    [TestMethod]
    public void Every_status_of_the_enumeration_has_a_name_and_others_have_none()
    {
        foreach (var status in Enum.GetValues<ZclStatus>())
        {
            Assert.IsNotNull(ZclStatusNames.Find((int)status), status.ToString());
        }

        Assert.IsNull(ZclStatusNames.Find(0x55));
        Assert.IsNotNull(ZclStatusNames.Find(ZclStatusNames.ConversationTimeout));
    }
}
