namespace Finntelligence.RateCards.Search;

/// <summary>The best cards of one part of the customers, by number of cells; index 0 is not used.</summary>
internal sealed class NodeResult
{
    /// <summary>Nothing found yet.</summary>
    /// <param name="mostCells">Of any card here.</param>
    public NodeResult(int mostCells)
    {
        (Best, Value, Upper, Relaxed) = (new Shape?[mostCells + 1], new double[mostCells + 1], new double[mostCells + 1], new double[mostCells + 1]);
        foreach (double[] values in (double[][])[Value, Upper, Relaxed])
            Array.Fill(values, double.NegativeInfinity);
    }

    /// <summary>The best card found that keeps every rule; null where there is none.</summary>
    public Shape?[] Best { get; }

    /// <summary>Its profit; −∞ where there is none.</summary>
    public double[] Value { get; }

    /// <summary>No card that keeps the rules earns more.</summary>
    public double[] Upper { get; }

    /// <summary>
    /// No card of at most so many cells earns more, whatever rules it breaks. It cannot fall as customers are added whose profit is at least 0
    /// at every rate, which bounds parts that were not searched.
    /// </summary>
    public double[] Relaxed { get; }

    /// <summary>Most cells.</summary>
    public int MostCells => Best.Length - 1;

    /// <summary>Takes a card that is better than the one so far.</summary>
    public bool Offer(int cells, double value, Func<Shape> shape)
    {
        if (!(value > Value[cells]))
            return false;
        (Value[cells], Best[cells]) = (value, shape());
        return true;
    }

    /// <summary>A bound that no part of the search may be above.</summary>
    public void Bound(int cells, double upper, double relaxed)
    {
        Upper[cells] = Math.Max(Upper[cells], upper);
        Relaxed[cells] = Math.Max(Relaxed[cells], relaxed);
    }

    /// <summary>The cards of at most so many cells.</summary>
    public NodeResult Only(int mostCells)
    {
        var result = new NodeResult(mostCells);
        Array.Copy(Best, result.Best, mostCells + 1);
        Array.Copy(Value, result.Value, mostCells + 1);
        Array.Copy(Upper, result.Upper, mostCells + 1);
        Array.Copy(Relaxed, result.Relaxed, mostCells + 1);
        return result;
    }

    /// <summary>A bound for more cells covers fewer: relaxed cards may repeat a rate.</summary>
    public void Close()
    {
        for (int k = 2; k <= MostCells; k++)
            Relaxed[k] = Math.Max(Relaxed[k], Relaxed[k - 1]);
    }
}
