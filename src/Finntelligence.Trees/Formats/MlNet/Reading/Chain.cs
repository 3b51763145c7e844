using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>One step of the pipeline.</summary>
/// <param name="Folder">Where its record lies.</param>
/// <param name="Loader">The name under which ML.NET finds the code for it.</param>
internal readonly record struct ChainStep(string Folder, string Loader)
{
    public string Path => $"{Folder}/Model.key";
}

/// <summary>Lists the steps of a pipeline in their order. A chain within a chain, as OneHotEncoding makes, counts as its steps.</summary>
internal static class Chain
{
    private const string Root = "TransformerChain";
    private const int ScoringScope = 4;
    private const int Deepest = 16;

    public static ImmutableArray<ChainStep> Steps(IModelMembers members)
    {
        var steps = ImmutableArray.CreateBuilder<ChainStep>();
        Add(members, Root, depth: 0, steps);
        return steps.ToImmutable();
    }

    private static void Add(IModelMembers members, string folder, int depth, ImmutableArray<ChainStep>.Builder steps)
    {
        var path = $"{folder}/Model.key";
        var bytes = members.Read(path);
        var loader = RecordHeader.Parse(path, bytes).Loader;
        // A model that is one step alone, a trainer fitted without a pipeline, lies where a chain otherwise would.
        if (loader != RecordKind.Chain.Loader)
        {
            steps.Add(new ChainStep(folder, loader));
            if (steps.Count > Limits.Steps)
                throw new InvalidModelFileException(path, $"more than {Limits.Steps} steps");
            return;
        }

        if (depth == Deepest)
            throw new InvalidModelFileException(path, $"more than {Deepest} chains within one another");
        var body = Record.Parse(RecordKind.Chain with { Path = path }, bytes).Open();
        var count = body.Count("steps", sizeof(int));
        for (var step = 0; step < count; step++)
        {
            var scope = body.Int32();
            if ((scope & ScoringScope) == 0)
                throw body.Fault($"step {step} has scope {scope}, which leaves it out of scoring");
        }

        body.ExpectEnd();
        for (var step = 0; step < count; step++)
            Add(members, $"{folder}/Transform_{step:000}", depth + 1, steps);
    }
}
