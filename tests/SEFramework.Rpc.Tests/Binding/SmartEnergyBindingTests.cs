using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Tests.Binding;

/// <summary>What field clients send for Smart Energy events: reference 04, sections 2, 3 and 6.</summary>
[TestClass]
public sealed class SmartEnergyBindingTests
{
    private static readonly RequestBinder Binder = new(EmbeddedContract.Current);

    [TestMethod]
    [DataRow("device_class", "-1", 0xFFFF)]
    [DataRow("device_class", "-32768", 0x8000)]
    [DataRow("utility_enrollment_group", "-56", 200)]
    [DataRow("cooling_temperature_offset", "-1", 0xFF)]
    [DataRow("duty_cycle", "-128", 0x80)]
    [DataRow("cooling_temperature_set_point", "0x8000", -0x8000)]
    [DataRow("heating_temperature_set_point", "65535", -1)]
    [DataRow("average_load_adjustment_percentage", "128", -128)]
    [DataRow("average_load_adjustment_percentage", "236", -20)]
    [DataRow("event_control", " 3 ", 3)]
    public void Twos_complement_is_read_by_the_width_of_the_field(string field, string text, int expected) =>
        Assert.AreEqual(new RpcInt(expected), Event($"<{field}>{text}</{field}>")[field]);

    [TestMethod]
    [DataRow("device_class", "65536")]
    [DataRow("device_class", "-32769")]
    [DataRow("duty_cycle", "256")]
    [DataRow("average_load_adjustment_percentage", "-129")]
    [DataRow("start_time", "0x100000000")]
    [DataRow("duty_cycle", "half")]
    public void What_no_variable_of_the_width_can_print_is_refused(string field, string text)
    {
        var refusal = Assert.ThrowsExactly<RpcException>(() => Event($"<{field}>{text}</{field}>"));
        Assert.AreEqual(RpcErrorKind.InvalidParameters, refusal.Kind);
        StringAssert.Contains(refusal.Message, field);
    }

    [TestMethod]
    public void Every_integer_of_a_load_control_event_wraps()
    {
        var record = EmbeddedContract.Current.FindRecord("LoadControlEventRecord")!;
        var fields = record.Parameters.Where(p => p.Name is not "issuer_event_id" and not "duration_in_minutes").ToArray();
        var values = from field in Gen.Elements(fields)
                     from fraction in Gen.Choose(0, int.MaxValue)
                     let span = 1L << field.Width!.Value
                     select (Field: field, Number: (long)((Int128)(span + (span / 2) - 1) * fraction / int.MaxValue) - (span / 2));
        Prop.ForAll(Arb.From(values), sample =>
        {
            var text = sample.Number.ToString(CultureInfo.InvariantCulture);
            var bound = ((RpcInt)Event($"<{sample.Field.Name}>{text}</{sample.Field.Name}>")[sample.Field.Name]!).Value;
            var span = BigInteger.One << sample.Field.Width!.Value;
            var low = sample.Field.IsSigned ? -span / 2 : BigInteger.Zero;
            return ((bound - sample.Number) % span).IsZero && bound >= low && bound < low + span;
        }).Check(Config.QuickThrowOnFailure.WithReplay(20141224, 9).WithMaxTest(500));
    }

    [TestMethod]
    public void Missing_fields_take_the_defaults_of_the_reference()
    {
        var created = CreateDrlcEventRequest.FromStruct(Bind("""
            <create_DRLC_event>
              <record type="LoadControlEventRecord"><issuer_event_id>11076</issuer_event_id><duration_in_minutes>25</duration_in_minutes></record>
            </create_DRLC_event>
            """));
        Assert.IsNull(created.SourceEndpointId);
        Assert.AreEqual(
            "issuer_event_id 0x2B44, device_class 0xFFF, utility_enrollment_group 0x0, start_time 0x0, duration_in_minutes 0x19, "
            + "criticality_level 0x1, cooling_temperature_offset 0xFF, heating_temperature_offset 0xFF, "
            + "cooling_temperature_set_point -0x8000, heating_temperature_set_point -0x8000, average_load_adjustment_percentage -0x80, "
            + "duty_cycle 0xFF, event_control 0x3",
            Spell(created.Record.ToStruct()));
    }

    [TestMethod]
    public void A_price_takes_the_defaults_of_the_reference()
    {
        var created = CreatePriceEventRequest.FromStruct(Bind("""
            <create_price_event>
              <record type="PublishPriceRecord">
                <issuer_event_id>7</issuer_event_id><duration_in_minutes>0xFFFF</duration_in_minutes><price>950</price>
              </record>
            </create_price_event>
            """));
        Assert.IsNull(created.Record.UtcTime);
        Assert.AreEqual(
            "provider_id 0xFFFFFFFF, rate_label , issuer_event_id 0x7, currency 0x348, price_trailing_digit_and_price_tier 0x20, "
            + "number_of_price_tiers_and_register_tier 0x0, start_time 0x0, duration_in_minutes 0xFFFF, price 0x3B6, unit_of_measure 0x0, "
            + "price_ratio 0xFF, generation_price 0xFFFFFFFF, generation_price_ratio 0xFF",
            Spell(created.Record.ToStruct()));
    }

    [TestMethod]
    [DataRow("<create_message_event><record type='DisplayMessageEventRecord'><message_id>1</message_id><duration_in_minutes>1</duration_in_minutes><message>a</message></record></create_message_event>", "DisplayMessageRecord")]
    [DataRow("<cancel_message_event><record type='CancelMessageEventRecord'><message_id>1</message_id></record></cancel_message_event>", "CancelMessageRecord")]
    [DataRow("<create_price_event><record type='DisplayPriceEventRecord'><issuer_event_id>1</issuer_event_id><duration_in_minutes>1</duration_in_minutes><price>1</price></record></create_price_event>", "PublishPriceRecord")]
    [DataRow("<cancel_message_event><record><message_id>1</message_id></record></cancel_message_event>", "CancelMessageRecord")]
    public void Long_class_names_stand_for_the_short_ones(string xml, string className) =>
        Assert.AreEqual(className, ((RpcRecord)Bind(xml)["record"]!).ClassName);

    [TestMethod]
    [DataRow("effect_time")]
    [DataRow("effective_time")]
    public void The_time_of_a_cancel_has_two_spellings(string spelling)
    {
        var cancel = CancelDrlcEventRequest.FromStruct(Bind(
            $"<cancel_DRLC_event><record type='CancelLoadControlEventRecord'><issuer_event_id>3</issuer_event_id><{spelling}>477400000</{spelling}></record></cancel_DRLC_event>"));
        Assert.AreEqual(477400000u, cancel.Record.EffectiveTime);
    }

    [TestMethod]
    public void Both_spellings_of_the_time_of_a_cancel_are_one_too_many() => Assert.ThrowsExactly<RpcException>(() => Bind(
        "<cancel_DRLC_event><record><issuer_event_id>3</issuer_event_id><effect_time>0</effect_time><effective_time>9</effective_time></record></cancel_DRLC_event>"));

    /// <summary>The original answers with status 0x85 then, which is for the request to do: reference 04, section 0.3.</summary>
    [TestMethod]
    [DataRow("duration_in_minutes", 1440, true)]
    [DataRow("duration_in_minutes", 1441, false)]
    [DataRow("criticality_level", 0, false)]
    [DataRow("criticality_level", 15, true)]
    [DataRow("criticality_level", 16, false)]
    [DataRow("average_load_adjustment_percentage", -100, true)]
    [DataRow("average_load_adjustment_percentage", -101, false)]
    [DataRow("average_load_adjustment_percentage", -128, true)]
    [DataRow("duty_cycle", 100, true)]
    [DataRow("duty_cycle", 101, false)]
    [DataRow("duty_cycle", 255, true)]
    public void What_is_out_of_range_binds_and_is_told(string field, int value, bool isInRange)
    {
        var bound = (RpcInt)Event($"<{field}>{value}</{field}>")[field]!;
        Assert.AreEqual(value, bound.Value);
        var parameter = EmbeddedContract.Current.FindRecord("LoadControlEventRecord")!.Parameters.Single(p => p.Name == field);
        Assert.AreEqual(isInRange, ParameterRange.Problem(parameter, bound.Value) is null);
    }

    [TestMethod]
    public void A_side_that_is_neither_server_nor_client_is_refused() =>
        Assert.ThrowsExactly<RpcException>(() => Bind("<get_price_events><server_or_client>2</server_or_client></get_price_events>"));

    private static RpcStruct Bind(string xml)
    {
        var element = HardenedXml.Parse(xml);
        return Binder.Bind(EmbeddedContract.Current.FindRequest(element.Name.LocalName)!, element);
    }

    /// <summary>Binds a load control event that has one field beside those that are required.</summary>
    private static RpcStruct Event(string field)
    {
        var duration = field.StartsWith("<duration_in_minutes>", StringComparison.Ordinal) ? string.Empty : "<duration_in_minutes>45</duration_in_minutes>";
        var xml = $"<create_DRLC_event><record type='LoadControlEventRecord'><issuer_event_id>6</issuer_event_id>{duration}{field}</record></create_DRLC_event>";
        return ((RpcRecord)Bind(xml)["record"]!).Fields;
    }

    private static string Spell(RpcStruct fields) => string.Join(", ", fields.Select(f =>
        $"{f.Key} {(f.Value is RpcInt number ? RpcText.FormatInt(number.Value) : ((RpcString)f.Value).Value)}"));
}
