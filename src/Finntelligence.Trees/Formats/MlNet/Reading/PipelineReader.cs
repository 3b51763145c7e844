using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>The steps around the trees: which columns are the features, and that nothing else happens to them.</summary>
internal static class PipelineReader
{
    private const int Steps = 2;
    private const int ScoringScope = 4;
    private const int NoString = -1;

    /// <summary>Checks that the chain is Concatenate and a binary classifier, both used in scoring.</summary>
    public static void CheckChain(IModelMembers members)
    {
        var record = Record.Parse(RecordKind.Chain, members.Read(RecordKind.Chain.Path));
        var body = record.Open();
        var count = body.Count("steps", sizeof(int));
        CheckLoaders(members, count);
        if (count != Steps)
            throw body.Fault($"the chain has {count} steps; only Concatenate followed by a binary classifier is supported");
        for (var step = 0; step < Steps; step++)
        {
            var scope = body.Int32();
            if ((scope & ScoringScope) == 0)
                throw body.Fault($"step {step} has scope {scope}, which leaves it out of scoring");
        }

        body.ExpectEnd();
    }

    /// <summary>The source columns in feature order, and the name of the features column.</summary>
    public static (ImmutableArray<string> Sources, string Output) ReadConcatenate(IModelMembers members)
    {
        var record = Record.Parse(RecordKind.Concatenate, members.Read(RecordKind.Concatenate.Path));
        var body = record.Open();
        var outputs = body.Int32();
        if (outputs != 1)
            throw body.Fault($"{outputs} output columns; one is supported");
        var output = record.Text(body, body.Int32());
        var count = body.Count("source columns", 2 * sizeof(int));
        if (count is 0 or > Limits.Features)
            throw body.Fault($"{count} source columns; 1 to {Limits.Features} are supported");
        var sources = ImmutableArray.CreateBuilder<string>(count);
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var source = record.Text(body, body.Int32());
            if (!known.Add(source))
                throw body.Fault($"the column '{source}' is a source twice");
            sources.Add(source);
            var alias = body.Int32();
            if (alias != NoString)
                _ = record.Text(body, alias);
        }

        body.ExpectEnd();
        return (sources.MoveToImmutable(), output);
    }

    /// <summary>Checks that the classifier reads the features column and its score is what labels are compared on.</summary>
    public static void CheckPrediction(IModelMembers members, string features)
    {
        var record = Record.Parse(RecordKind.Prediction, members.Read(RecordKind.Prediction.Path));
        var body = record.Open();
        var input = record.Text(body, body.Int32());
        if (input != features)
            throw body.Fault($"the classifier reads the column '{input}', but Concatenate makes '{features}'");
        // The threshold cuts labels, of which this reader makes none.
        _ = body.Single();
        var compared = record.Text(body, body.Int32());
        if (compared != "Score")
            throw body.Fault($"labels are compared on the column '{compared}'; only 'Score' is supported");
        body.ExpectEnd();
    }

    /// <summary>Checks that trees and calibrator stand side by side.</summary>
    public static void CheckCalibrated(IModelMembers members)
    {
        var record = Record.Parse(RecordKind.Calibrated, members.Read(RecordKind.Calibrated.Path));
        record.Open().ExpectEnd();
    }

    /// <summary>A and B of the probability 1 / (1 + exp(A·score + B)).</summary>
    public static (double A, double B) ReadPlatt(IModelMembers members)
    {
        var record = Record.Parse(RecordKind.Platt, members.Read(RecordKind.Platt.Path));
        var body = record.Open();
        var (a, b) = (body.Double(), body.Double());
        if (!double.IsFinite(a) || !double.IsFinite(b))
            throw body.Fault($"a calibrator with A = {a} and B = {b}");
        if (a > 0)
            throw body.Fault($"a calibrator with A = {a}, whose probability falls as the score rises");
        body.ExpectEnd();
        return (a, b);
    }

    // Says which step is foreign, rather than that there are too many.
    private static void CheckLoaders(IModelMembers members, int count)
    {
        for (var step = 0; step < count; step++)
        {
            var path = RecordKind.StepPath(step);
            if (!members.Contains(path))
                return;
            var loader = RecordHeader.Parse(path, members.Read(path)).Loader;
            var expected = step == 0 ? RecordKind.Concatenate.Loader : RecordKind.Prediction.Loader;
            if (loader != expected)
            {
                throw new InvalidModelFileException(
                    path,
                    $"step {step} of the chain is '{RecordHeader.Printable(loader)}'; only {expected} is supported there");
            }

            if (step == Steps)
                return;
        }
    }
}
