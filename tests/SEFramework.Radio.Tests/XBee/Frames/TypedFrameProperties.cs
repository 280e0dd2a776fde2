using FsCheck;
using FsCheck.Fluent;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.Tests.XBee.Frames;

/// <summary>Typed frames on random bytes, with a fixed seed: none throws, and what is accepted is written back as it was.</summary>
[TestClass]
public sealed class TypedFrameProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(90_033_931, 3).WithMaxTest(1000).WithEndSize(120);

    private delegate bool Rewriter(byte[] frameData, out byte[] written);

    [TestMethod]
    public void Every_frame_is_written_back_as_it_was_read()
    {
        (XBeeFrameType Type, Rewriter Rewrite)[] kinds =
        [
            (XBeeFrameType.AtCommand, Rewrite<AtCommandFrame>),
            (XBeeFrameType.QueuedAtCommand, Rewrite<AtCommandFrame>),
            (XBeeFrameType.AtResponse, Rewrite<AtResponseFrame>),
            (XBeeFrameType.RemoteAtCommand, Rewrite<RemoteAtCommandFrame>),
            (XBeeFrameType.RemoteAtResponse, Rewrite<RemoteAtResponseFrame>),
            (XBeeFrameType.TransmitRequest, Rewrite<TransmitRequestFrame>),
            (XBeeFrameType.ExplicitTransmit, Rewrite<ExplicitTransmitFrame>),
            (XBeeFrameType.TransmitStatus, Rewrite<TransmitStatusFrame>),
            (XBeeFrameType.RegisterJoiningDevice, Rewrite<RegisterJoiningDeviceFrame>),
            (XBeeFrameType.RegisterJoiningDeviceStatus, Rewrite<RegisterJoiningDeviceStatusFrame>),
            (XBeeFrameType.ModemStatus, Rewrite<ModemStatusFrame>),
            (XBeeFrameType.Receive, Rewrite<ReceiveFrame>),
            (XBeeFrameType.ExplicitReceive, Rewrite<ExplicitReceiveFrame>),
            (XBeeFrameType.NodeIdentification, Rewrite<NodeIdentificationFrame>),
            (XBeeFrameType.ExtendedModemStatus, Rewrite<ExtendedModemStatusFrame>),
            (XBeeFrameType.OtaUpdateStatus, Rewrite<OtaUpdateStatusFrame>),
            (XBeeFrameType.RouteRecord, Rewrite<RouteRecordFrame>),
            (XBeeFrameType.DeviceAuthenticated, Rewrite<DeviceAuthenticatedFrame>),
            (XBeeFrameType.ManyToOneRouteRequest, Rewrite<ManyToOneRouteRequestFrame>),
            (XBeeFrameType.FrameError, Rewrite<FrameErrorFrame>),
        ];
        foreach (var (type, rewrite) in kinds)
        {
            var accepted = 0;
            Check.One(
                Fixed,
                Prop.ForAll(
                    Bodies.ToArbitrary(),
                    body =>
                    {
                        byte[] frameData = [(byte)type, .. body];
                        if (rewrite(frameData, out var written))
                        {
                            // Bytes behind a frame of fixed length are left alone.
                            Assert.IsGreaterThanOrEqualTo(2, written.Length);
                            Assert.AreEqual(Convert.ToHexString(frameData.AsSpan(..written.Length)), Convert.ToHexString(written));
                            accepted++;
                        }
                    }));
            Assert.IsGreaterThan(100, accepted, $"{type} was hardly ever accepted");
        }
    }

    [TestMethod]
    public void No_frame_accepts_another_type_or_no_bytes()
    {
        byte[] foreign = [0xEE, .. new byte[60]];
        Assert.IsFalse(AtCommandFrame.TryRead(foreign, out _) || AtCommandFrame.TryRead([], out _));
        Assert.IsFalse(AtResponseFrame.TryRead(foreign, out _) || AtResponseFrame.TryRead([], out _));
        Assert.IsFalse(RemoteAtCommandFrame.TryRead(foreign, out _) || RemoteAtCommandFrame.TryRead([], out _));
        Assert.IsFalse(RemoteAtResponseFrame.TryRead(foreign, out _) || RemoteAtResponseFrame.TryRead([], out _));
        Assert.IsFalse(TransmitRequestFrame.TryRead(foreign, out _) || TransmitRequestFrame.TryRead([], out _));
        Assert.IsFalse(ExplicitTransmitFrame.TryRead(foreign, out _) || ExplicitTransmitFrame.TryRead([], out _));
        Assert.IsFalse(TransmitStatusFrame.TryRead(foreign, out _) || TransmitStatusFrame.TryRead([], out _));
        Assert.IsFalse(RegisterJoiningDeviceFrame.TryRead(foreign, out _) || RegisterJoiningDeviceFrame.TryRead([], out _));
        Assert.IsFalse(RegisterJoiningDeviceStatusFrame.TryRead(foreign, out _) || RegisterJoiningDeviceStatusFrame.TryRead([], out _));
        Assert.IsFalse(ModemStatusFrame.TryRead(foreign, out _) || ModemStatusFrame.TryRead([], out _));
        Assert.IsFalse(ReceiveFrame.TryRead(foreign, out _) || ReceiveFrame.TryRead([], out _));
        Assert.IsFalse(ExplicitReceiveFrame.TryRead(foreign, out _) || ExplicitReceiveFrame.TryRead([], out _));
        Assert.IsFalse(NodeIdentificationFrame.TryRead(foreign, out _) || NodeIdentificationFrame.TryRead([], out _));
        Assert.IsFalse(ExtendedModemStatusFrame.TryRead(foreign, out _) || ExtendedModemStatusFrame.TryRead([], out _));
        Assert.IsFalse(OtaUpdateStatusFrame.TryRead(foreign, out _) || OtaUpdateStatusFrame.TryRead([], out _));
        Assert.IsFalse(RouteRecordFrame.TryRead(foreign, out _) || RouteRecordFrame.TryRead([], out _));
        Assert.IsFalse(DeviceAuthenticatedFrame.TryRead(foreign, out _) || DeviceAuthenticatedFrame.TryRead([], out _));
        Assert.IsFalse(ManyToOneRouteRequestFrame.TryRead(foreign, out _) || ManyToOneRouteRequestFrame.TryRead([], out _));
        Assert.IsFalse(FrameErrorFrame.TryRead(foreign, out _) || FrameErrorFrame.TryRead([], out _));
    }

    /// <summary>Any bytes of any length; zeros and small numbers often, so that counts and closing zeros come out possible.</summary>
    private static Gen<byte[]> Bodies => Gen.OneOf(Gen.Choose(0, 255), Gen.Choose(0, 3)).Select(static value => (byte)value).ArrayOf();

    private static bool Rewrite<TFrame>(byte[] frameData, out byte[] written)
        where TFrame : IXBeeFrame<TFrame>, allows ref struct
    {
        written = [];
        if (!TFrame.TryRead(frameData, out var frame))
        {
            return false;
        }

        written = new byte[frame.Length];
        return frame.Write(written) == written.Length;
    }
}
