using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Gates;

/// <summary>What a rate card must show before an alias moves to it.</summary>
internal static class RateCardGates
{
    private const string Kind = SegmentCard.Kind;

    /// <summary>Checks a card whose bytes are those that were registered.</summary>
    /// <param name="product">That it shall price.</param>
    /// <param name="limits">How good it must be.</param>
    /// <param name="bytes">Of its file.</param>
    /// <param name="alias">Where it shall go.</param>
    /// <param name="hashes">What was found of the bytes.</param>
    public static GateRun Check(ProductDefinition product, PromotionLimits limits, byte[] bytes, string alias, GateResult hashes)
    {
        SegmentCard card;
        try
        {
            card = CardArtifact.Read(bytes, product).Card;
        }
        catch (InvalidModelException fault)
        {
            return new GateRun([hashes, new GateResult(Kind, "schema", false, fault.Message.TrimEnd('.').ReplaceLineEndings(" "), $"fits the product {product.Name}")], CanServe: false);
        }

        var results = ImmutableArray.CreateBuilder<GateResult>();
        results.Add(hashes);
        results.Add(new GateResult(Kind, "schema", true, "fits", $"fits the product {product.Name}"));
        if (alias == RegistryNames.Production)
            results.Add(Data(card.Making));
        results.Add(Gain(card.Making, limits.LeastCardGain));
        results.Add(Rules(card.Making));
        if (limits.LeastImpactRatio is { } ratio)
            results.Add(Impact(card.Making, ratio));
        return new GateRun(results.ToImmutable(), CanServe: true);
    }

    private static GateResult Data(CardMaking? making) => new(
        Kind, "data", making is { IsSimulated: false }, making is null ? "not known" : making.IsSimulated ? $"simulated ({making.DataName})" : making.DataName,
        "customers who lived");

    private static GateResult Gain(CardMaking? making, double least)
    {
        var gain = FigureOf(making, CardMetrics.Gain);
        var figure = gain is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{known:0.##} [{FigureOf(making, CardMetrics.GainLow):0.##}, {FigureOf(making, CardMetrics.GainHigh):0.##}] a customer, held out")
            : "not measured";
        return new GateResult(Kind, "gain", gain >= least, figure, string.Create(CultureInfo.InvariantCulture, $"at least {least:0.##} over the rates in force"));
    }

    private static GateResult Rules(CardMaking? making)
    {
        var broken = FigureOf(making, CardMetrics.RulesBroken);
        return new GateResult(
            Kind, "rules", broken == 0, broken is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:0} broken") : "not checked", "keeps every rule that it was asked to");
    }

    private static GateResult Impact(CardMaking? making, double least)
    {
        var ratio = FigureOf(making, CardMetrics.LeastImpactRatio);
        return new GateResult(
            Kind, "impact", ratio >= least, ratio is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.###}") : "not measured",
            string.Create(CultureInfo.InvariantCulture, $"adverse impact ratio of every group at least {least:0.###}"));
    }

    private static double? FigureOf(CardMaking? making, string name) =>
        making is not null && making.Metrics.TryGetValue(name, out var value) ? value : null;
}
