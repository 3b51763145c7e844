namespace Finntelligence.Lending.Confirmation;

/// <summary>What ML.NET's engine is asked about a model of a product: a row as <see cref="Products.FeatureEncoder"/> writes it.</summary>
public sealed class EncodedRow
{
    /// <summary>One value per feature, in the model's order; NaN is missing.</summary>
    public float[] Values { get; set; } = [];
}
