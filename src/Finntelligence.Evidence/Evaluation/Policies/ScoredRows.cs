using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>What models that did not see some rows make of them.</summary>
/// <param name="Rows">Positions in the experiment.</param>
/// <param name="Choices">For each variant and row the position of the rate it offers.</param>
/// <param name="Profit">For each row the modelled profit at each rate of its grid: the control variate of the doubly robust estimator.</param>
/// <param name="ProfitOffered">The same at the rate that was offered.</param>
internal sealed record ScoredRows(int[] Rows, byte[][] Choices, float[][] Profit, double[] ProfitOffered)
{
    /// <summary>For each row what the offer engine expects of its best offer at each rate of its grid; 0 where it would decline.</summary>
    public float[][] Expected { get; init; } = [];

    private const int BlockRows = 512;

    /// <summary>Scores rows, on many cores.</summary>
    public static ScoredRows Of(
        ProductDefinition product, RateGrid grid, Experiment experiment, FittedModels models, int[] rows, int threads, CancellationToken cancellation)
    {
        var variants = Variant.All;
        var scored = new ScoredRows(
            rows, [.. variants.Select(_ => new byte[rows.Length])], new float[rows.Length][], new double[rows.Length])
        {
            Expected = new float[rows.Length][],
        };
        int blocks = (rows.Length + BlockRows - 1) / BlockRows;
        Parallel.For(
            0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            () => new CurveScorer(product, grid, models),
            (block, _, scorer) =>
            {
                for (int i = block * BlockRows; i < Math.Min(rows.Length, (block + 1) * BlockRows); i++)
                {
                    int row = rows[i];
                    scorer.Score(experiment, row);
                    for (int v = 0; v < variants.Length; v++)
                        scored.Choices[v][i] = (byte)variants[v].Choose(scorer.Curves);
                    scored.Profit[i] = [.. scorer.Curves.Hurdle.AsSpan(0, scorer.Curves.Count).ToArray().Select(p => (float)p)];
                    scored.Expected[i] = [.. scorer.Curves.Engine.AsSpan(0, scorer.Curves.Count).ToArray().Select(p => (float)Math.Max(0, p))];
                    scored.ProfitOffered[i] = scorer.ProfitAt(experiment, row, experiment.Rates[row]);
                }
                return scorer;
            },
            _ => { });
        return scored;
    }
}
