using System.Runtime.InteropServices;

namespace SEFramework.Radio.Serial;

/// <summary>
/// The C library's terminal interface. Numbers and layouts are the same on Linux x86-64, arm64 and armhf; only the widths of long and
/// time_t differ, and none is used here.
/// </summary>
internal static partial class LibC
{
    internal const int ReadWrite = 0x2;
    internal const int NoControllingTerminal = 0x100;
    internal const int NonBlocking = 0x800;
    internal const int CloseOnExec = 0x80000;

    internal const short PollIn = 0x1;
    internal const short PollOut = 0x4;
    internal const short PollError = 0x8;
    internal const short PollHangUp = 0x10;
    internal const short PollInvalid = 0x20;

    internal const int ErrorNoEntry = 2;
    internal const int ErrorInterrupted = 4;
    internal const int ErrorNoDeviceOrAddress = 6;
    internal const int ErrorAgain = 11;
    internal const int ErrorAccess = 13;
    internal const int ErrorBusy = 16;
    internal const int ErrorNoDevice = 19;

    internal const uint ControlReceiverOn = 0x80;
    internal const uint ControlIgnoreModemLines = 0x800;
    internal const uint ControlRtsCts = 0x80000000;
    internal const uint InputXOn = 0x400;
    internal const uint InputXOff = 0x1000;

    internal const int ApplyNow = 0;
    internal const int FlushInput = 0;
    internal const int FlushBoth = 2;
    internal const int LockExclusiveNow = 2 | 4;

    internal const nuint ExclusiveUse = 0x540C;
    internal const nuint ModemLinesGet = 0x5415;
    internal const nuint ModemLinesOn = 0x5416;
    internal const nuint ModemLinesOff = 0x5417;
    internal const nuint InputQueueLength = 0x541B;
    internal const int LineDtr = 0x2;
    internal const int LineRts = 0x4;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeDescriptorHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(SafeDescriptorHandle descriptor, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(SafeDescriptorHandle descriptor, ReadOnlySpan<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(Span<PollDescriptor> descriptors, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial SafeDescriptorHandle EventFd(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(SafeDescriptorHandle descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(SafeDescriptorHandle descriptor, nuint request, ref int value);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetAttributes(SafeDescriptorHandle descriptor, out Termios attributes);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetAttributes(SafeDescriptorHandle descriptor, int when, in Termios attributes);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    internal static partial int Flush(SafeDescriptorHandle descriptor, int queue);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    internal static partial void MakeRaw(ref Termios attributes);

    [LibraryImport("libc", EntryPoint = "cfsetspeed", SetLastError = true)]
    internal static partial int SetSpeed(ref Termios attributes, uint speed);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    /// <summary>struct termios.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 60)]
    internal struct Termios
    {
        [FieldOffset(0)]
        public uint InputModes;

        [FieldOffset(8)]
        public uint ControlModes;

        /// <summary>c_cc[VTIME].</summary>
        [FieldOffset(17 + 5)]
        public byte ReadTimeout;

        /// <summary>c_cc[VMIN].</summary>
        [FieldOffset(17 + 6)]
        public byte ReadMinimum;
    }
}
