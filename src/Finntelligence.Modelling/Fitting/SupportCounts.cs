using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Counts the combinations of offer variables that history holds, by stratum.</summary>
public static class SupportCounts
{
    public static SupportTable Of(TrainingRows rows, SupportDefinition definition)
    {
        OfferVariable[] variables = [.. definition.Variables.Select(v => v.Variable)];
        var counts = new Dictionary<(int Stratum, string Key), (double[] Values, int Count)>();
        for (var i = 0; i < rows.Strata.Length; i++)
        {
            double[] values = [.. variables.Select(v => Value(rows.Offers[i], v))];

            // An offer that was not recorded whole is nobody's neighbour.
            if (values.Any(double.IsNaN))
                continue;
            var key = (rows.Strata[i], string.Join('|', values.Select(BitConverter.DoubleToInt64Bits)));
            counts[key] = (values, counts.GetValueOrDefault(key).Count + 1);
        }

        return new SupportTable(
            definition.By,
            [.. variables],
            [
                .. counts.Select(p => new SupportCell(p.Key.Stratum, [.. p.Value.Values], p.Value.Count))
                    .OrderBy(c => c.Stratum)
                    .ThenBy(c => c.Values, Comparer<IEnumerable<double>>.Create(Compare)),
            ]);
    }

    private static double Value(in OfferVector offer, OfferVariable variable) => variable switch
    {
        OfferVariable.Amount => offer.Amount,
        OfferVariable.Months => offer.Months,
        _ => offer.Rate,
    };

    private static int Compare(IEnumerable<double>? a, IEnumerable<double>? b) =>
        a!.Zip(b!, (x, y) => x.CompareTo(y)).FirstOrDefault(c => c != 0);
}
