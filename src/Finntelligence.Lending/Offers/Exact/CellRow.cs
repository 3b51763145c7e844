namespace Finntelligence.Lending.Offers.Exact;

/// <summary>
/// The cells of one term and one segment of rates: one for each segment of amounts. In a cell both probabilities are constant, and
/// so is what history says.
/// </summary>
/// <param name="Month">Position of the term within the range.</param>
/// <param name="Position">Where the row's scores stand.</param>
/// <param name="First">Position of the least rate.</param>
/// <param name="Last">Position of the greatest rate.</param>
/// <param name="Cheapest">Prices at the least rate.</param>
/// <param name="Dearest">Prices at the greatest rate.</param>
internal readonly record struct CellRow(int Month, int Position, long First, long Last, SmoothPrice Cheapest, SmoothPrice Dearest);
