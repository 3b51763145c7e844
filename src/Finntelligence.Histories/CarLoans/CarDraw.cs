using Finntelligence.Histories.Simulation;

namespace Finntelligence.Histories.CarLoans;

/// <summary>
/// Draws a row. The rate is drawn at random around the tier's standard rate of the quarter, and the term around the one asked for, as in a
/// lender's test of its prices; so what they do can be learned.
/// </summary>
internal static class CarDraw
{
    private const int LeastAmount = 3000;
    private const int GreatestAmount = 60_000;
    private const int Money = 50;
    private const int WidestStep = 20;

    private static readonly DateOnly First = new(2024, 1, 1);
    private static readonly int Days = new DateOnly(2026, 1, 1).DayNumber - First.DayNumber;

    public static CarApplication Draw(RowRandom random)
    {
        var day = First.AddDays((int)(random.Uniform() * Days));
        int quarter = ((day.Year - First.Year) * 4) + CarApplication.QuarterOf(day);
        var applicant = Applicant(quarter, random);
        var person = new CarPerson(random.Chance(0.46) ? "f" : "m", Math.Clamp((int)Math.Round(41 + (12 * random.Normal())), 18, 80));
        var offer = Offer(applicant, quarter, random);
        bool taken = random.Chance(CarMarket.ProbabilityOfTakeUp(applicant, offer.Amount, offer.Months, (double)offer.Rate));
        bool defaults = random.Chance(CarMarket.ProbabilityOfDefault(applicant, offer.Amount, offer.Months, (double)offer.Rate));
        return new CarApplication(day, applicant, person, offer, taken ? new CarLoan(defaults) : null);
    }

    private static CarApplicant Applicant(int quarter, RowRandom random)
    {
        int tier = random.Choice(CarTables.TierWeights);
        double score = CarTables.BureauMean[tier] + (36 * random.Normal());
        bool recorded = !random.Chance(0.05);
        double income = CarTables.IncomeMedian[tier] * Math.Exp(0.35 * random.Normal());
        bool stated = !random.Chance(0.06);
        int years = Math.Min(10, (int)(-5 * Math.Log(random.Uniform())));
        int make = random.Choice(CarTables.MakeWeights);
        int region = random.Choice(CarTables.RegionWeights);
        bool isNew = random.Chance(0.35);
        int age = Math.Min(12, 1 + (int)(-4 * Math.Log(random.Uniform())));
        double value = 1000 * CarTables.MakePrice[make] * Math.Pow(0.88, isNew ? 0 : age) * Math.Exp(0.22 * random.Normal());
        int price = Rounded(Math.Max(value, 4000));
        double down = 0.03 + (0.4 * Math.Pow(random.Uniform(), 1.6));
        double competitor = (double)(CarTables.BaseRates[quarter] + CarTables.TierSpread[tier]) + (0.6 * random.Normal());
        bool asked = !random.Chance(0.07);
        return new CarApplicant
        {
            Tier = tier,
            BureauScore = recorded ? Math.Clamp((int)Math.Round(score), 300, 850) : null,
            MonthlyIncome = stated ? Math.Clamp(10 * (int)Math.Round(income / 10), 900, 20_000) : null,
            YearsEmployed = years,
            Make = make,
            Region = region,
            VehicleAge = isNew ? 0 : age,
            VehiclePrice = price,
            RequestedAmount = Math.Clamp(Rounded(price * (1 - down)), LeastAmount, GreatestAmount),
            RequestedMonths = CarTables.Terms[random.Choice(CarTables.TermWeights)],
            CompetitorRate = asked ? Math.Round((decimal)Math.Max(1.9, competitor), 2) : null,
        };
    }

    private static CarOffer Offer(CarApplicant applicant, int quarter, RowRandom random)
    {
        decimal standard = CarTables.BaseRates[quarter] + CarTables.TierSpread[applicant.Tier] + 0.8m;
        int step = (int)(random.Uniform() * ((2 * WidestStep) + 1)) - WidestStep;
        bool otherTerm = random.Chance(0.35);
        int term = CarTables.Terms.IndexOf(applicant.RequestedMonths) + (random.Chance(0.5) ? 1 : -1);
        bool less = random.Chance(0.25);
        int lower = Rounded(applicant.RequestedAmount * (0.6 + (0.4 * random.Uniform())));
        return new CarOffer(
            less ? Math.Max(LeastAmount, lower) : applicant.RequestedAmount,
            otherTerm ? CarTables.Terms[Math.Clamp(term, 0, CarTables.Terms.Length - 1)] : applicant.RequestedMonths,
            standard + (step / 10m));
    }

    private static int Rounded(double money) => Money * (int)Math.Round(money / Money);
}
