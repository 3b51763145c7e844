namespace Finntelligence.Modelling.Fitting;

/// <summary>What rows count in learning: how many each stands for, and what frees the rate from the applicant.</summary>
public static class RowWeights
{
    /// <summary>Both together; null where each row counts one.</summary>
    /// <param name="prices">By which the rate does not go with the applicant; null for one each.</param>
    /// <param name="counts">How many each row stands for; null for one each.</param>
    public static float[]? Product(float[]? prices, float[]? counts) =>
        prices is null ? counts : counts is null ? prices : [.. prices.Zip(counts, (a, b) => a * b)];
}
