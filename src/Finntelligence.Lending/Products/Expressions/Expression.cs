using System.Collections.Immutable;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Lending.Products.Expressions;

/// <summary>
/// A formula over the features of an applicant and at most one variable of the offer. Computed in double; missing (NaN) where something it needs is
/// missing. Immutable.
/// </summary>
internal abstract record Expression
{
    /// <summary>The value.</summary>
    /// <param name="values">Of the applicant, in the product's order.</param>
    /// <param name="variable">Of the offer; not looked at by a formula without one.</param>
    public abstract double Of(ReadOnlySpan<float> values, double variable);

    /// <summary>The parts it is made of.</summary>
    public virtual ImmutableArray<Expression> Parts => [];

    /// <summary>Whether the variable of the offer is in it.</summary>
    public bool HoldsVariable => this is OfferTerm || Parts.Any(p => p.HoldsVariable);

    /// <summary>
    /// Whether its sign is the same at every value of the variable, so that a quotient by it or a logarithm of it moves one way, or is missing
    /// everywhere: true without the variable, of one that is multiplied and divided only, and of the greatest of something and a number above 0. A rate of
    /// 0 is the exception (<see cref="MeetsZero"/>).
    /// </summary>
    public bool KeepsSign => !HoldsVariable || this is OfferTerm || IsAboveZero
        || (this is Operation { Sign: '*' or '/' } operation && operation.Left.KeepsSign && operation.Right.KeepsSign);

    /// <summary>Whether it is divided by, or taken the logarithm of, what is 0 where the variable is: a rate can be, an amount and a term cannot.</summary>
    public bool MeetsZero => Parts.Any(p => p.MeetsZero) || this switch
    {
        Operation { Sign: '/' } quotient => quotient.Right.IsZeroWithVariable,
        Logarithm logarithm => logarithm.Argument.IsZeroWithVariable,
        _ => false,
    };

    // The greatest of something and a number above 0.
    private bool IsAboveZero => this is Extreme { Greatest: true } extreme && extreme.Among.Any(p => p is Number { Value: > 0 });

    private bool IsZeroWithVariable => this switch
    {
        OfferTerm => true,
        Operation { Sign: '*' } product => product.Left.IsZeroWithVariable || product.Right.IsZeroWithVariable,
        Operation { Sign: '/' } quotient => quotient.Left.IsZeroWithVariable,
        _ => false,
    };
}

/// <summary>A number.</summary>
internal sealed record Number(double Value) : Expression
{
    public override double Of(ReadOnlySpan<float> values, double variable) => Value;
}

/// <summary>A feature of the applicant that is a number, an integer or a boolean.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Where the applicant's values hold it.</param>
internal sealed record FeatureTerm(string Name, int Position) : Expression
{
    public override double Of(ReadOnlySpan<float> values, double variable) => values[Position];
}

/// <summary>The variable of the offer.</summary>
internal sealed record OfferTerm(OfferVariable Variable) : Expression
{
    public override double Of(ReadOnlySpan<float> values, double variable) => variable;
}

/// <summary>+, −, × or ÷; missing where it is divided by 0.</summary>
internal sealed record Operation(char Sign, Expression Left, Expression Right) : Expression
{
    public override ImmutableArray<Expression> Parts => [Left, Right];

    public override double Of(ReadOnlySpan<float> values, double variable)
    {
        var (a, b) = (Left.Of(values, variable), Right.Of(values, variable));
        var result = Sign switch
        {
            '+' => a + b,
            '-' => a - b,
            '*' => a * b,
            _ => b == 0 ? double.NaN : a / b,
        };
        // Kept within float32, in which order is kept too: what is missing must be missing at every value of the variable.
        return Math.Clamp(result, -Greatest, Greatest);
    }

    private const double Greatest = 3e38;
}

/// <summary>The least or the greatest of some; missing where one of them is.</summary>
internal sealed record Extreme(bool Greatest, ImmutableArray<Expression> Among) : Expression
{
    public override ImmutableArray<Expression> Parts => Among;

    public override double Of(ReadOnlySpan<float> values, double variable)
    {
        var result = Among[0].Of(values, variable);
        foreach (var part in Among.AsSpan()[1..])
        {
            var value = part.Of(values, variable);
            // Math's own give NaN where one is.
            result = Greatest ? Math.Max(result, value) : Math.Min(result, value);
        }

        return result;
    }
}

/// <summary>The natural logarithm; missing at 0 and below.</summary>
internal sealed record Logarithm(Expression Argument) : Expression
{
    public override ImmutableArray<Expression> Parts => [Argument];

    public override double Of(ReadOnlySpan<float> values, double variable) =>
        Argument.Of(values, variable) is > 0 and var argument ? PortableMath.Log(argument) : double.NaN;
}

/// <summary>A value, or what stands for it where it is missing.</summary>
internal sealed record IfMissing(Expression Value, Expression Otherwise) : Expression
{
    public override ImmutableArray<Expression> Parts => [Value, Otherwise];

    public override double Of(ReadOnlySpan<float> values, double variable) =>
        Value.Of(values, variable) is var value && double.IsNaN(value) ? Otherwise.Of(values, variable) : value;
}
