namespace Finntelligence.Histories.Sources;

/// <summary>Formats whose index is at their end are read from a copy on disk where they come out of an archive.</summary>
internal static class SeekableStream
{
    /// <summary>The stream itself if it can seek; else a temporary copy that is gone once it is closed, and the stream is closed.</summary>
    public static Stream Of(Stream stream)
    {
        if (stream.CanSeek)
            return stream;
        var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            using (stream)
                stream.CopyTo(copy);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
