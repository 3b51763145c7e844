using System.Collections.Immutable;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Tests;

/// <summary>Tables of customers whose profits are drawn at random.</summary>
internal static class SomeTables
{
    public static CardInputs Inputs { get; } = new(SomeProducts.CashLoan);

    /// <summary>Position of an input.</summary>
    public static int At(string name) => Inputs.PositionOf(name);

    /// <summary>Few customers with few values, so that everything can be tried.</summary>
    public static ProfitTable Small(Random random, int rows, int rates, bool missing = false, bool negative = false)
    {
        var table = new ProfitTable(rows, [.. Enumerable.Range(0, rates).Select(r => 3.25m + (r * 0.25m))], Inputs.Count);
        for (int row = 0; row < rows; row++)
        {
            var inputs = table.InputsOf(row);
            inputs.Fill(float.NaN);
            inputs[At("riskCategory")] = random.Next(3);
            inputs[At("bureauScore")] = missing && random.Next(4) == 0 ? float.NaN : 500 + (random.Next(4) * 10);
            inputs[At("priorLoans")] = 1 + random.Next(3);
            for (int r = 0; r < rates; r++)
            {
                table.ProfitOf(row)[r] = Math.Round((random.NextDouble() * 10) - (negative ? 5 : 0), 3);
                table.Loss[(row * rates) + r] = (float)random.NextDouble();
                table.TakeUp[(row * rates) + r] = (float)random.NextDouble();
            }
        }

        return table;
    }

    /// <summary>The inputs of <see cref="Small"/>.</summary>
    public static ImmutableArray<string> SmallInputs { get; } = ["riskCategory", "bureauScore", "priorLoans"];
}
