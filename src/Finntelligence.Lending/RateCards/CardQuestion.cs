using System.Collections.Immutable;

namespace Finntelligence.Lending.RateCards;

/// <summary>A question that a card asks of one input.</summary>
/// <param name="Input">Position among <see cref="CardInputs.Names"/>.</param>
public abstract record CardQuestion(int Input)
{
    /// <summary>The answer for the input's number; NaN is missing.</summary>
    public abstract bool Holds(float value);

    /// <summary>Whether a number is less than a limit.</summary>
    /// <param name="Input">A number or an integer.</param>
    /// <param name="Limit">Compared as float32, as the applicant's number is.</param>
    /// <param name="OrMissing">The answer where it is missing.</param>
    public sealed record Below(int Input, decimal Limit, bool OrMissing) : CardQuestion(Input)
    {
        /// <inheritdoc/>
        public override bool Holds(float value) => float.IsNaN(value) ? OrMissing : value < (float)Limit;
    }

    /// <summary>Whether a category or a boolean is one of some values.</summary>
    /// <param name="Input">A category or a boolean.</param>
    /// <param name="Codes">Ascending; at least one.</param>
    /// <param name="OrMissing">The answer where it is missing.</param>
    public sealed record OneOf(int Input, ImmutableArray<int> Codes, bool OrMissing) : CardQuestion(Input)
    {
        /// <inheritdoc/>
        public override bool Holds(float value) => float.IsNaN(value) ? OrMissing : Codes.Contains((int)value);

        /// <inheritdoc/>
        public bool Equals(OneOf? other) =>
            other is not null && Input == other.Input && OrMissing == other.OrMissing && Codes.SequenceEqual(other.Codes);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Input, OrMissing, Codes.Length);
    }

    /// <summary>Whether the input is missing.</summary>
    /// <param name="Input">Any.</param>
    public sealed record Missing(int Input) : CardQuestion(Input)
    {
        /// <inheritdoc/>
        public override bool Holds(float value) => float.IsNaN(value);
    }
}
