namespace Finntelligence.ModelOps.Files;

/// <summary>Turns what the operating system says about a file into a message that says what to do.</summary>
internal static class FileFault
{
    // HResults as .NET reports them: the errno on Unix, a Win32 code on Windows.
    private const int UnixNoSpace = 28;
    private const int LinuxQuota = 122;
    private const int MacQuota = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);

    /// <summary>An explained fault, or null when <paramref name="fault"/> does not come from the file system.</summary>
    public static IOException? Explain(Exception fault, string path) => fault switch
    {
        UnauthorizedAccessException => new IOException(
            $"Cannot write {path}: the file or its folder is read-only for {Environment.UserName}. "
            + "Give write permission or choose another folder; nothing was changed.", fault),
        IOException io when IsDiskFull(io) => new IOException(
            $"Cannot write {path}: the disk is full. Free some space and run the command again; nothing was changed.", fault),
        IOException io => new IOException($"Cannot write {path}: {io.Message} Nothing was changed.", fault),
        _ => null,
    };

    /// <summary>True when another process holds the file.</summary>
    public static bool IsBusy(IOException fault) => fault.HResult is WindowsSharingViolation or WindowsLockViolation
        || (!OperatingSystem.IsWindows() && fault.HResult is LinuxWouldBlock or MacWouldBlock);

    private static bool IsDiskFull(IOException fault) => fault.HResult is WindowsDiskFull
        || (!OperatingSystem.IsWindows() && fault.HResult is UnixNoSpace or LinuxQuota or MacQuota);
}
