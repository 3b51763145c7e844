using Finntelligence.Trees;

namespace Finntelligence.Lending.Products.Expressions;

/// <summary>
/// How a formula moves as its variable rises, where that is the same for every applicant: by the ranges of the features in it, which no request leaves.
/// </summary>
internal static class Trend
{
    /// <summary>Rises or falls; null where that depends on the applicant, or cannot be told. Rounding may let it stand still.</summary>
    /// <param name="expression">One that holds the variable.</param>
    /// <param name="product">Its features and its offers.</param>
    public static Monotonicity? Of(Expression expression, ProductDefinition product) => expression switch
    {
        OfferTerm => Monotonicity.Increasing,
        Operation operation => Of(operation, product),
        Extreme or Logarithm or IfMissing => Of(expression.Parts.First(p => p.HoldsVariable), product),
        _ => null,
    };

    private static Monotonicity? Of(Operation operation, ProductDefinition product)
    {
        var inLeft = operation.Left.HoldsVariable;
        var own = Of(inLeft ? operation.Left : operation.Right, product);
        // What the variable's part is joined with; of a quotient below it, how the whole moves with 1 / part.
        var (least, greatest) = Range(inLeft ? operation.Right : operation.Left, product);
        return operation.Sign switch
        {
            '+' => own,
            '-' => inLeft ? own : Opposite(own),
            _ when least >= 0 => operation.Sign == '/' && !inLeft ? Opposite(own) : own,
            _ when greatest <= 0 => operation.Sign == '/' && !inLeft ? own : Opposite(own),
            _ => null,
        };
    }

    private static Monotonicity? Opposite(Monotonicity? trend) =>
        trend is { } known ? known == Monotonicity.Increasing ? Monotonicity.Decreasing : Monotonicity.Increasing : null;

    // The least and the greatest value of a part without the variable, where it is not missing.
    private static (double Least, double Greatest) Range(Expression expression, ProductDefinition product)
    {
        switch (expression)
        {
            case Number number:
                return (number.Value, number.Value);
            case FeatureTerm { Position: var position } when product.Applicant[position] is { Minimum: { } least, Maximum: { } greatest }:
                return ((double)least, (double)greatest);
            case FeatureTerm:
                return (0, 1);
            case Operation operation:
                return Range(operation, Range(operation.Left, product), Range(operation.Right, product));
            case Logarithm logarithm:
                var (from, to) = Range(logarithm.Argument, product);
                return (from > 0 ? Math.Log(from) : double.NegativeInfinity, to > 0 ? Math.Log(to) : double.NegativeInfinity);
            case Extreme extreme:
                var parts = extreme.Among.Select(p => Range(p, product)).ToArray();
                return extreme.Greatest
                    ? (parts.Max(p => p.Least), parts.Max(p => p.Greatest))
                    : (parts.Min(p => p.Least), parts.Min(p => p.Greatest));
            case IfMissing { Value: var value, Otherwise: var otherwise }:
                var (known, instead) = (Range(value, product), Range(otherwise, product));
                return (Math.Min(known.Least, instead.Least), Math.Max(known.Greatest, instead.Greatest));
            default:
                return (double.NegativeInfinity, double.PositiveInfinity);
        }
    }

    private static (double Least, double Greatest) Range(Operation operation, (double Least, double Greatest) a, (double Least, double Greatest) b)
    {
        switch (operation.Sign)
        {
            case '+':
                return (a.Least + b.Least, a.Greatest + b.Greatest);
            case '-':
                return (a.Least - b.Greatest, a.Greatest - b.Least);
            case '/' when b.Least < 0 && b.Greatest > 0:
                return (double.NegativeInfinity, double.PositiveInfinity);
            case '/':
                b = (1 / b.Greatest, 1 / b.Least);
                // Of a divisor down to 0 or up to it, which itself makes the quotient missing.
                if (b.Least > b.Greatest)
                    b = b.Greatest < 0 ? (double.NegativeInfinity, b.Greatest) : (b.Least, double.PositiveInfinity);
                break;
        }

        double[] corners = [Times(a.Least, b.Least), Times(a.Least, b.Greatest), Times(a.Greatest, b.Least), Times(a.Greatest, b.Greatest)];
        return (corners.Min(), corners.Max());
    }

    private static double Times(double a, double b) => a == 0 || b == 0 ? 0 : a * b;
}
