namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>What models expect an offer to one applicant to earn at each rate of the grid. Reused from row to row.</summary>
/// <param name="most">Rates of the longest grid.</param>
/// <param name="bags">Bagged models.</param>
internal sealed class ProfitCurves(int most, int bags)
{
    /// <summary>Rates of this applicant's class; the card's is the last.</summary>
    public int Count { get; set; }

    /// <summary>The offer engine's best expected profit at the rate, with the product's loss given default; −∞ where it may not offer.</summary>
    public double[] Engine { get; } = new double[most];

    /// <summary>The same with the loss given default that the loans show.</summary>
    public double[] EngineWithLoss { get; } = new double[most];

    /// <summary>Acceptance × profit of a loan, whose size and arrears depend on the rate.</summary>
    public double[] Hurdle { get; } = new double[most];

    /// <summary>Profit regressed on applicant and rate.</summary>
    public double[] Direct { get; } = new double[most];

    /// <summary>Mean over the bags of the gain over the card.</summary>
    public double[] BagMean { get; } = new double[most];

    /// <summary>Deviation of it between the bags.</summary>
    public double[] BagDeviation { get; } = new double[most];

    /// <summary>Room for each bag's curve.</summary>
    public double[][] Bags { get; } = [.. Enumerable.Range(0, bags).Select(_ => new double[most])];
}
