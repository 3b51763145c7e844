using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>A <c>&lt;name&gt;.dvc</c> file beside the data it stands for in git.</summary>
internal static class DvcFile
{
    public const string Extension = ".dvc";

    private static readonly string[] Known = ["outs", "desc", "meta", "wdir"];
    private static readonly string[] KnownOfOutput = ["path", "hash", "md5", "size", "nfiles", "isexec", "cache", "persist", "push", "desc", "type", "labels", "meta"];

    /// <summary>What the file records, by full path.</summary>
    /// <exception cref="DvcException">The file is damaged, of an older DVC, or says what only DVC itself can do.</exception>
    public static IReadOnlyList<DvcRecord> Read(string path)
    {
        var document = DvcText.Read(path).Document;
        Check(path, document);
        var folder = Path.GetFullPath(document["wdir"]?.Text ?? ".", Path.GetDirectoryName(Path.GetFullPath(path))!);
        return [.. ((YamlList)document["outs"]!).Items.Where(item => item["cache"]?.Text != "false").Select(item =>
        {
            var entry = DvcEntry.Read(item, path);
            return new DvcRecord(path, Path.GetFullPath(entry.Path, folder), entry.Hash, IsPushed: item["push"]?.Text != "false");
        })];
    }

    /// <summary>The file as it is to be once it records an output; all that an existing file says besides stays as it stands.</summary>
    /// <exception cref="DvcException">There is a file that stands for something else, or that says what only DVC itself can do.</exception>
    public static DvcText With(string path, DvcEntry entry)
    {
        if (!File.Exists(path))
            return DvcText.Empty(path).With(YamlMap.Of(("outs", new YamlList([entry.ToFile()]))));
        var text = DvcText.Read(path);
        Check(path, text.Document);
        if (text.Document["wdir"] is not null)
            throw new DvcException($"{path} names a folder ('wdir') that its data lies in. Only DVC itself can add to it.");
        var outputs = (YamlList)text.Document["outs"]!;
        var known = outputs.Items.FirstOrDefault(item => item["path"]?.Text == entry.Path) as YamlMap
            ?? throw new DvcException($"{path} stands for other data than {entry.Path}. Move it away, or add the data under its own name.");
        return text.With(text.Document.With("outs", outputs with { Items = [.. outputs.Items.Select(item => item == known ? entry.Over(known) : item)] }));
    }

    private static void Check(string path, YamlMap document)
    {
        if (document["outs"] is not YamlList outputs)
            throw new DvcException($"{path} has no list 'outs'.");
        DvcText.CheckMembers(document, Known, path);
        foreach (var output in outputs.Items)
            DvcText.CheckMembers(output, KnownOfOutput, $"{path}: {output["path"]?.Text ?? "an output"}");
    }
}

/// <param name="File">The <c>.dvc</c> file.</param>
/// <param name="Path">Where the data lies, in full.</param>
/// <param name="Hash">What it was when it was recorded.</param>
/// <param name="IsPushed">False for data that stays on the machine.</param>
internal sealed record DvcRecord(string File, string Path, DvcHash Hash, bool IsPushed);
