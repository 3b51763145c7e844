using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>A stage of <c>dvc.yaml</c>: a command, what it reads and what it makes.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Command">The command, one or several in a row.</param>
/// <param name="Dependencies">Paths of what it reads.</param>
/// <param name="Parameters">Keys by parameter file; no keys mean the whole file.</param>
/// <param name="Outputs">What it makes.</param>
public sealed record DvcStage(
    string Name,
    IReadOnlyList<string> Command,
    IReadOnlyList<string> Dependencies,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters,
    IReadOnlyList<DvcOutput> Outputs)
{
    private const string DefaultParameters = "params.yaml";
    private static readonly string[] Known = ["cmd", "deps", "params", "outs", "metrics", "plots", "desc", "meta"];
    private static readonly string[] KnownOfFile = ["stages", "vars", "params", "metrics", "plots", "artifacts"];

    private static readonly string[] KnownOfOutput =
        ["cache", "persist", "push", "desc", "type", "labels", "meta", "x", "y", "x_label", "y_label", "title", "header", "template"];

    /// <summary>The stages of a <c>dvc.yaml</c>; none when there is no such file.</summary>
    /// <exception cref="DvcException">The file is damaged, or uses what only DVC itself can do.</exception>
    internal static IReadOnlyList<DvcStage> ReadAll(string path)
    {
        if (!File.Exists(path))
            return [];
        var document = DvcText.Read(path).Document;
        DvcText.CheckMembers(document, KnownOfFile, path);
        return document["stages"] is YamlMap stages ? [.. stages.Members.Select(stage => Read(stage.Key.Value, stage.Value, path))] : [];
    }

    private static DvcStage Read(string name, YamlNode node, string file)
    {
        var what = $"{file}: the stage {name}";
        DvcText.CheckMembers(node, Known, what);
        if (Scalars(node).Any(text => text.Contains("${", StringComparison.Ordinal)))
            throw new DvcException($"{what} uses a template, which only DVC itself can fill in.");
        var stage = new DvcStage(
            name,
            node["cmd"] is YamlList commands ? Texts(commands) : [node["cmd"]?.Text ?? throw new DvcException($"{what} has no cmd.")],
            Texts(node["deps"]),
            ReadParameters(node["params"], file, name),
            [.. ReadOutputs(node["outs"], what), .. ReadOutputs(node["metrics"], what), .. ReadOutputs(node["plots"], what)]);
        return stage.Dependencies.Concat(stage.Outputs.Select(output => output.Path)).FirstOrDefault(path => path.Contains("://", StringComparison.Ordinal)) is { } remote
            ? throw new DvcException($"{what} uses {remote}, which only DVC itself can reach.")
            : stage;
    }

    private static IEnumerable<string> Scalars(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar.Value],
        YamlList list => list.Items.SelectMany(Scalars),
        YamlMap map => map.Members.SelectMany(member => Scalars(member.Value).Prepend(member.Key.Value)),
        _ => [],
    };

    private static IReadOnlyList<string> Texts(YamlNode? node) =>
        node is YamlList list ? [.. list.Items.Select(item => item.Text ?? "")] : node?.Text is { } one ? [one] : [];

    private static IEnumerable<DvcOutput> ReadOutputs(YamlNode? node, string stage) => node switch
    {
        YamlList list => list.Items.SelectMany(item => item is YamlMap map ? ReadOutputs(map, stage) : [new DvcOutput(item.Text ?? "", IsCached: true)]),
        YamlMap map => map.Members.Select(member => ReadOutput(member, stage)),
        YamlScalar { IsNull: false } one => [new DvcOutput(one.Value, IsCached: true)],
        _ => [],
    };

    private static DvcOutput ReadOutput(YamlMember member, string stage)
    {
        if (member.Value is not YamlScalar { IsNull: true })
            DvcText.CheckMembers(member.Value, KnownOfOutput, $"{stage}: {member.Key.Value}");
        return new DvcOutput(member.Key.Value, IsFalse("cache") is false, IsPushed: IsFalse("push") is false);

        bool IsFalse(string name) => member.Value[name] is YamlScalar { Resolved: false };
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> ReadParameters(YamlNode? node, string file, string stage)
    {
        var parameters = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var item in (node as YamlList)?.Items ?? [])
        {
            if (item is YamlMap map)
            {
                foreach (var (name, keys) in map.Members)
                    parameters[name.Value] = [.. parameters.GetValueOrDefault(name.Value, []), .. Texts(keys)];
            }
            else
            {
                var key = item.Text ?? throw new DvcException($"{file}: the stage {stage} has an empty parameter.");
                parameters[DefaultParameters] = [.. parameters.GetValueOrDefault(DefaultParameters, []), key];
            }
        }
        return parameters;
    }
}

/// <summary>What a stage makes.</summary>
/// <param name="Path">Relative to the folder of <c>dvc.yaml</c>, with forward slashes.</param>
/// <param name="IsCached">True when DVC keeps it, false when git does.</param>
/// <param name="IsPushed">False for what stays on the machine.</param>
public sealed record DvcOutput(string Path, bool IsCached, bool IsPushed = true);
