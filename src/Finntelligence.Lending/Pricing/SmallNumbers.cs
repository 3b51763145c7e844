namespace Finntelligence.Lending.Pricing;

/// <summary>
/// eˣ − 1 and ln(1 + x) without the loss of digits near 0 that the plain formulas have, by Kahan's corrections (N. Higham, Accuracy
/// and Stability of Numerical Algorithms, 2nd ed., section 1.14.1). <see cref="double.ExpM1"/> of .NET is the plain formula.
/// </summary>
internal static class SmallNumbers
{
    public static double Expm1(double x)
    {
        var power = Math.Exp(x);
        if (power == 1)
            return x;
        var difference = power - 1;
        return difference == -1 || double.IsInfinity(power) ? difference : difference * x / Math.Log(power);
    }

    public static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
