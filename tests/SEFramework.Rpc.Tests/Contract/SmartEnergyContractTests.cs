using System.Xml.Linq;

namespace SEFramework.Rpc.Tests.Contract;

/// <summary>
/// The records of the contract against tables typed from reference 04, section 6: order, widths, defaults, reserved values. The files are
/// read as XML, so that a mistake of the contract and one of its reader cannot cancel each other out.
/// </summary>
[TestClass]
public sealed class SmartEnergyContractTests
{
    /// <summary>Field, its width, then required, computed, absent or its default; then the value for "not used" if there is one.</summary>
    private static readonly Dictionary<string, string[]> Records = new()
    {
        ["LoadControlEventRecord"] =
        [
            "issuer_event_id u32 required",
            "device_class u16 0x0FFF",
            "utility_enrollment_group u8 0x00",
            "start_time u32 0",
            "duration_in_minutes u16 required",
            "criticality_level u8 0x01",
            "cooling_temperature_offset u8 0xFF notUsed 0xFF",
            "heating_temperature_offset u8 0xFF notUsed 0xFF",
            "cooling_temperature_set_point s16 -0x8000 notUsed -0x8000",
            "heating_temperature_set_point s16 -0x8000 notUsed -0x8000",
            "average_load_adjustment_percentage s8 -0x80 notUsed -0x80",
            "duty_cycle u8 0xFF notUsed 0xFF",
            "event_control u8 0x03",
        ],
        ["CancelLoadControlEventRecord"] =
        [
            "issuer_event_id u32 required",
            "device_class u16 0x0FFF",
            "utility_enrollment_group u8 0x0",
            "cancel_control u8 0x1",
            "effective_time u32 0x0",
        ],
        ["ReportEventStatusRecord"] =
        [
            "issuer_event_id u32 required",
            "event_status u8 required",
            "event_status_time u32 required",
            "criticality_level_applied u8 required",
            "cooling_temperature_set_point_applied s16 required notUsed -0x8000",
            "heating_temperature_set_point_applied s16 required notUsed -0x8000",
            "average_load_adjustment_percentage_applied s8 required notUsed -0x80",
            "duty_cycle_applied u8 required notUsed 0xFF",
            "event_control u8 required",
            "signature_type u8 required",
            "signature base16 absent",
        ],
        ["GetScheduledEventsRecord"] = ["start_time u32 0", "number_of_events u8 0"],
        ["GetScheduledPricesRecord"] = ["start_time u32 0", "number_of_events u8 0"],
        ["DisplayMessageRecord"] =
        [
            "message_id u32 required",
            "message_control u8 0",
            "cancel_message_control u8 absent",
            "start_time u32 0",
            "duration_in_minutes u16 required",
            "message string required",
        ],
        ["CancelMessageRecord"] = ["message_id u32 required", "message_control u8 0"],
        ["MessageConfirmationRecord"] = ["message_id u32 required", "confirmation_time u32 absent"],
        ["PublishPriceRecord"] =
        [
            "provider_id u32 0xFFFFFFFF notUsed 0xFFFFFFFF",
            "rate_label string empty",
            "issuer_event_id u32 required",
            "utc_time u32 absent",
            "currency u16 840",
            "price_trailing_digit_and_price_tier u8 0x20",
            "number_of_price_tiers_and_register_tier u8 0x0",
            "start_time u32 0",
            "duration_in_minutes u16 required",
            "price u32 required",
            "unit_of_measure u8 0x00",
            "price_ratio u8 0xFF notUsed 0xFF",
            "generation_price u32 0xFFFFFFFF notUsed 0xFFFFFFFF",
            "generation_price_ratio u8 0xFF notUsed 0xFF",
        ],
    };

    public static IEnumerable<object[]> RecordNames => Records.Keys.Select(name => new object[] { name });

    [TestMethod]
    public void The_records_are_those_of_the_reference() => CollectionAssert.AreEquivalent(
        Records.Keys, SmartEnergyFile.Root.Elements(SmartEnergyFile.Ns + "record").Select(r => SmartEnergyFile.Text(r, "name")).ToArray());

    [TestMethod]
    [DynamicData(nameof(RecordNames))]
    public void Fields_have_the_order_widths_and_defaults_of_the_reference(string name)
    {
        var fields = SmartEnergyFile.Parameters(SmartEnergyFile.Named("record", name)).Select(Spell).ToArray();
        Assert.AreEqual(string.Join('\n', Records[name].Select(Normalise)), string.Join('\n', fields));
    }

    /// <summary>Reference 04, section 0.3 and 6.2: spellings of the manual's cross references and of field clients.</summary>
    [TestMethod]
    [DataRow("DisplayMessageRecord", "DisplayMessageEventRecord")]
    [DataRow("CancelMessageRecord", "CancelMessageEventRecord")]
    [DataRow("PublishPriceRecord", "DisplayPriceEventRecord")]
    [DataRow("LoadControlEventRecord", null)]
    public void Records_are_accepted_under_their_long_names(string name, string? synonyms) =>
        Assert.AreEqual(synonyms, SmartEnergyFile.Text(SmartEnergyFile.Named("record", name), "synonyms"));

    [TestMethod]
    public void Effect_time_is_the_only_other_spelling_of_a_field()
    {
        var synonyms = from record in SmartEnergyFile.Root.Elements(SmartEnergyFile.Ns + "record")
                       from field in record.Elements(SmartEnergyFile.Ns + "parameter")
                       where SmartEnergyFile.Text(field, "synonyms") is not null
                       select $"{SmartEnergyFile.Text(record, "name")}.{SmartEnergyFile.Text(field, "name")} = {SmartEnergyFile.Text(field, "synonyms")}";
        Assert.AreEqual("CancelLoadControlEventRecord.effective_time = effect_time", string.Join(", ", synonyms));
    }

    /// <summary>Reference 04, section 2.1: head-ends print these records from signed variables.</summary>
    [TestMethod]
    [DataRow("LoadControlEventRecord", 13)]
    [DataRow("CancelLoadControlEventRecord", 5)]
    [DataRow("DisplayMessageRecord", 5)]
    [DataRow("CancelMessageRecord", 2)]
    [DataRow("PublishPriceRecord", 13)]
    [DataRow("GetScheduledEventsRecord", 2)]
    public void Integers_wrap_in_the_records_that_head_ends_send(string name, int count) => Assert.AreEqual(
        count,
        SmartEnergyFile.Named("record", name).Elements(SmartEnergyFile.Ns + "parameter").Count(p => SmartEnergyFile.Text(p, "wrap") == "true"));

    /// <summary>Reference 04, section 6.1, and 05, section 3.1: a value outside leads to status 0x85, not to a refusal.</summary>
    [TestMethod]
    [DataRow("LoadControlEventRecord", "start_time", null, 0xFFFFFFFEL)]
    [DataRow("LoadControlEventRecord", "duration_in_minutes", null, 1440L)]
    [DataRow("LoadControlEventRecord", "criticality_level", 1L, 15L)]
    [DataRow("LoadControlEventRecord", "average_load_adjustment_percentage", -100L, 100L)]
    [DataRow("LoadControlEventRecord", "duty_cycle", null, 100L)]
    [DataRow("PublishPriceRecord", "price_ratio", 1L, null)]
    public void Ranges(string record, string field, long? minimum, long? maximum)
    {
        var parameter = Field(record, field);
        Assert.AreEqual(minimum, SmartEnergyFile.Number(SmartEnergyFile.Text(parameter, "min")));
        Assert.AreEqual(maximum, SmartEnergyFile.Number(SmartEnergyFile.Text(parameter, "max")));
        Assert.AreEqual("status", SmartEnergyFile.Text(parameter, "outOfRange"));
    }

    [TestMethod]
    public void No_other_field_has_a_range()
    {
        var limited = SmartEnergyFile.Root.Elements(SmartEnergyFile.Ns + "record").Elements(SmartEnergyFile.Ns + "parameter")
            .Where(p => p.Attribute("min") is not null || p.Attribute("max") is not null)
            .Select(p => SmartEnergyFile.Text(p, "name")!);
        Assert.AreEqual(
            "start_time duration_in_minutes criticality_level average_load_adjustment_percentage duty_cycle price_ratio", string.Join(' ', limited));
    }

    /// <summary>Reference 04, section 6: units; times count from the epoch of ZigBee.</summary>
    [TestMethod]
    [DataRow("LoadControlEventRecord", "start_time", "seconds since 2000-01-01 UTC")]
    [DataRow("LoadControlEventRecord", "duration_in_minutes", "minutes")]
    [DataRow("LoadControlEventRecord", "cooling_temperature_offset", "0.1 degrees C")]
    [DataRow("LoadControlEventRecord", "heating_temperature_offset", "0.1 degrees C")]
    [DataRow("LoadControlEventRecord", "cooling_temperature_set_point", "0.01 degrees C")]
    [DataRow("LoadControlEventRecord", "heating_temperature_set_point", "0.01 degrees C")]
    [DataRow("LoadControlEventRecord", "average_load_adjustment_percentage", "percent")]
    [DataRow("LoadControlEventRecord", "duty_cycle", "percent")]
    [DataRow("CancelLoadControlEventRecord", "effective_time", "seconds since 2000-01-01 UTC")]
    [DataRow("ReportEventStatusRecord", "event_status_time", "seconds since 2000-01-01 UTC")]
    [DataRow("MessageConfirmationRecord", "confirmation_time", "seconds since 2000-01-01 UTC")]
    [DataRow("PublishPriceRecord", "utc_time", "seconds since 2000-01-01 UTC")]
    [DataRow("PublishPriceRecord", "currency", "ISO 4217 number")]
    public void Units(string record, string field, string unit) => Assert.AreEqual(unit, SmartEnergyFile.Text(Field(record, field), "unit"));

    /// <summary>What the reference marks as deduced is marked so in the contract.</summary>
    [TestMethod]
    [DataRow("LoadControlEventRecord", "")]
    [DataRow("CancelLoadControlEventRecord", "")]
    [DataRow("DisplayMessageRecord", "")]
    [DataRow("GetScheduledPricesRecord", "start_time number_of_events")]
    [DataRow("PublishPriceRecord", "unit_of_measure price_ratio generation_price generation_price_ratio")]
    [DataRow(
        "ReportEventStatusRecord",
        "criticality_level_applied cooling_temperature_set_point_applied heating_temperature_set_point_applied "
        + "average_load_adjustment_percentage_applied duty_cycle_applied event_control signature_type signature")]
    public void Inferred_fields_are_marked(string name, string fields)
    {
        var record = SmartEnergyFile.Named("record", name);
        var inferred = record.Elements(SmartEnergyFile.Ns + "parameter")
            .Where(p => (SmartEnergyFile.Text(p, "provenance") ?? SmartEnergyFile.Text(record, "provenance")) == "inferred")
            .Select(p => SmartEnergyFile.Text(p, "name")!);
        Assert.AreEqual(fields, string.Join(' ', inferred));
    }

    private static XElement Field(string record, string field) =>
        SmartEnergyFile.Named("record", record).Elements(SmartEnergyFile.Ns + "parameter").Single(p => SmartEnergyFile.Text(p, "name") == field);

    private static string Spell(XElement field)
    {
        var type = SmartEnergyFile.Text(field, "type")!;
        var sign = SmartEnergyFile.Text(field, "signed") == "true" ? "s" : "u";
        var width = SmartEnergyFile.Text(field, "width");
        var whole = type == "int" ? sign + width : width is null ? type : $"{type} of {width}";
        var fallback = (Default: SmartEnergyFile.Text(field, "default"), IsOptional: SmartEnergyFile.Text(field, "optional") == "true") switch
        {
            ({ Length: 0 }, _) => "empty",
            ({ } value, _) => $"{SmartEnergyFile.Number(value)}",
            (null, true) => "absent",
            _ => "required",
        };
        var notUsed = SmartEnergyFile.Number(SmartEnergyFile.Text(field, "notUsed")) is { } reserved ? $" notUsed {reserved}" : string.Empty;
        return $"{SmartEnergyFile.Text(field, "name")} {whole} {fallback}{notUsed}";
    }

    private static string Normalise(string field) =>
        string.Join(' ', field.Split(' ').Select(word => word[0] is '-' or (>= '0' and <= '9') ? $"{SmartEnergyFile.Number(word)}" : word));
}
