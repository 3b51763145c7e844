using System.Globalization;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Lending.Products;

/// <summary>A CSV of history that cannot be read; the message names the line and the column.</summary>
public sealed class InvalidHistoryException(string message, Exception? inner = null) : DataFaultException(message, inner)
{
    internal static InvalidHistoryException NotANumber(long line, string column) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Line {line}, column \"{column}\": the cell is not a finite number."));
}
