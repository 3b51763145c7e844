namespace Finntelligence.Portfolios.Frontier;

/// <summary>
/// The most profit that a portfolio can expect for some limits of one resource, by Lagrange multipliers.
/// </summary>
/// <remarks>
/// With a price λ on the resource every applicant is a problem of its own, and its answer moves along its <see cref="OfferHull"/> as λ
/// falls. So all answers for all λ are one walk over the steps of all hulls, steepest first. A limit that falls inside a step is met by
/// stopping before it (a budget) or after it (a minimum); the profit of the broken step bounds what any other choice could earn more:
/// Lagrangian duality, Everett 1963. That difference is the duality gap. <see cref="FrontierSearch"/> finds where the walk stops without
/// holding its steps.
/// </remarks>
/// <param name="Resource">What is limited.</param>
/// <param name="Losses">How losses are counted.</param>
/// <param name="Start">For a budget of nothing; for a minimum, without it.</param>
/// <param name="End">For a budget, without it; for a minimum, the most there is.</param>
/// <param name="Points">In the order in which limits were asked for.</param>
public sealed record EfficientFrontier(Resource Resource, Resource Losses, Totals Start, Totals End, IReadOnlyList<FrontierPoint> Points)
{
    /// <summary>Every applicant's offer at one point, in their order.</summary>
    /// <param name="menus">What the frontier was found in.</param>
    /// <param name="hull">Position of the resource among each applicant's hulls.</param>
    /// <param name="point">Of this frontier.</param>
    public IEnumerable<(PortfolioApplicant Applicant, PortfolioOffer Offer)> OffersAt(IMenuSource menus, int hull, FrontierPoint point)
    {
        long position = 0;
        for (var part = 0; part < menus.Parts; part++)
        {
            foreach (var applicant in menus.Read(part))
                yield return (applicant, WalkStep.At(applicant.Hulls[hull], position++, Resource, point.Stop));
        }
    }
}
