using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>Reads off an applicant which of a cost's figures holds.</summary>
/// <param name="Position">Of the feature; −1 where the cost is the same for all.</param>
/// <param name="Own">How the feature's value becomes a code; null for a category, whose value is one.</param>
internal readonly record struct CostCode(int Position, OwnFigure? Own)
{
    /// <summary>Of a cost; null where it is the same for all loans.</summary>
    public static CostCode Of(ProductDefinition product, Variation? by) => by switch
    {
        { ByCategory: { } category } => new CostCode(product.PositionOf(category.Feature), null),
        { ByFeature: { } own } => new CostCode(product.PositionOf(own.Feature), own),
        _ => new CostCode(-1, null),
    };

    /// <summary>The code of an applicant.</summary>
    public int Of(Applicant applicant) => Position < 0 ? 0
        : Own is null ? (int)applicant.Values[Position]
        : Own.CodeOf(applicant.Values[Position]);
}
