using System.Collections.Immutable;
using Finntelligence.Lending.Offers;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Products;

/// <summary>Turns an applicant and an offer into the float32 vector of one model. Training and serving both use it.</summary>
public sealed class FeatureEncoder
{
    /// <summary>The encoder of one of the product's models.</summary>
    public FeatureEncoder(ProductDefinition product, ModelKind kind) => throw new NotImplementedException();

    /// <summary>The vector's columns, with their kinds and monotone directions.</summary>
    public ImmutableArray<FeatureSpec> Features { get; }

    /// <summary>Lower-case hex SHA-256 over what determines the vector: each input's name, kind, categories, function and direction.</summary>
    public string SchemaHash { get; } = "";

    /// <summary>Writes the vector.</summary>
    /// <param name="applicant">A valid applicant of the product.</param>
    /// <param name="offer">The terms; a missing one (only in history) is NaN there.</param>
    /// <param name="row">One value per feature.</param>
    public void Encode(Applicant applicant, in OfferVector offer, Span<float> row) => throw new NotImplementedException();
}

/// <summary>Offer variables as the models see them; NaN is missing.</summary>
/// <param name="Amount">Amount.</param>
/// <param name="Months">Months.</param>
/// <param name="Rate">Percent per period.</param>
public readonly record struct OfferVector(double Amount, double Months, double Rate)
{
    /// <summary>The terms of an offer.</summary>
    public static OfferVector Of(in OfferTerms terms) => new((double)terms.Amount, terms.Months, (double)terms.Rate);
}
