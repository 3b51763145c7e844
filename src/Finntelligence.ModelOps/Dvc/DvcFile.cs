using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>A <c>&lt;name&gt;.dvc</c> file beside the data it stands for in git.</summary>
internal static class DvcFile
{
    public const string Extension = ".dvc";

    /// <summary>What the file records; paths are relative to its folder.</summary>
    /// <exception cref="DvcException">The file is damaged or of an older DVC.</exception>
    public static IReadOnlyList<DvcEntry> Read(string path) =>
        Document(path)["outs"] is YamlList outs
            ? [.. outs.Items.Where(item => item["cache"]?.Text != "false").Select(item => DvcEntry.Read(item, path))]
            : throw new DvcException($"{path} has no list 'outs'.");

    /// <summary>Records an output. What else an existing file says of it, as a description, is kept.</summary>
    public static void Write(string path, DvcEntry entry)
    {
        var document = File.Exists(path) ? Document(path) : YamlMap.Of();
        var known = (document["outs"] as YamlList)?.Items.OfType<YamlMap>().FirstOrDefault(item => item["path"]?.Text == entry.Path) ?? YamlMap.Of();
        var output = known
            .With("md5", YamlScalar.Of(entry.Hash.Md5))
            .With("size", YamlScalar.Of(entry.Hash.Size))
            .With("nfiles", entry.Hash.Files is { } files ? YamlScalar.Of(files) : null)
            .With("hash", YamlScalar.Of("md5"))
            .With("path", YamlScalar.Of(entry.Path));
        AtomicFile.WriteAllText(path, YamlWriter.Write(document.With("outs", new YamlList([output]))));
    }

    private static YamlMap Document(string path) => DvcYaml.Read(path);
}

/// <summary>Reads DVC's files with its faults.</summary>
internal static class DvcYaml
{
    public static YamlMap Read(string path)
    {
        try
        {
            return YamlReader.Read(File.ReadAllText(path), path);
        }
        catch (InvalidDataException fault)
        {
            throw new DvcException(fault.Message, fault);
        }
    }
}
