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
    private static readonly string[] Unsupported = ["foreach", "matrix", "wdir", "do"];

    /// <summary>The stages of a <c>dvc.yaml</c>; none when there is no such file.</summary>
    /// <exception cref="DvcException">The file is damaged, or uses what only DVC itself can do.</exception>
    internal static IReadOnlyList<DvcStage> ReadAll(string path)
    {
        if (!File.Exists(path))
            return [];
        return DvcYaml.Read(path)["stages"] is YamlMap stages ? [.. stages.Members.Select(stage => Read(stage.Key, stage.Value, path))] : [];
    }

    private static DvcStage Read(string name, YamlNode node, string file)
    {
        if (Unsupported.FirstOrDefault(member => node[member] is not null) is { } member)
            throw new DvcException($"{file}: the stage {name} uses '{member}', which only DVC itself can do.");
        var stage = new DvcStage(
            name,
            node["cmd"] is YamlList commands ? Texts(commands) : [node["cmd"]?.Text ?? throw new DvcException($"{file}: the stage {name} has no cmd.")],
            Texts(node["deps"]),
            ReadParameters(node["params"], file, name),
            [.. ReadOutputs(node["outs"]), .. ReadOutputs(node["metrics"]), .. ReadOutputs(node["plots"])]);
        return stage.Command.Concat(stage.Dependencies).Concat(stage.Outputs.Select(output => output.Path)).Any(text => text.Contains("${", StringComparison.Ordinal))
            ? throw new DvcException($"{file}: the stage {name} uses a template, which only DVC itself can fill in.")
            : stage;
    }

    private static IReadOnlyList<string> Texts(YamlNode? node) =>
        node is YamlList list ? [.. list.Items.Select(item => item.Text ?? "")] : node?.Text is { } one ? [one] : [];

    private static IEnumerable<DvcOutput> ReadOutputs(YamlNode? node) => node switch
    {
        YamlList list => list.Items.SelectMany(item => item is YamlMap map ? ReadOutputs(map) : [new DvcOutput(item.Text ?? "", IsCached: true)]),
        YamlMap map => map.Members.Select(member => new DvcOutput(member.Key, member.Value["cache"]?.Text != "false")),
        _ => [],
    };

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> ReadParameters(YamlNode? node, string file, string stage)
    {
        var parameters = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var item in (node as YamlList)?.Items ?? [])
        {
            if (item is YamlMap map)
            {
                foreach (var (name, keys) in map.Members)
                    parameters[name] = [.. parameters.GetValueOrDefault(name, []), .. Texts(keys)];
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
public sealed record DvcOutput(string Path, bool IsCached);
