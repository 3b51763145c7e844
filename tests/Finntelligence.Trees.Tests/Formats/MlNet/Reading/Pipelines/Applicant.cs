using Finntelligence.Trees.Formats.MlNet;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading.Pipelines;

/// <summary>A row of every type that a pipeline may start from.</summary>
internal sealed class Applicant
{
    private static readonly string[] Cities = ["Oslo", "Bergen", "Trondheim", "Tromsø"];

    private static readonly float[] Edges =
    [
        float.NaN, 0f, -0f, 1f, float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity,
    ];

    public float Income { get; set; }

    public float Age { get; set; }

    public float Grade { get; set; }

    public double Debt { get; set; }

    public int Loans { get; set; }

    public byte Months { get; set; }

    public bool Owner { get; set; }

    public string City { get; set; } = "";

    [VectorType(3)]
    public float[] Scores { get; set; } = [];

    public bool Label { get; set; }

    /// <summary>Rows as a history has them.</summary>
    public static List<Applicant> History(int rows, Random random, bool missing = true) =>
        [.. Enumerable.Range(0, rows).Select(_ => Typical(random, missing))];

    /// <summary>Rows that lie on values of the history, a float beside them, and where no history goes.</summary>
    public static List<Applicant> Probes(int rows, Random random, List<Applicant> history) => [.. Enumerable.Range(0, rows).Select(_ =>
    {
        var from = () => history[random.Next(history.Count)];
        return new Applicant
        {
            Income = Moved(from().Income, random),
            Age = Moved(from().Age, random),
            Grade = Moved(from().Grade, random),
            Debt = Moved((float)from().Debt, random),
            Loans = random.Next(-10, 20),
            Months = (byte)random.Next(256),
            Owner = random.Next(2) == 0,
            City = random.Next(6) switch { 0 => "", 1 => "Ålesund", _ => from().City },
            Scores = [.. from().Scores.Select(v => Moved(v, random))],
        };
    })];

    /// <summary>The row as an imported model reads it.</summary>
    public float[] Values(MlNetModel model) => [.. model.Inputs.Select(Value)];

    private float Value(MlNetInput input) => input.Column switch
    {
        nameof(Income) => Income,
        nameof(Age) => Age,
        nameof(Grade) => Grade,
        nameof(Debt) => (float)Debt,
        nameof(Loans) => Loans,
        nameof(Months) => Months,
        nameof(Owner) => Owner ? 1 : 0,
        // −1 is no position, which says what a text that the file does not know is.
        nameof(City) => City.Length == 0 ? float.NaN : input.Terms.IndexOf(City),
        nameof(Scores) => Scores[input.Slot!.Value],
        _ => throw new InvalidOperationException($"There is no column {input.Column}."),
    };

    private static Applicant Typical(Random random, bool missing)
    {
        float age = 20 + (float)(random.NextDouble() * 50), income = MathF.Exp((float)random.NextDouble() * 4), grade = random.Next(5);
        var city = random.Next(Cities.Length);
        var debt = (float)Math.Round(random.NextDouble() * 1000, 2);
        int loans = random.Next(-3, 9), months = random.Next(1, 5) * 12;
        var owner = random.Next(2) == 0;
        var unknown = missing && random.Next(8) == 0;
        var risk = (age / 70) + (income / 60) + (grade / 5) + (city / 4.0) + (debt / 1000) + (loans / 9.0) + (owner ? 0.5 : 0) + (months / 48.0) + (unknown ? 1.5 : 0);
        return new Applicant
        {
            Income = unknown ? float.NaN : income,
            Age = age,
            Grade = grade,
            Debt = debt,
            Loans = loans,
            Months = (byte)months,
            Owner = owner,
            City = Cities[city],
            Scores = [age / 10, missing && random.Next(8) == 0 ? float.NaN : income, grade],
            Label = risk + random.NextDouble() > 4,
        };
    }

    private static float Moved(float value, Random random) => random.Next(8) switch
    {
        0 => float.BitIncrement(value),
        1 => float.BitDecrement(value),
        2 => Edges[random.Next(Edges.Length)],
        3 => value + (float)((random.NextDouble() - 0.5) * 10),
        4 => -value,
        _ => value,
    };
}
