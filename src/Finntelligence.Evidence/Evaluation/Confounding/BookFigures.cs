namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>Offers beside what the lender's people paid, as a loan book shows them: by grades of the lender's own scorecard.</summary>
/// <param name="Correlation">Of offered and paid rate.</param>
/// <param name="GradesOutside">Share of the grades whose mean offered rate is outside the central 90 % of what the grade paid.</param>
internal sealed record BookFigures(double Correlation, double GradesOutside)
{
    /// <summary>As many as a public loan book has.</summary>
    private const int Grades = 7;

    private const double Tail = 0.05;

    /// <summary>Measures them.</summary>
    /// <param name="clients">All, for what grades paid.</param>
    /// <param name="offers">Of those who got one, its rate.</param>
    public static BookFigures Of(ConfoundedClient[] clients, IEnumerable<(ConfoundedClient Client, double Rate)> offers)
    {
        (ConfoundedClient Client, double Rate)[] made = [.. offers];
        if (made.Length < 2)
            return new BookFigures(0, 0);
        double[] needs = [.. clients.Select(c => c.Market.Need).Order()];
        int GradeOf(ConfoundedClient client)
        {
            var below = needs.Count(need => need < client.Market.Need);
            return Math.Min(Grades - 1, below * Grades / needs.Length);
        }

        var paid = clients.GroupBy(GradeOf).ToDictionary(g => g.Key, g => g.Select(c => c.Rate).Order().ToArray());
        var outside = made.GroupBy(o => GradeOf(o.Client)).Average(g =>
        {
            double[] rates = paid[g.Key];
            var mean = g.Average(o => o.Rate);
            return mean < rates[(int)(Tail * (rates.Length - 1))] || mean > rates[(int)Math.Ceiling((1 - Tail) * (rates.Length - 1))] ? 1.0 : 0;
        });
        return new BookFigures(Pearson([.. made.Select(o => o.Client.Rate)], [.. made.Select(o => o.Rate)]), outside);
    }

    private static double Pearson(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average(), xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < x.Length; i++)
            (xx, yy, xy) = (xx + ((x[i] - mx) * (x[i] - mx)), yy + ((y[i] - my) * (y[i] - my)), xy + ((x[i] - mx) * (y[i] - my)));
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }
}
