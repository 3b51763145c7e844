using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Lending.Products;

/// <summary>What a cell of history is compared with.</summary>
/// <param name="Number">The number; null for a text.</param>
/// <param name="Text">The text; for a number its shortest form.</param>
public readonly record struct CellValue(decimal? Number, string Text)
{
    /// <summary>A number.</summary>
    public static CellValue Of(decimal number) => new(number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A text.</summary>
    public static CellValue Of(string text) => new(null, text);
}

/// <summary>A question that a cell of history answers with yes or no.</summary>
public abstract record CellTest
{
    /// <summary>Whether cells are compared as texts; otherwise every cell must be a number or empty.</summary>
    public virtual bool IsText => false;

    /// <summary>The answer; null where the cell is empty, so that nothing is known.</summary>
    /// <exception cref="InvalidHistoryException">A number is needed, and the cell is none.</exception>
    public abstract bool? Holds(IHistoryRow row, string column);

    /// <summary>When it does not hold, after the column's name: "is not 1".</summary>
    public abstract string WhenNot { get; }

    /// <summary>When it holds, after the column's name: "is 1".</summary>
    public abstract string When { get; }

    /// <summary>Equal to one of some values, or to none of them.</summary>
    /// <param name="Values">At least one. If one of them is a text, all are compared as texts.</param>
    /// <param name="Not">Whether the cell must equal none of them.</param>
    public sealed record OneOf(ImmutableArray<CellValue> Values, bool Not = false) : CellTest
    {
        /// <inheritdoc/>
        public override bool IsText => Values.Any(v => v.Number is null);

        /// <inheritdoc/>
        public override string When => Not ? Negative : Positive;

        /// <inheritdoc/>
        public override string WhenNot => Not ? Positive : Negative;

        private string Positive => Values.Length == 1 ? $"is {Values[0].Text}" : $"is one of {Names}";

        private string Negative => Values.Length == 1 ? $"is not {Values[0].Text}" : $"is none of {Names}";

        private string Names => string.Join(", ", Values.Select(v => v.Text));

        /// <inheritdoc/>
        public override bool? Holds(IHistoryRow row, string column)
        {
            if (IsText)
            {
                var text = row.Text(column);
                return text.Length == 0 ? null : Values.Any(v => v.Text == text) != Not;
            }

            var number = row.Number(column);
            return double.IsNaN(number) ? null : Values.Any(v => (double)v.Number! == number) != Not;
        }
    }

    /// <summary>Within two bounds, both inclusive.</summary>
    /// <param name="Least">Lower bound.</param>
    /// <param name="Most">Upper bound.</param>
    public sealed record Between(decimal Least, decimal Most) : CellTest
    {
        /// <inheritdoc/>
        public override string When => string.Create(CultureInfo.InvariantCulture, $"is between {Least} and {Most}");

        /// <inheritdoc/>
        public override string WhenNot => string.Create(CultureInfo.InvariantCulture, $"is not between {Least} and {Most}");

        /// <inheritdoc/>
        public override bool? Holds(IHistoryRow row, string column)
        {
            var number = row.Number(column);
            return double.IsNaN(number) ? null : number >= (double)Least && number <= (double)Most;
        }
    }

    /// <summary>Not empty.</summary>
    public sealed record NotMissing : CellTest
    {
        /// <inheritdoc/>
        public override bool IsText => true;

        /// <inheritdoc/>
        public override string When => "is known";

        /// <inheritdoc/>
        public override string WhenNot => "is missing";

        /// <inheritdoc/>
        public override bool? Holds(IHistoryRow row, string column) => row.Text(column).Length > 0;
    }
}
