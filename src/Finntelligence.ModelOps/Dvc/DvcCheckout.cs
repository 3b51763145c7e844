namespace Finntelligence.ModelOps.Dvc;

/// <summary>Writes recorded data into the workspace without losing what lies there.</summary>
/// <param name="cache">Holds all that is restored.</param>
/// <param name="force">True to overwrite what is saved nowhere.</param>
internal sealed class DvcCheckout(ObjectStore cache, bool force)
{
    /// <returns>How many files were written.</returns>
    /// <exception cref="DvcException">A file in the way is not in the cache; nothing was written.</exception>
    public int Restore(string path, DvcHash hash, CancellationToken cancellationToken)
    {
        if (!hash.IsFolder)
        {
            if (Directory.Exists(path))
                throw new DvcException($"{path} is a folder, but a file is recorded there. Move it away and pull again.");
            return RestoreFile(path, hash.Md5);
        }
        if (File.Exists(path))
            throw new DvcException($"{path} is a file, but a folder is recorded there. Move it away and pull again.");
        var wanted = cache.Listing(hash.Md5).Files;
        var extra = Extra(path, wanted).ToArray();
        foreach (var file in extra.Concat(wanted.Where(file => IsInTheWay(FileOf(path, file), file.Md5)).Select(file => FileOf(path, file))))
            CheckSaved(file);
        foreach (var file in extra)
            File.Delete(file);
        var written = 0;
        foreach (var file in wanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            written += RestoreFile(FileOf(path, file), file.Md5);
        }
        return written;
    }

    private int RestoreFile(string path, string md5)
    {
        if (File.Exists(path))
        {
            if (DvcHash.OfFile(path).Md5 == md5)
                return 0;
            CheckSaved(path);
        }
        cache.Restore(md5, path);
        return 1;
    }

    private void CheckSaved(string path)
    {
        if (!force && !cache.Has(DvcHash.OfFile(path).Md5))
            throw new DvcException($"{path} has changes that are saved nowhere else and would be lost. Add it or move it away first, or force the pull.");
    }

    private static bool IsInTheWay(string path, string md5) => File.Exists(path) && DvcHash.OfFile(path).Md5 != md5;

    private static IEnumerable<string> Extra(string folder, IReadOnlyList<DvcFolderFile> wanted)
    {
        if (!Directory.Exists(folder))
            return [];
        var names = wanted.Select(file => FileOf(folder, file)).ToHashSet(StringComparer.Ordinal);
        return DvcFolder.FilesBelow(folder).Where(file => !names.Contains(file));
    }

    private static string FileOf(string folder, DvcFolderFile file) => Path.Combine([folder, .. file.RelativePath.Split('/')]);
}
