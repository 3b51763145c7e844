using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Finntelligence.Histories.Proposals;

/// <summary>The terms of past offers as the axes of new ones.</summary>
/// <param name="Amount">Column of the amount; null if none was found.</param>
/// <param name="Months">Column of the term.</param>
/// <param name="Rate">Column of the rate.</param>
internal sealed record OfferProposal(ColumnFacts? Amount, ColumnFacts? Months, ColumnFacts? Rate)
{
    private const int MostSteps = 200;
    private const int MostTerms = 12;

    private double RateScale => Rate is null || Rate.Numbers.IsEmpty ? 1 : Quantile(Rate, 0.99) switch { <= 1 => 100, > 200 => 0.01, _ => 1 };

    /// <summary>The axes as product.json has them.</summary>
    /// <param name="notes">Takes what a person must decide.</param>
    public JsonObject ToJson(List<string> notes) => new()
    {
        ["amount"] = AmountAxis(notes),
        ["months"] = MonthsAxis(notes),
        ["rate"] = RateAxis(notes),
    };

    /// <summary>The columns as a model names them.</summary>
    public JsonObject Columns()
    {
        var json = new JsonObject();
        if (Amount is not null)
            json["amount"] = Amount.Name;
        if (Months is not null)
            json["months"] = Months.Name;
        if (Rate is not null)
        {
            json["rate"] = RateScale switch
            {
                100 => new JsonObject { ["column"] = Rate.Name, ["unit"] = "fraction" },
                0.01 => new JsonObject { ["column"] = Rate.Name, ["unit"] = "basisPoints" },
                _ => JsonValue.Create(Rate.Name),
            };
        }

        return json;
    }

    /// <summary>The variables that there are columns for.</summary>
    public ImmutableArray<string> Variables =>
        [.. new (string Name, ColumnFacts? Column)[] { ("amount", Amount), ("months", Months), ("rate", Rate) }.Where(v => v.Column is not null).Select(v => v.Name)];

    private JsonObject AmountAxis(List<string> notes)
    {
        double least = 1000, greatest = 10000;
        var note = "No column of amounts was found; these are made up.";
        if (Amount is { Numbers.IsEmpty: false })
        {
            (least, greatest) = (Quantile(Amount, 0.01), Quantile(Amount, 0.99));
            note = $"From the least to the greatest amounts of {Amount.Name}, one in a hundred aside at either end.";
        }
        else
            notes.Add("No column looks like the amount lent; write offer.amount, and models.*.offerColumns.amount if there is one.");
        var step = Step(greatest - least);
        return new JsonObject
        {
            ["note"] = note,
            ["minimum"] = FeatureProposal.Literal(Math.Max(step, Math.Floor(least / step) * step)),
            ["maximum"] = FeatureProposal.Literal(Math.Max(step, Math.Ceiling(greatest / step) * step)),
            ["step"] = FeatureProposal.Literal(step),
            ["minimumShareOfRequested"] = 0.5m,
        };
    }

    private JsonObject MonthsAxis(List<string> notes)
    {
        if (Months is not { Numbers.IsEmpty: false })
        {
            notes.Add("No column looks like the term in months; write offer.months, and models.*.offerColumns.months if there is one.");
            return new JsonObject { ["note"] = "No column of terms was found; these are made up.", ["values"] = new JsonArray(12, 24, 36) };
        }

        var terms = Months.Numbers.Where(n => n is >= 1 and <= 600 && n == Math.Truncate(n)).CountBy(n => n).OrderByDescending(c => c.Value).Take(MostTerms)
            .Select(c => (int)c.Key).Order().ToArray();
        return new JsonObject
        {
            ["note"] = $"The commonest terms of {Months.Name}.",
            ["values"] = new JsonArray([.. terms.Select(t => JsonValue.Create(t))]),
        };
    }

    private JsonObject RateAxis(List<string> notes)
    {
        double least = 5, greatest = 20;
        var note = "No column of rates was found; these are made up.";
        if (Rate is { Numbers.IsEmpty: false })
        {
            (least, greatest) = (Quantile(Rate, 0.01) * RateScale, Quantile(Rate, 0.99) * RateScale);
            note = $"From the least to the greatest rates of {Rate.Name}, one in a hundred aside at either end, taken as percent a year. "
                + "Where the rate followed the risk and was not drawn at random, what it does cannot be told from whom it was given to.";
        }
        else
            notes.Add("No column looks like the rate; write offer.rate, and models.*.offerColumns.rate if there is one.");
        const double Quarter = 0.25;
        var step = Quarter;
        while ((greatest - least) / step > MostSteps)
            step *= 2;
        least = Math.Max(0, Math.Floor(least / step) * step);
        return new JsonObject
        {
            ["note"] = note,
            ["minimum"] = FeatureProposal.Literal(least),
            ["maximum"] = FeatureProposal.Literal(Math.Max(least + step, Math.Ceiling(greatest / step) * step)),
            ["step"] = FeatureProposal.Literal(step),
            ["monotone"] = new JsonObject { ["default"] = "increasing", ["acceptance"] = "decreasing" },
        };
    }

    private static double Quantile(ColumnFacts column, double share) => column.Numbers[(int)(share * (column.Numbers.Length - 1))];

    // 1, 2 or 5 times a power of ten, so that about a hundred fit.
    private static double Step(double width)
    {
        var raw = Math.Max(width, 1) / 100;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return ((double[])[1, 2, 5, 10]).Select(f => f * power).First(s => s >= raw * 0.999);
    }
}
