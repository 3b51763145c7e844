namespace Finntelligence.Lending.Requests;

/// <summary>How figures leave the house: the same in every answer, whoever asks.</summary>
public static class AnswerFigures
{
    private const int MoneyDecimals = 2;
    private const int ProbabilityDecimals = 6;

    /// <summary>Money, and rates worked out from it, to hundredths.</summary>
    public static double Money(double value) => Round(value, MoneyDecimals);

    /// <summary>Probabilities and log-odds, to six decimals.</summary>
    public static double Probability(double value) => Round(value, ProbabilityDecimals);

    // Adding zero turns −0 into 0, which is how people write it.
    private static double Round(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero) + 0.0;
}
