namespace SEFramework.Zigbee.Zcl.Foundation;

/// <summary>When a change of an attribute is worth a report. Source: reference 03, section 3.0.</summary>
public static class ReportableChange
{
    /// <summary>Whether a value has moved so far that it is reported: an analog one by the reportable change, another one at all.</summary>
    /// <param name="before">Value that was reported.</param>
    /// <param name="now">Value now.</param>
    /// <param name="change">Reportable change, or null for any change.</param>
    public static bool IsReached(ZclValue before, ZclValue now, ZclValue? change) => (before, now, change) switch
    {
        _ when before == now => false,
        (ZclUnsigned a, ZclUnsigned b, ZclUnsigned step) => (a.Value > b.Value ? a.Value - b.Value : b.Value - a.Value) >= step.Value,
        (ZclSigned a, ZclSigned b, ZclSigned step) => Int128.Abs((Int128)a.Value - b.Value) >= Int128.Abs(step.Value),
        (ZclFloat a, ZclFloat b, ZclFloat step) => double.IsNaN(a.Value) || double.IsNaN(b.Value) || Math.Abs(a.Value - b.Value) >= Math.Abs(step.Value),
        _ => true,
    };
}
