using Finntelligence.ModelOps.Files;

namespace Finntelligence.Api.Pool;

/// <summary>What can be known of a file without reading it. A rename over it, a rewrite and a moved link all change it.</summary>
/// <param name="Target">The file that the path leads to, links followed.</param>
/// <param name="Length">Bytes; −1 if there is no file.</param>
/// <param name="Written">Time of the last write, UTC.</param>
internal readonly record struct FileStamp(string Target, long Length, DateTime Written)
{
    /// <exception cref="IOException">The file system does not answer.</exception>
    public static FileStamp Of(string path) => FileDeadline.Run(path, _ => Look(path));

    private static FileStamp Look(string path)
    {
        var file = new FileInfo(path);
        var target = file.Exists && file.LinkTarget is not null ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
        return target.Exists
            ? new FileStamp(target.FullName, target.Length, target.LastWriteTimeUtc)
            : new FileStamp(target.FullName, -1, default);
    }
}
