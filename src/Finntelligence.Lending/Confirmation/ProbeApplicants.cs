using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Confirmation;

/// <summary>Applicants and offers drawn over a product's ranges. Nobody is like them on purpose: models must agree on everybody.</summary>
internal static class ProbeApplicants
{
    private const int MissingOneIn = 8;
    private const int EndOneIn = 16;
    private const int MissingTermOneIn = 16;

    // Where the product states no range.
    private const decimal Wide = 1_000_000;

    public static Applicant Draw(ProductDefinition product, Draws draws) =>
        new([.. product.Applicant.Select(feature => draws.OneIn(MissingOneIn) ? float.NaN : Value(feature, draws))]);

    /// <summary>Terms of the grid; now and then one is missing, as in history.</summary>
    public static OfferVector DrawOffer(OfferSpace offer, Draws draws) => new(
        Term(draws, Step(offer.Amount.Minimum, offer.Amount.Maximum, offer.Amount.Step, draws)),
        Term(draws, offer.Months.Values[draws.Next(offer.Months.Values.Length)]),
        Term(draws, Step(offer.Rate.Minimum, offer.Rate.Maximum, offer.Rate.Step, draws)));

    private static float Value(ApplicantFeature feature, Draws draws) => feature.Kind switch
    {
        ApplicantFeatureKind.Category => draws.Next(feature.Values.Length),
        ApplicantFeatureKind.Boolean => draws.Next(2),
        _ => (float)Number(feature, draws),
    };

    private static double Number(ApplicantFeature feature, Draws draws)
    {
        var (least, greatest) = ((double)(feature.Minimum ?? -Wide), (double)(feature.Maximum ?? Wide));
        if (draws.OneIn(EndOneIn))
            return draws.OneIn(2) ? least : greatest;
        var value = least + (greatest - least) * draws.Next();
        return feature.Kind == ApplicantFeatureKind.Integer ? Math.Floor(value) : value;
    }

    private static double Step(decimal least, decimal greatest, decimal step, Draws draws) =>
        (double)(least + step * draws.Next((int)((greatest - least) / step) + 1));

    private static double Term(Draws draws, double value) => draws.OneIn(MissingTermOneIn) ? double.NaN : value;
}
