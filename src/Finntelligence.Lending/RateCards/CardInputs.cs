using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.RateCards;

/// <summary>
/// What a card may ask of a request: the applicant's features, the amount and the term that were asked for. All of it is known before
/// there is a price. Whoever finds a card and whoever serves it see a request through these same numbers.
/// </summary>
/// <param name="product">Declares the features.</param>
public sealed class CardInputs(ProductDefinition product)
{
    /// <summary>The amount asked for, within the product's limits; what stands for it where a request names none.</summary>
    public const string RequestedAmount = "requestedAmount";

    /// <summary>The longest term that is open to the applicant and asked for.</summary>
    public const string RequestedMonths = "requestedMonths";

    /// <summary>Every input, in the order of the numbers: the features, then the amount, then the term.</summary>
    public ImmutableArray<string> Names { get; } = [.. product.Applicant.Select(f => f.Name), RequestedAmount, RequestedMonths];

    /// <summary>How many there are.</summary>
    public int Count => Names.Length;

    /// <summary>Where the numbers hold an input; −1 for a name that is none. A feature goes before what a request asks for.</summary>
    public int PositionOf(string name) => Names.IndexOf(name);

    /// <summary>The feature at a position; null for what a request asks for.</summary>
    public ApplicantFeature? FeatureAt(int position) => position < product.Applicant.Length ? product.Applicant[position] : null;

    /// <summary>The texts of an input's codes: of a category its values, of a boolean "false" and "true"; empty for a number.</summary>
    public ImmutableArray<string> ValuesOf(int position) => FeatureAt(position) switch
    {
        { Kind: ApplicantFeatureKind.Category } category => category.Values,
        { Kind: ApplicantFeatureKind.Boolean } => ["false", "true"],
        _ => [],
    };

    /// <summary>The numbers of a request.</summary>
    /// <param name="applicant">Who asks.</param>
    /// <param name="amount">Null if it is not known.</param>
    /// <param name="months">Null if no term is open.</param>
    /// <param name="inputs">Takes <see cref="Count"/> numbers; NaN is missing.</param>
    public void Write(Applicant applicant, decimal? amount, int? months, Span<float> inputs)
    {
        applicant.Values.CopyTo(inputs);
        inputs[^2] = amount is { } asked ? (float)asked : float.NaN;
        inputs[^1] = months ?? float.NaN;
    }
}
