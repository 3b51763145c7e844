using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>
/// <c>dvc.lock</c>: for every stage, the command that ran and the hashes of what it read and made. A stage that is recorded anew
/// replaces its old record; everything else in the file stays as it was.
/// </summary>
internal sealed class DvcLock(string path)
{
    private YamlMap _document = File.Exists(path) ? DvcYaml.Read(path) : YamlMap.Of();

    /// <summary>A stage's record, or null.</summary>
    public DvcLockedStage? Find(string stage) => _document["stages"]?[stage] is { } node
        ? new DvcLockedStage(
            node["cmd"] is YamlList list ? [.. list.Items.Select(item => item.Text ?? "")] : [node["cmd"]?.Text ?? ""],
            Entries(node["deps"]),
            node["params"] as YamlMap ?? YamlMap.Of(),
            Entries(node["outs"]))
        : null;

    /// <summary>Every stage's outputs.</summary>
    public IEnumerable<(string Stage, DvcEntry Output)> Outputs =>
        (_document["stages"] as YamlMap)?.Members.SelectMany(stage => Entries(stage.Value["outs"]).Select(entry => (stage.Key, entry))) ?? [];

    public void Set(string stage, DvcLockedStage record)
    {
        var stages = (_document["stages"] as YamlMap ?? YamlMap.Of()).With(stage, YamlMap.Of(
            ("cmd", record.Command is [var one] ? YamlScalar.Of(one) : new YamlList([.. record.Command.Select(YamlScalar.Of)])),
            ("deps", List(record.Dependencies)),
            ("params", record.Parameters.Members.Count == 0 ? null : record.Parameters),
            ("outs", List(record.Outputs))));
        _document = _document.With("schema", YamlScalar.Of("2.0")).With("stages", stages);
    }

    public void Save() => AtomicFile.WriteAllText(path, YamlWriter.Write(_document));

    private IReadOnlyList<DvcEntry> Entries(YamlNode? node) => node is YamlList list ? [.. list.Items.Select(item => DvcEntry.Read(item, path))] : [];

    private static YamlList? List(IReadOnlyList<DvcEntry> entries) =>
        entries.Count == 0 ? null : new YamlList([.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal).Select(entry => entry.ToLock())]);
}

/// <param name="Command">What ran.</param>
/// <param name="Dependencies">What it read.</param>
/// <param name="Parameters">Values by file and key.</param>
/// <param name="Outputs">What it made.</param>
internal sealed record DvcLockedStage(
    IReadOnlyList<string> Command, IReadOnlyList<DvcEntry> Dependencies, YamlMap Parameters, IReadOnlyList<DvcEntry> Outputs);
