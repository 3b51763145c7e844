using System.Text;

namespace Finntelligence.ModelOps.Files;

/// <summary>
/// Writes whole files or nothing: the bytes go to a hidden temporary file in the same folder, are flushed to the disk, and
/// the file is renamed over the old one. A reader sees the old file or the new one, never half of either.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes <paramref name="path"/> through <paramref name="write"/>; missing folders are made.</summary>
    /// <exception cref="IOException">The folder is read-only, the disk is full, or the file cannot be replaced; the message says what to do.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, step: null);

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark.</summary>
    /// <exception cref="IOException">As <see cref="Write(string, Action{Stream})"/>.</exception>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Utf8.GetBytes(text));

    /// <summary>Writes <paramref name="bytes"/>.</summary>
    /// <exception cref="IOException">As <see cref="Write(string, Action{Stream})"/>.</exception>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <param name="path">The file to replace.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="step">Called after every step, so that tests can stop the process there.</param>
    internal static void Write(string path, Action<Stream> write, Action<string>? step)
    {
        path = Path.GetFullPath(path);
        var temporary = TemporaryNameFor(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                step?.Invoke("created");
                write(stream);
                step?.Invoke("written");
                stream.Flush(flushToDisk: true);
            }
            step?.Invoke("flushed");
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault)
        {
            TryDelete(temporary);
            if (FileFault.Explain(fault, path) is { } explained)
                throw explained;
            throw;
        }
        step?.Invoke("renamed");
    }

    /// <summary>Deletes what killed writers left behind for <paramref name="path"/>. Call it only while no other writer can be at work.</summary>
    internal static void RemoveAbandoned(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            return;
        foreach (var temporary in Directory.EnumerateFiles(folder, $".{Path.GetFileName(path)}.*.tmp"))
            TryDelete(temporary);
    }

    private static string TemporaryNameFor(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first fault is the one to report; a leftover temporary file is ignored by every reader.
        }
    }
}
