namespace Finntelligence.Lending.Offers.Exact;

/// <summary>Looks at cells.</summary>
internal interface ICellVisitor
{
    /// <summary>The cells of one row, while their scores are there.</summary>
    void Visit(in CellRow row);
}
