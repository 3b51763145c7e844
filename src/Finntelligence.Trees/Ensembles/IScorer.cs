namespace Finntelligence.Trees.Ensembles;

/// <summary>Adds up the leaves that rows reach. Every implementation gives the same bits.</summary>
internal interface IScorer
{
    /// <summary>A start plus the leaf values a row reaches, added in the order of the trees in double.</summary>
    double Sum(double start, ReadOnlySpan<float> row);

    /// <summary>The same in float32 (<see cref="ScoreArithmetic.Single"/>): every partial sum is rounded.</summary>
    float SumSingle(float start, ReadOnlySpan<float> row);

    /// <summary>The same for many rows.</summary>
    /// <param name="start">Where each sum starts.</param>
    /// <param name="single">Add in float32.</param>
    /// <param name="rows">Rows one after the other.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="sums">One per row; overwritten.</param>
    void Sum(double start, bool single, ReadOnlySpan<float> rows, int width, Span<double> sums);
}
