using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Expressions;
using Finntelligence.Lending.Products.Json;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Loading;

/// <summary>
/// Where what is promised of the rate (<c>offer.rate.monotone</c>) is not kept by what is declared of a formula of the rate that the same model sees. No
/// decision depends on it, since the search asks every rate; train measures how far a model breaks the promise.
/// </summary>
internal static class RateDirections
{
    public static IEnumerable<(string Path, string What)> Of(ProductDefinition product)
    {
        for (var i = 0; i < product.Derived.Length; i++)
        {
            if (product.Derived[i] is not { Variable: OfferVariable.Rate, Expression: { } formula } derived)
                continue;
            var trend = Trend.Of(formula, product);
            foreach (var model in new[] { product.Risk, product.Acceptance }.Where(m => m.Inputs.Contains(derived.Name)))
            {
                var (promised, declared) = (product.Offer.Rate.Monotone.For(model.Kind), derived.Monotone.For(model.Kind));
                if (promised != Monotonicity.None && What(trend, promised, declared) is { } what)
                    yield return ($"{JsonPaths.Element("derived", i)}.monotone.{(model.Kind == ModelKind.Risk ? "default" : "acceptance")}", what);
            }
        }
    }

    private static string? What(Monotonicity? trend, Monotonicity promised, Monotonicity declared)
    {
        if (trend is not { } known)
        {
            return "Whether it rises or falls with the rate depends on the applicant, so no direction of it keeps what offer.rate.monotone promises; train measures how far the model "
                + "breaks that.";
        }

        var needed = known == Monotonicity.Increasing ? promised : promised == Monotonicity.Increasing ? Monotonicity.Decreasing : Monotonicity.Increasing;
        var (moves, name) = (known == Monotonicity.Increasing ? "rises" : "falls", needed == Monotonicity.Increasing ? "increasing" : "decreasing");
        return declared == needed ? null
            : declared == Monotonicity.None ? $"It {moves} with the rate: without \"{name}\" here the model may break what offer.rate.monotone promises."
            : $"It {moves} with the rate, so the opposite, \"{name}\", is what offer.rate.monotone promises.";
    }
}
