using System.Runtime.InteropServices;
using Finntelligence.Trees.Learning;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Finntelligence.Trees.Training.FastTree;

/// <summary>Trains with ML.NET's FastTree. The same rows and options give the same model on every x64 machine.</summary>
public static class FastTreeTraining
{
    // ML.NET draws from it where no seed of the trainer's own is used.
    private const int ContextSeed = 1;

    /// <summary>Why FastTree cannot train here: its native library exists for x64 only. Null where it can.</summary>
    public static string? Unavailable { get; } = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86
        ? NativeLibrary.TryLoad("FastTreeNative", typeof(Microsoft.ML.Trainers.FastTree.FastTreeBinaryTrainer).Assembly, null, out _)
            ? null
            : "ML.NET's native library FastTreeNative is not beside the program"
        : $"ML.NET's native library FastTreeNative exists for x64 only, and this is {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>Fits a model.</summary>
    /// <param name="rows">What to learn from; a column of categories is read as its codes, in their order.</param>
    /// <param name="options">Of FastTree.</param>
    /// <param name="cancellationToken">Looked at before and after: ML.NET's public interface cannot end a training.</param>
    /// <exception cref="ArgumentException">An option is out of range, there is no row, or all have the same label.</exception>
    /// <exception cref="FastTreeException">The native library is missing, or ML.NET left rows out.</exception>
    public static FastTreeModel Fit(LabeledRows rows, FastTreeOptions options, CancellationToken cancellationToken = default) =>
        Fit(rows, selected: null, FastTreePipeline.HasMissing(rows), options, cancellationToken);

    internal static FastTreeModel Fit(
        LabeledRows rows, int[]? selected, IReadOnlyList<bool> indicated, FastTreeOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options.Validate();
        RequireBothLabels(rows, selected);
        if (Unavailable is { } why)
            throw new FastTreeException($"FastTree cannot train here: {why}.");
        cancellationToken.ThrowIfCancellationRequested();
        var ml = new MLContext(ContextSeed);
        string? skipped = null;
        ml.Log += (_, entry) =>
        {
            if (entry.Kind >= ChannelMessageKind.Warning && entry.RawMessage.StartsWith("Skipped", StringComparison.Ordinal))
                skipped = entry.RawMessage;
        };
        var pipeline = new FastTreePipeline(rows.Features, indicated);
        var view = pipeline.View(rows, selected);
        var model = new FastTreeModel(ml, pipeline, pipeline.Inputs(ml).Append(pipeline.Trainer(ml, options, rows.Weights is not null)).Fit(view));
        cancellationToken.ThrowIfCancellationRequested();
        return skipped is null ? model : throw new FastTreeException($"FastTree left rows out, so nothing was trained: {skipped}");
    }

    private static void RequireBothLabels(LabeledRows rows, int[]? selected)
    {
        var count = selected?.Length ?? rows.Count;
        var events = selected?.Count(i => rows.Labels[i] == 1) ?? rows.Labels.Count(label => label == 1);
        if (events == 0 || events == count)
            throw new ArgumentException($"Of {count} rows {events} have the label 1; FastTree needs rows of both labels.", nameof(rows));
    }
}

/// <summary>FastTree could not train; the message says why.</summary>
public sealed class FastTreeException(string message) : Exception(message);
