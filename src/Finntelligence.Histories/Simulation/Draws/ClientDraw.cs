using Finntelligence.Histories.Simulation.Calibration;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Histories.Simulation.Draws;

/// <summary>Draws class and wave, then everything known about the client given them.</summary>
internal static class ClientDraw
{
    private const int Waves = 3;

    private static readonly int[] LastTerms = [1, 4, 6, 12];
    private static readonly double[] Cells = [.. ClientTables.LettersByClassAndWave.SelectMany(c => c)];

    public static SimulatedClient Draw(RowRandom random)
    {
        int cell = random.Choice(Cells);
        int risk = cell / Waves;
        int wave = (cell % Waves) + 1;
        double[] scores = LatentScores.Draw(random);
        int province = random.Choice(ClientTables.ProvinceWeights);
        bool known = !(random.Chance(ClientTables.UnknownPersonInWave1) && wave == 1);
        bool bureauRecord = !random.Chance(ClientTables.NoBureauRecord[risk][wave - 1]);
        return new SimulatedClient
        {
            Risk = (RiskClass)risk,
            Wave = wave,
            Income = wave == 1 ? null : Rounded(ClientTables.Income[wave - 2].At(Score(Trait.Income)), 2),
            Dormancy = Whole(ClientTables.Dormancy[risk].At(Score(Trait.Dormancy))),
            BureauScore = bureauRecord ? Whole(ClientTables.BureauScore[risk].At(Score(Trait.BureauScore))) : 0,
            ApplicationScore = Whole(ClientTables.ApplicationScore[risk].At(Score(Trait.ApplicationScore))),
            LastTerm = LastTerm(risk, Score(Trait.LastTerm)),
            LastAmount = 100 * Whole(ClientTables.LastAmount[risk].At(Score(Trait.LastAmount)) / 100),
            PriorLoans = known ? Whole(ClientTables.PriorLoans[risk].At(Score(Trait.PriorLoans))) : null,
            Dependants = known ? Whole(ClientTables.Dependants[wave - 1].At(Score(Trait.Dependants))) : null,
            Married = known ? Holds(Trait.Married, ClientTables.Married) : null,
            Age = known ? Whole(ClientTables.Age.At(Score(Trait.Age))) : null,
            Female = Holds(Trait.Female, ClientTables.Female),
            Educated = Holds(Trait.Educated, ClientTables.Educated),
            Province = ClientTables.Provinces[province],
            Branch = Branch(province, random),
            Rural = Holds(Trait.Rural, ClientTables.RuralByProvince[province]),
        };

        double Score(Trait trait) => scores[(int)trait];

        bool Holds(Trait trait, double share) => Score(trait) > -NormalQuantile.Of(share);
    }

    private static int LastTerm(int risk, double score)
    {
        int i = 0;
        while (i < LastTerms.Length - 1 && score > NormalQuantile.Of(ClientTables.LastTerm[risk][i]))
            i++;
        return LastTerms[i];
    }

    // A letter for the province and a number: as short as the real codes, and no real one.
    private static string Branch(int province, RowRandom random)
    {
        int number = 1 + (int)(random.Uniform() * ClientTables.BranchesByProvince[province]);
        return $"{(char)('A' + province)}{number / 10}{number % 10}";
    }

    private static int Whole(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    private static decimal Rounded(double value, int decimals) => Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero);
}
