using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Finntelligence.ModelOps.Files;

/// <summary>
/// Reads files that anybody may replace by anything at any time. A file is opened once and without waiting, and what is read is what
/// was checked: a regular file, or a link that leads to one, whose length, asked of the open file, is within the limit. A pipe without
/// a writer, a socket, a device and a folder are refused at once, and a file that does not come within <see cref="FileDeadline.Longest"/>.
/// </summary>
public static class RegularFile
{
    private const int MostAtOnce = 1 << 20;
    private const int Interrupted = 4; // EINTR
    private const int NotFound = 2; // ENOENT
    private const int AccessDenied = 13; // EACCES
    private const int NotAFolder = 20; // ENOTDIR

    /// <summary>The bytes of a file.</summary>
    /// <param name="path">The file; links are followed.</param>
    /// <param name="limit">Greatest length, in bytes; a longer file is not read at all.</param>
    /// <exception cref="IOException">It is no regular file, too long, changed while it was read, or cannot be read; the message names it.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder is no folder.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(string path, int limit) => FileDeadline.Run(path, isOver => Read(path, limit, isOver));

    private static byte[] Read(string path, int limit, CancellationToken isOver)
    {
        // A folder opens like a file and says only at the first read what it is.
        if (Directory.Exists(path))
            throw new IOException($"{path} is a folder, not a file.");
        using var file = new FileStream(Open(path), FileAccess.Read, bufferSize: 0);
        if (!file.CanSeek)
            throw new IOException($"{path} is a pipe or a device, not a regular file.");
        var length = file.Length;
        if (length > limit)
            throw new IOException($"{path} has {length} bytes, more than {limit}.");
        var bytes = new byte[length];
        for (var count = 0; count < bytes.Length;)
        {
            // A line that lets a few bytes through now and then would otherwise keep the thread for ever.
            isOver.ThrowIfCancellationRequested();
            var read = file.Read(bytes, count, Math.Min(MostAtOnce, bytes.Length - count));
            if (read == 0)
                throw new IOException($"{path} became shorter while it was read.");
            count += read;
        }
        // A device says that it has no length, and a file that grows is not whole yet.
        return file.ReadByte() < 0 ? bytes : throw new IOException($"{path} is no regular file, or became longer while it was read.");
    }

    /// <summary>
    /// SHA-256 of a file, lower-case hex; null where there is no regular file within the limit, which a writer may then replace.
    /// </summary>
    /// <param name="path">The file; links are followed.</param>
    /// <param name="limit">Greatest length, in bytes.</param>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Sha256(string path, int limit)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(ReadAllBytes(path, limit)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static SafeFileHandle Open(string path)
    {
        if (FlagsOfSystem() is not { } flags)
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        while (true)
        {
            var descriptor = OpenDescriptor(path, flags);
            if (descriptor >= 0)
                return new SafeFileHandle(descriptor, ownsHandle: true);
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw Fault(path, error);
        }
    }

    // .NET opens a pipe only when somebody writes to it, so the file is opened by the system's own call: read-only, closed in children,
    // and without waiting (O_NONBLOCK), which changes nothing for a regular file.
    private static int? FlagsOfSystem() =>
        OperatingSystem.IsLinux() ? 0x80000 | 0x800
        : OperatingSystem.IsMacOS() ? 0x1000000 | 0x4
        : null;

    private static Exception Fault(string path, int error) => error switch
    {
        NotFound => new FileNotFoundException($"Could not find file '{path}'.", path),
        NotAFolder => new DirectoryNotFoundException($"Could not find a part of the path '{path}'."),
        AccessDenied => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
        _ => new IOException($"{path} cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}."),
    };

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenDescriptor([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
