using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>What the engine offers the people of the history.</summary>
/// <param name="People">Decided about: those with every required feature.</param>
/// <param name="LeftOut">The others.</param>
/// <param name="Offers">People with an offer.</param>
/// <param name="Classes">By class.</param>
/// <param name="Sensitivity">The same under other costs.</param>
/// <param name="SensitivityPeople">People asked for it, evenly spaced.</param>
internal sealed record PolicyFigures(
    int People, int LeftOut, int Offers, ImmutableArray<ClassOffers> Classes, ImmutableArray<SensitivityCell> Sensitivity, int SensitivityPeople)
{
    /// <summary>Whether each asks for what the history offered, since the product declares no amount that stands for the requested one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AmountsOfHistory { get; init; }
}

/// <summary>Offers within one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="People">Decided about.</param>
/// <param name="Offers">With an offer.</param>
/// <param name="CardRate">The product's cap for the class, which is the standard card; null without caps.</param>
/// <param name="MeanRate">Mean rate offered.</param>
/// <param name="AtCard">Share of offers at the card's rate.</param>
/// <param name="MeanAmount">Mean amount offered.</param>
/// <param name="MeanAcceptance">Mean probability of take-up.</param>
/// <param name="MeanDefault">Mean probability of default.</param>
/// <param name="MeanProfit">Mean expected profit per person with an offer, by the models.</param>
/// <param name="BelowCard">Bins of points below the card, with the share of offers in each; null where they are too few people to show.</param>
/// <param name="Months">Share of offers by months.</param>
internal sealed record ClassOffers(
    string Class, int People, int Offers, double? CardRate, double MeanRate, double AtCard, double MeanAmount, double MeanAcceptance,
    double MeanDefault, double MeanProfit, ImmutableArray<NamedShare> BelowCard, ImmutableArray<NamedShare> Months);

/// <summary>A share; null where there are too few people to show.</summary>
internal sealed record NamedShare(string Name, double? Share);

/// <summary>Offers under one assumption of costs; means over people with an offer, profit over all asked.</summary>
internal sealed record SensitivityCell(
    double CostOfFunds, double LossGivenDefault, double OfferShare, double MeanRate, double MeanAmount, double MeanDefault, double ExpectedProfit,
    double SameOffer);
