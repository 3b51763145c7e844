using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>
/// <c>dvc.lock</c>: for every stage, the command that ran and the hashes of what it read and made. Of a stage that is recorded anew only
/// what differs is written; everything else in the file keeps its bytes.
/// </summary>
internal sealed class DvcLock
{
    private static readonly string[] Known = ["schema", "stages", "datasets"];
    private static readonly string[] KnownOfStage = ["cmd", "deps", "params", "outs"];
    private static readonly string[] KnownOfEntry = ["path", "hash", "md5", "size", "nfiles", "isexec"];
    private readonly string _path;
    private DvcText _text;

    /// <exception cref="DvcException">The file is damaged, or of another schema.</exception>
    public DvcLock(string path)
    {
        _path = path;
        _text = File.Exists(path) ? DvcText.Read(path) : DvcText.Empty(path);
        if (_text.Document.Members.Count == 0)
            return;
        if (_text.Document["schema"]?.Text is not "2.0")
            throw new DvcException($"{path} has the schema '{_text.Document["schema"]?.Text ?? "1.0"}'; only 2.0 can be read. `dvc commit` writes it anew.");
        DvcText.CheckMembers(_text.Document, Known, path);
        if (_text.Document["stages"] is not (null or YamlMap or YamlScalar { IsNull: true }))
            throw new DvcException($"{path}: 'stages' is not written as a map of names and values.");
    }

    /// <summary>A stage's record, or null.</summary>
    public DvcLockedStage? Find(string stage)
    {
        if (_text.Document["stages"]?[stage] is not { } node)
            return null;
        DvcText.CheckMembers(node, KnownOfStage, $"{_path}: the stage {stage}");
        return new DvcLockedStage(
            node["cmd"] is YamlList list ? [.. list.Items.Select(item => item.Text ?? "")] : [node["cmd"]?.Text ?? ""],
            Entries(stage, node["deps"]),
            node["params"] as YamlMap ?? YamlMap.Of(),
            Entries(stage, node["outs"]));
    }

    /// <summary>Every stage's outputs.</summary>
    public IEnumerable<(string Stage, DvcEntry Output)> Outputs =>
        (_text.Document["stages"] as YamlMap)?.Members
            .SelectMany(stage => Entries(stage.Key.Value, stage.Value["outs"]).Select(entry => (stage.Key.Value, entry))) ?? [];

    /// <exception cref="DvcException">The file is laid out in a way that cannot be edited in place.</exception>
    public void Set(string stage, DvcLockedStage record)
    {
        Find(stage);
        var stages = _text.Document["stages"] as YamlMap ?? YamlMap.Of();
        var known = stages[stage] as YamlMap ?? YamlMap.Of();
        // In the order that DVC writes; a member that is there stays where it is.
        var wanted = YamlMap.Of(
            ("cmd", record.Command is [var one] ? YamlScalar.Of(one) : new YamlList([.. record.Command.Select(YamlScalar.Of)])),
            ("deps", List(record.Dependencies, known["deps"])),
            ("params", record.Parameters.Members.Count == 0 ? null : record.Parameters),
            ("outs", List(record.Outputs, known["outs"])));
        _text = _text.With(_text.Document.With("schema", _text.Document["schema"] ?? YamlScalar.Of("2.0")).With("stages", stages.With(stage, wanted)));
    }

    public void Save() => _text.Save();

    private IReadOnlyList<DvcEntry> Entries(string stage, YamlNode? node)
    {
        if (node is not YamlList list)
            return [];
        foreach (var item in list.Items)
            DvcText.CheckMembers(item, KnownOfEntry, $"{_path}: {item["path"]?.Text ?? "an entry"} of the stage {stage}");
        return [.. list.Items.Select(item => DvcEntry.Read(item, _path))];
    }

    private static YamlList? List(IReadOnlyList<DvcEntry> entries, YamlNode? known) => entries.Count == 0
        ? null
        : new YamlList([.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal).Select(entry =>
            (known as YamlList)?.Items.FirstOrDefault(item => item["path"]?.Text == entry.Path) is YamlMap before ? entry.Over(before) : entry.ToLock())]);
}

/// <param name="Command">What ran.</param>
/// <param name="Dependencies">What it read.</param>
/// <param name="Parameters">Values by file and key.</param>
/// <param name="Outputs">What it made.</param>
internal sealed record DvcLockedStage(
    IReadOnlyList<string> Command, IReadOnlyList<DvcEntry> Dependencies, YamlMap Parameters, IReadOnlyList<DvcEntry> Outputs);
