using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>A dependency or an output as recorded in a <c>.dvc</c> file or in <c>dvc.lock</c>.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
/// <param name="Hash">What it was when it was recorded.</param>
public sealed record DvcEntry(string Path, DvcHash Hash)
{
    /// <summary>The order in which DVC writes the members into its lock.</summary>
    internal YamlMap ToLock() => YamlMap.Of(
        ("path", YamlScalar.Of(Path)),
        ("hash", YamlScalar.Of("md5")),
        ("md5", YamlScalar.Of(Hash.Md5)),
        ("size", YamlScalar.Of(Hash.Size)),
        ("nfiles", Hash.Files is { } files ? YamlScalar.Of(files) : null));

    /// <summary>The order in which DVC writes the members into a <c>.dvc</c> file.</summary>
    internal YamlMap ToFile() => YamlMap.Of(
        ("md5", YamlScalar.Of(Hash.Md5)),
        ("size", YamlScalar.Of(Hash.Size)),
        ("nfiles", Hash.Files is { } files ? YamlScalar.Of(files) : null),
        ("hash", YamlScalar.Of("md5")),
        ("path", YamlScalar.Of(Path)));

    /// <summary>The members that record a hash over those of an older record, whose others stay.</summary>
    internal YamlMap Over(YamlMap known) => known
        .With("hash", YamlScalar.Of("md5"))
        .With("md5", YamlScalar.Of(Hash.Md5))
        .With("size", YamlScalar.Of(Hash.Size))
        .With("nfiles", Hash.Files is { } files ? YamlScalar.Of(files) : null);

    /// <exception cref="DvcException">The entry is not one of DVC 3 with an md5.</exception>
    internal static DvcEntry Read(YamlNode node, string file)
    {
        var path = node["path"]?.Text ?? throw new DvcException($"{file} has an entry without a path.");
        var md5 = node["md5"]?.Text ?? throw new DvcException($"{file}: {path} has no md5. Only files that DVC knows by md5 are supported.");
        if (node["hash"]?.Text != "md5")
        {
            throw new DvcException(
                $"{file}: {path} was recorded by DVC 2, whose md5 treats line ends as text. Run `dvc commit` with DVC 3, or add the data again.");
        }
        var bare = md5.EndsWith(DvcFolder.Suffix, StringComparison.Ordinal) ? md5[..^DvcFolder.Suffix.Length] : md5;
        if (!DvcHash.IsMd5(bare))
            throw new DvcException($"{file}: {path} has the md5 '{md5}', which is none.");
        return new DvcEntry(path, new DvcHash(md5, Number("size") ?? 0, (int?)Number("nfiles")));

        long? Number(string member) => long.TryParse(
            node[member]?.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
