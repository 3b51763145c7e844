using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Lending.Models;

/// <summary>
/// The rates that people like an applicant were offered, for a model whose rates were not drawn at random: mean(applicant) + scale(applicant) ×
/// rest, between two quantiles of the rest. Beyond them the model has no one to learn from, however many others were offered such rates. The same serves
/// for terms in months. Immutable; safe for any number of threads.
/// </summary>
/// <param name="Mean">Of the rate.</param>
/// <param name="Scale">Of the distance from the mean.</param>
/// <param name="LeastScale">Scales below count as this.</param>
/// <param name="Lowest">5 % quantile of the rest.</param>
/// <param name="Highest">95 % quantile of the rest.</param>
public sealed record RateBand(BoundedMean Mean, BoundedMean Scale, double LeastScale, double Lowest, double Highest)
{
    /// <summary>Share of the rates of people who are alike that lie within.</summary>
    public const double Share = 0.9;

    /// <summary>Least and greatest rate, percent per period; the former may be below 0.</summary>
    /// <param name="row">What the model sees of the applicant, in its order.</param>
    public (double Lowest, double Highest) Of(ReadOnlySpan<float> row)
    {
        double mean = Mean.Of(row), scale = Math.Max(LeastScale, Scale.Of(row));
        return (mean + (Lowest * scale), mean + (Highest * scale));
    }

    /// <summary>The same of an applicant.</summary>
    /// <param name="encoder">The model's.</param>
    /// <param name="applicant">A valid applicant of the product.</param>
    public (double Lowest, double Highest) Of(FeatureEncoder encoder, Applicant applicant)
    {
        Span<float> row = stackalloc float[encoder.Features.Length];
        encoder.Encode(applicant, new OfferVector(double.NaN, double.NaN, double.NaN), row);
        var own = 0;
        for (var j = 0; j < row.Length; j++)
        {
            if (encoder.VariableOf(j) is null)
                row[own++] = row[j];
        }

        return Of(row[..own]);
    }

    /// <summary>The places in a model's vector that the applicant alone decides: the columns of the trees.</summary>
    public static int[] InputsOf(FeatureEncoder encoder) => [.. Enumerable.Range(0, encoder.Features.Length).Where(j => encoder.VariableOf(j) is null)];
}

/// <summary>A number that depends on the applicant and stays within bounds.</summary>
/// <param name="Trees">Their score is the log-odds of the number's place between the bounds; null for a number that is the same for all.</param>
/// <param name="Low">Least; the number itself where there are no trees.</param>
/// <param name="Width">Greatest less least.</param>
public sealed record BoundedMean(TreeEnsemble? Trees, double Low, double Width)
{
    /// <summary>For an applicant.</summary>
    public double Of(ReadOnlySpan<float> row) => Trees is null ? Low : Low + (Width / (1 + PortableMath.Exp(-Trees.Score(row))));
}
