using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;
using Finntelligence.Trees.Formats.MlNet.Reading.Folding;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>
/// Reads a binary classifier of trees that <c>MLContext.Model.Save</c> wrote, or that <see cref="Writing.MlNetModelWriter"/> wrote. The
/// steps before the trees are folded into them, so that the ensemble reads what a caller of the pipeline gives. Scores and probabilities
/// are ML.NET's, bit for bit. Anything that cannot be folded (a step that mixes columns, other versions, damage) is refused: a reader
/// that guesses scores wrongly without saying so.
/// </summary>
public static class MlNetModelReader
{
    /// <summary>Reads a zip. The stream is read to its end and left open.</summary>
    /// <exception cref="InvalidModelFileException">It is no such model; the message says where and why.</exception>
    public static MlNetModel Read(Stream zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        using var bytes = new MemoryStream();
        var block = new byte[65536];
        int read;
        while ((read = zip.Read(block)) > 0)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > Limits.ZipBytes)
                throw new InvalidModelFileException("", $"The zip has more than the {Limits.ZipBytes} bytes that are read");
        }

        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    /// <summary>Reads a zip.</summary>
    /// <exception cref="InvalidModelFileException">It is no such model; the message says where and why.</exception>
    public static MlNetModel Read(ReadOnlyMemory<byte> zip)
    {
        using var members = new ModelZip(zip);
        return Read(members);
    }

    internal static MlNetModel Read(IModelMembers members)
    {
        var pipeline = Pipeline.Read(members);
        var folder = new TreeFolder(pipeline.Features);
        try
        {
            var trees = pipeline.Model.Trees.Select((tree, t) => Folded(folder, tree, t)).ToImmutableArray();
            var inputs = folder.Inputs.Select(InputOf).ToImmutableArray();
            // ML.NET adds leaves as they are, in the order of the trees, in double.
            var ensemble = new TreeEnsemble(Names(folder.Inputs), pipeline.Model.BaseScore, trees, ScoreArithmetic.Double);
            return new MlNetModel(ensemble, pipeline.Calibrator, pipeline.Model.Trainer, inputs);
        }
        catch (InvalidEnsembleException e)
        {
            throw new InvalidModelFileException("the trees", e.Message.TrimEnd('.'));
        }
    }

    private static DecisionTree Folded(TreeFolder folder, DecisionTree tree, int index)
    {
        var folded = folder.Fold(tree, index);
        return TreeDepth.FaultOf(folded) is { } fault
            ? throw new InvalidModelFileException("", $"Tree {index}, with the steps before it folded in: {fault}")
            : folded;
    }

    private static MlNetInput InputOf(RawInput input) => new(
        input.Column,
        input.Slot,
        Named: input.Slot is null || input.SlotName is not null,
        input.Kind switch
        {
            ItemKind.Text => MlNetInputKind.Text,
            ItemKind.Boolean => MlNetInputKind.Boolean,
            _ when input.Kind.IsInteger() => MlNetInputKind.Integer,
            _ => MlNetInputKind.Number,
        },
        input.Kind.ToString(),
        [.. input.Terms]);

    // A slot goes by its own name, unless something else has that name too.
    private static ImmutableArray<FeatureSpec> Names(IEnumerable<RawInput> inputs)
    {
        var list = inputs.ToList();
        var shared = list.GroupBy(Own, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return [.. list.Select(i => new FeatureSpec(
            i.Slot is { } slot && (i.SlotName is null || shared.Contains(Own(i))) ? $"{i.Column}[{slot}]" : Own(i),
            i.Kind == ItemKind.Text ? FeatureKind.Category : FeatureKind.Numeric))];

        static string Own(RawInput input) => input.SlotName ?? (input.Slot is { } slot ? $"{input.Column}[{slot}]" : input.Column);
    }
}
