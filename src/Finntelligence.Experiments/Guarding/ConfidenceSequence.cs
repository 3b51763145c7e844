using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Experiments.Guarding;

/// <summary>
/// Intervals for a mean that hold at all times at once, however often one looks: the two-sided normal-mixture boundary of Howard, Ramdas,
/// McAuliffe and Sekhon (Annals of Statistics 49(2), 2021) on the sample's own variance, which makes it asymptotic in the sense
/// of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (arXiv 2103.06476). Terms need no bound; at few of them it is not to be trusted.
/// </summary>
/// <param name="confidence">1 − α, in (0, 1).</param>
/// <param name="narrowestAt">Number of terms at which it is as narrow as it can be.</param>
public sealed class ConfidenceSequence(double confidence, double narrowestAt)
{
    private readonly double _rho = Rho(confidence, narrowestAt);
    private double _mean;
    private double _squares;

    /// <summary>Terms so far.</summary>
    public long Count { get; private set; }

    /// <summary>Mean so far.</summary>
    public double Mean => _mean;

    /// <summary>Takes a term (Welford's update).</summary>
    public void Add(double term)
    {
        Count++;
        double off = term - _mean;
        _mean += off / Count;
        _squares += off * (term - _mean);
    }

    /// <summary>Where the mean is, now and at every other time together.</summary>
    public Interval Interval
    {
        get
        {
            if (Count < 2)
                return new Interval(double.NegativeInfinity, double.PositiveInfinity);
            double half = Math.Sqrt(_squares / Count) * Radius(Count, _rho, confidence);
            return new Interval(_mean - half, _mean + half);
        }
    }

    /// <summary>√(2 (t ρ² + 1) / (t² ρ²) · ln(√(t ρ² + 1) / α)): the half width in standard deviations of a term.</summary>
    internal static double Radius(double count, double rho, double confidence)
    {
        double grown = (count * rho * rho) + 1;
        return Math.Sqrt(2 * grown / (count * count * rho * rho) * Math.Log(Math.Sqrt(grown) / (1 - confidence)));
    }

    /// <summary>ρ with which the radius is least at a number of terms, to within a part in a thousand.</summary>
    internal static double Rho(double confidence, double narrowestAt)
    {
        double log = -2 * Math.Log(1 - confidence);
        return Math.Sqrt((log + Math.Log(log + 1)) / narrowestAt);
    }
}
