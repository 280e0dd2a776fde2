using System.Runtime.InteropServices;

namespace SEFramework.Radio.Serial;

/// <summary>Owns a file descriptor.</summary>
internal sealed class SafeDescriptorHandle : SafeHandle
{
    public SafeDescriptorHandle()
        : base(-1, ownsHandle: true)
    {
    }

    /// <summary>The C library returns a 32-bit -1, which does not fill a 64-bit handle.</summary>
    public override bool IsInvalid => unchecked((int)handle) < 0;

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
