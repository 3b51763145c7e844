using System.Collections.Immutable;

namespace Finntelligence.RateCards.Tables;

/// <summary>What every customer is worth at every rate, and what a card may ask of them. One row a customer.</summary>
public sealed class ProfitTable
{
    /// <summary>A table to be filled in.</summary>
    /// <param name="rows">Customers.</param>
    /// <param name="rates">Ascending, evenly spaced.</param>
    /// <param name="inputs">How many inputs a card may ask.</param>
    public ProfitTable(int rows, ImmutableArray<decimal> rates, int inputs)
    {
        (Rows, Rates, InputCount) = (rows, rates, inputs);
        Inputs = new float[(long)rows * inputs];
        Profit = new double[(long)rows * rates.Length];
        TakeUp = new float[(long)rows * rates.Length];
        Default = new float[(long)rows * rates.Length];
        Loss = new float[(long)rows * rates.Length];
        Caps = new int[rows];
        Array.Fill(Caps, rates.Length - 1);
        Today = new int[rows];
        Array.Fill(Today, -1);
    }

    /// <summary>Customers.</summary>
    public int Rows { get; }

    /// <summary>Ascending.</summary>
    public ImmutableArray<decimal> Rates { get; }

    /// <summary>Inputs of each row.</summary>
    public int InputCount { get; }

    /// <summary>By row, then input; NaN is missing.</summary>
    public float[] Inputs { get; }

    /// <summary>By row, then rate: what the search maximises the sum of.</summary>
    public double[] Profit { get; }

    /// <summary>By row, then rate: probability of take-up.</summary>
    public float[] TakeUp { get; }

    /// <summary>By row, then rate: probability of default, given that the offer is taken.</summary>
    public float[] Default { get; }

    /// <summary>By row, then rate: expected loss.</summary>
    public float[] Loss { get; }

    /// <summary>Position of the greatest rate that the row's cell may have; −1 if it may have none.</summary>
    public int[] Caps { get; }

    /// <summary>Position of the rate that the row pays today; −1 if it is not known.</summary>
    public int[] Today { get; }

    /// <summary>
    /// By row what the rate in force is worth, where that is not what stands under <see cref="Profit"/>: a lender may offer today what the
    /// search must not. Null where it is.
    /// </summary>
    public double[]? ProfitToday { get; set; }

    /// <summary>What the rate in force is worth to each row.</summary>
    /// <exception cref="InvalidOperationException">A row's rate in force is not known.</exception>
    public double[] EarnedToday() => ProfitToday ?? [.. Today.Select((rate, row) =>
        rate < 0 ? throw new InvalidOperationException("The rates in force are not known.") : Profit[(row * Rates.Length) + rate])];

    /// <summary>A row's inputs.</summary>
    public Span<float> InputsOf(int row) => Inputs.AsSpan(row * InputCount, InputCount);

    /// <summary>A row's profit at each rate.</summary>
    public Span<double> ProfitOf(int row) => Profit.AsSpan(row * Rates.Length, Rates.Length);

    /// <summary>The same table with the profits counted otherwise.</summary>
    /// <param name="profit">By row, then rate.</param>
    public ProfitTable WithProfit(double[] profit) => new(this, profit);

    private ProfitTable(ProfitTable other, double[] profit)
    {
        if (profit.Length != other.Profit.Length)
            throw new ArgumentException("One profit for each row and rate.", nameof(profit));
        (Rows, Rates, InputCount, Inputs, Profit) = (other.Rows, other.Rates, other.InputCount, other.Inputs, profit);
        (TakeUp, Default, Loss, Caps, Today, ProfitToday) = (other.TakeUp, other.Default, other.Loss, other.Caps, other.Today, other.ProfitToday);
    }

    /// <summary>Some rows of it, as a table of their own.</summary>
    public ProfitTable Select(IReadOnlyList<int> rows)
    {
        var (table, rates) = (new ProfitTable(rows.Count, Rates, InputCount), Rates.Length);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            InputsOf(row).CopyTo(table.InputsOf(i));
            ProfitOf(row).CopyTo(table.ProfitOf(i));
            TakeUp.AsSpan(row * rates, rates).CopyTo(table.TakeUp.AsSpan(i * rates));
            Default.AsSpan(row * rates, rates).CopyTo(table.Default.AsSpan(i * rates));
            Loss.AsSpan(row * rates, rates).CopyTo(table.Loss.AsSpan(i * rates));
            (table.Caps[i], table.Today[i]) = (Caps[row], Today[row]);
        }

        table.ProfitToday = ProfitToday is { } today ? [.. rows.Select(row => today[row])] : null;

        return table;
    }
}
