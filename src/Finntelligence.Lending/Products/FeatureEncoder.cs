using System.Collections.Immutable;
using Finntelligence.Lending.Products.Expressions;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Products;

/// <summary>Turns an applicant and an offer into the float32 vector of one model. Training and serving both use it.</summary>
public sealed class FeatureEncoder
{
    private readonly Input[] _inputs;

    /// <summary>The encoder of one of the product's models.</summary>
    public FeatureEncoder(ProductDefinition product, ModelKind kind)
    {
        var names = product.Model(kind).Inputs;
        _inputs = [.. names.Select(name => Resolve(product, name))];
        Features = [.. names.Select((name, i) => Spec(product, kind, name, _inputs[i]))];
        IEnumerable<string> declared = product.Model(kind).Declared?.Parts(product.Offer.Rate) ?? [];
        SchemaHash = Products.SchemaHash.Compute(Features, [.. _inputs.Select((input, i) => Describe(product, input, names[i]).AddRange(declared))]);
    }

    /// <summary>The vector's columns, with their kinds and monotone directions.</summary>
    public ImmutableArray<FeatureSpec> Features { get; }

    /// <summary>
    /// Lower-case hex SHA-256 over what determines the vector: each input's name, kind, categories, function and direction.
    /// </summary>
    public string SchemaHash { get; }

    /// <summary>Writes the vector. Allocates nothing.</summary>
    /// <param name="applicant">A valid applicant of the product.</param>
    /// <param name="offer">The terms; a missing one (only in history) is NaN there.</param>
    /// <param name="row">One value per feature.</param>
    public void Encode(Applicant applicant, in OfferVector offer, Span<float> row)
    {
        var values = applicant.Values.AsSpan();
        for (var i = 0; i < _inputs.Length; i++)
        {
            ref readonly var input = ref _inputs[i];
            row[i] = input.Source == InputSource.Applicant ? values[input.Feature] : Value(input, values, offer[input.Variable ?? default]);
        }
    }

    /// <summary>The offer variable that an input depends on; null for an input that the applicant alone decides.</summary>
    public OfferVariable? VariableOf(int input) => _inputs[input].Variable;

    /// <summary>
    /// One input over many values of its offer variable, as <see cref="Encode"/> writes it. Never falling, never rising or always
    /// missing as the variable rises: division and subtraction keep order, formulas are held to it, and so does rounding.
    /// </summary>
    /// <param name="input">One that depends on an offer variable (<see cref="VariableOf"/>).</param>
    /// <param name="applicant">A valid applicant of the product.</param>
    /// <param name="variable">Values of the variable.</param>
    /// <param name="column">The input's value for each.</param>
    public void EncodeColumn(int input, Applicant applicant, ReadOnlySpan<double> variable, Span<float> column)
    {
        var values = applicant.Values.AsSpan();
        ref readonly var encoded = ref _inputs[input];
        for (var i = 0; i < variable.Length; i++)
            column[i] = Value(encoded, values, variable[i]);
    }

    /// <summary>One input at another value of its offer variable, all else being the applicant's.</summary>
    /// <param name="input">One that depends on an offer variable (<see cref="VariableOf"/>).</param>
    /// <param name="applicant">Values of the product's features, in its order.</param>
    /// <param name="variable">Value of the variable.</param>
    public float ValueOf(int input, ReadOnlySpan<float> applicant, double variable) => Value(_inputs[input], applicant, variable);

    /// <summary>
    /// Whether some input is a formula of the rate. What it was at one rate does not tell what it is at another: that needs the applicant
    /// (<see cref="ValueOf"/>), who need not be among the inputs.
    /// </summary>
    public bool HasFormulaOfRate => _inputs.Any(i => i is { Source: InputSource.Formula, Variable: OfferVariable.Rate });

    private static float Value(in Input input, ReadOnlySpan<float> values, double variable) => input.Source switch
    {
        InputSource.Offer => (float)variable,
        InputSource.Ratio => Ratio(variable, values[input.Feature]),
        InputSource.Formula => (float)input.Expression!.Of(values, variable),
        _ => (float)(variable - values[input.Feature]),
    };

    // In double, then rounded once.
    private static float Ratio(double variable, float feature) => feature == 0 ? float.NaN : (float)(variable / feature);

    private enum InputSource
    {
        Applicant,
        Offer,
        Ratio,
        Difference,
        Formula,
    }

    private readonly record struct Input(InputSource Source, int Feature, OfferVariable? Variable, Expression? Expression = null);

    private static Input Resolve(ProductDefinition product, string name)
    {
        if (IndexOf(product, name) is >= 0 and var feature)
            return new Input(InputSource.Applicant, feature, null);
        if (OfferVariableNames.Find(name) is { } variable)
            return new Input(InputSource.Offer, -1, variable);
        var derived = product.Derived.First(d => d.Name == name);
        if (derived.Expression is { } expression)
            return new Input(InputSource.Formula, -1, derived.Variable, expression);
        var source = derived.Function == DerivedFunction.Ratio ? InputSource.Ratio : InputSource.Difference;
        return new Input(source, IndexOf(product, derived.Features[0]), derived.Variable);
    }

    private static FeatureSpec Spec(ProductDefinition product, ModelKind kind, string name, Input input) => input.Source switch
    {
        InputSource.Applicant => Spec(product.Applicant[input.Feature], kind),
        InputSource.Offer => new FeatureSpec(name, FeatureKind.Numeric, Axis(product.Offer, input.Variable!.Value).For(kind)),
        _ => new FeatureSpec(name, FeatureKind.Numeric, product.Derived.First(d => d.Name == name).Monotone.For(kind)),
    };

    private static FeatureSpec Spec(ApplicantFeature feature, ModelKind kind) => new(
        feature.Name,
        feature is { Kind: ApplicantFeatureKind.Category, Ordered: false } ? FeatureKind.Category : FeatureKind.Numeric,
        kind == ModelKind.Risk ? feature.MonotoneDefault : feature.MonotoneAcceptance);

    private static Directions Axis(OfferSpace offer, OfferVariable variable) => variable switch
    {
        OfferVariable.Amount => offer.Amount.Monotone,
        OfferVariable.Months => offer.Months.Monotone,
        _ => offer.Rate.Monotone,
    };

    private static ImmutableArray<string> Describe(ProductDefinition product, Input input, string name)
    {
        var feature = input.Feature < 0 ? null : product.Applicant[input.Feature];
        return input.Source switch
        {
            InputSource.Applicant => ["applicant", .. feature!.Values],
            InputSource.Offer => ["offer", OfferVariableNames.Of(input.Variable!.Value)],
            InputSource.Ratio => ["ratio", OfferVariableNames.Of(input.Variable!.Value), feature!.Name],
            InputSource.Formula => ["formula", product.Derived.First(d => d.Name == name).Formula!.Replace(" ", "", StringComparison.Ordinal)],
            _ => ["difference", OfferVariableNames.Of(input.Variable!.Value), feature!.Name],
        };
    }

    private static int IndexOf(ProductDefinition product, string name)
    {
        for (var i = 0; i < product.Applicant.Length; i++)
            if (product.Applicant[i].Name == name)
                return i;
        return -1;
    }
}
