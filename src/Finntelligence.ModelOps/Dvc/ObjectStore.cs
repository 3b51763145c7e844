using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>Files named by their md5, as in DVC's cache and in a remote that is a folder: <c>files/md5/&lt;first two&gt;/&lt;rest&gt;</c>.</summary>
internal sealed class ObjectStore(string folder)
{
    public string Folder { get; } = folder;

    public string PathOf(string md5) => Path.Combine(Folder, "files", "md5", md5[..2], md5[2..]);

    public bool Has(string md5) => File.Exists(PathOf(md5));

    /// <summary>True when the object and, of a folder, all of its files are there.</summary>
    public bool HasWhole(string md5) => Has(md5) && (!IsFolder(md5) || Listing(md5).Files.All(file => Has(file.Md5)));

    /// <exception cref="DvcException">The listing is damaged.</exception>
    public DvcFolder Listing(string md5)
    {
        var bytes = File.ReadAllBytes(PathOf(md5));
        var folder = DvcFolder.Parse(bytes, PathOf(md5));
        return folder.Hash.Md5 == md5 ? folder : throw Damaged(PathOf(md5), "cannot be used");
    }

    /// <summary>Keeps a copy of a file under its md5; one that is there already is left alone.</summary>
    /// <returns>True when a copy was made.</returns>
    /// <exception cref="DvcException">The file's bytes have another md5.</exception>
    public bool Keep(string source, string md5)
    {
        if (Has(md5))
            return false;
        using (var stream = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete))
            Write(stream, md5, source);
        return true;
    }

    /// <summary>Keeps a folder's listing.</summary>
    public void Keep(DvcFolder folder)
    {
        if (Has(folder.Hash.Md5))
            return;
        using var listing = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(folder.Listing));
        Write(listing, folder.Hash.Md5, folder.Hash.Md5);
    }

    /// <summary>Copies an object to a path of the workspace, where it may be written to.</summary>
    public void Restore(string md5, string path)
    {
        using var stream = new FileStream(PathOf(md5), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        AtomicFile.Write(path, target =>
        {
            if (CopyAndHash(stream, target) != Bare(md5))
                throw Damaged(PathOf(md5), "cannot be restored");
        });
    }

    private void Write(Stream source, string md5, string sourceName)
    {
        var path = PathOf(md5);
        AtomicFile.Write(path, target =>
        {
            if (CopyAndHash(source, target) != Bare(md5))
                throw Damaged(sourceName, "cannot be kept");
        });
        // As DVC does: an object is never written to.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private static string CopyAndHash(Stream source, Stream target)
    {
        using var md5 = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.MD5);
        var buffer = new byte[1 << 16];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            md5.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    private static bool IsFolder(string md5) => md5.EndsWith(DvcFolder.Suffix, StringComparison.Ordinal);

    private static string Bare(string md5) => IsFolder(md5) ? md5[..^DvcFolder.Suffix.Length] : md5;

    private static DvcException Damaged(string path, string consequence) =>
        new($"{path} {consequence}: its bytes are not those it is named by. It was changed or damaged; restore it, or add the data again.");
}
