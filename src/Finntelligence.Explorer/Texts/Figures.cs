using System.Globalization;

namespace Finntelligence.Explorer.Texts;

/// <summary>Figures as the reader's language writes them.</summary>
public static class Figures
{
    private const char Narrow = '\u00A0';

    /// <summary>A sum with its currency; cents only where there are any.</summary>
    public static string Money(decimal sum, string currency) => $"{Sum(sum)}{Narrow}{currency}";

    /// <summary>A sum with its currency, to hundredths.</summary>
    public static string Money(double sum, string currency) => Money(Math.Round((decimal)sum, 2), currency);

    /// <summary>A sum; cents only where there are any.</summary>
    public static string Sum(decimal sum) => sum.ToString(sum == Math.Round(sum) ? "#,0" : "#,0.00", CultureInfo.CurrentCulture);

    /// <summary>A number as short as it is.</summary>
    public static string Number(double value) => value.ToString("#,0.######", CultureInfo.CurrentCulture);

    /// <summary>A rate of so many percent.</summary>
    public static string Rate(decimal percent) => $"{percent.ToString("0.####", CultureInfo.CurrentCulture)}{Narrow}%";

    /// <summary>A probability as percent, to tenths; of a small one to hundredths.</summary>
    public static string Probability(double probability) => $"{(100 * probability).ToString(probability < 0.01 ? "0.00" : "0.0", CultureInfo.CurrentCulture)}{Narrow}%";

    /// <summary>A whole number.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.CurrentCulture);

    /// <summary>A contribution in log-odds, with its sign.</summary>
    public static string LogOdds(double value) => value.ToString("+0.000;−0.000;0.000", CultureInfo.CurrentCulture);
}
