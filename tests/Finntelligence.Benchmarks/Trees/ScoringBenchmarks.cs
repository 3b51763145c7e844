using BenchmarkDotNet.Attributes;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// Scores by 100 trees of 20 leaves. Rows change from call to call: the same row again and again would be learned by the
/// processor's branch prediction.
/// </summary>
[MemoryDiagnoser]
public class ScoringBenchmarks
{
    private const int Features = 28;
    private const int BatchRows = 1 << 14;

    private readonly double[] _scores = new double[BatchRows];
    private TreeEnsemble _ensemble = null!;
    private float[] _rows = [];

    /// <summary>Trains the ensemble.</summary>
    [GlobalSetup]
    public void Train()
    {
        var (values, labels) = SyntheticTask.Draw(50_000, Features, seed: 1);
        var options = new TreeOptions { NumberOfTrees = 100, NumberOfLeaves = 20, LearningRate = 0.1 };
        _ensemble = GradientBooster.Train(new LabeledRows(SyntheticTask.Features(Features), values, labels), options).Ensemble;
        if (_ensemble.Trees.Length != 100 || _ensemble.Trees.Any(t => t.Leaves.Length != 20))
            throw new InvalidOperationException("The ensemble is not 100 trees of 20 leaves.");
        _rows = SyntheticTask.Draw(BatchRows, Features, seed: 2).Values;
    }

    /// <summary>One call per row; the time is that of one row.</summary>
    [Benchmark(OperationsPerInvoke = BatchRows)]
    public double One_row()
    {
        var sum = 0.0;
        for (var i = 0; i < BatchRows; i++)
            sum += _ensemble.Score(_rows.AsSpan(i * Features, Features));
        return sum;
    }

    /// <summary>One call for all rows, on one thread; the time is that of one row.</summary>
    [Benchmark(OperationsPerInvoke = BatchRows)]
    public double Batch()
    {
        _ensemble.Score(_rows, _scores);
        return _scores[0];
    }
}
