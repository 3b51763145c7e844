using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

/// <summary>Random products, models and requests, all seeded.</summary>
internal static class SomeRequests
{
    /// <summary>The cash loan with another economy and policy.</summary>
    public static ProductDefinition Product(Random random, ProductDefinition? like = null) => (like ?? SomeProduct.CashLoan) with
    {
        Economics = Economics(random),
        Policy = SomeProduct.CashLoan.Policy with
        {
            MaximumProbabilityOfDefault = random.Next(3) == 0 ? 0.25 : null,
            InstallmentToIncome = random.Next(3) == 0 ? new InstallmentToIncome("monthlyIncome", 0.2m) : null,
        },
    };

    /// <summary>Every way to charge and to cost, each in some of the cases.</summary>
    public static Economics Economics(Random random) => new(
        random.Next(2) == 0 ? InterestMethod.AddOn : InterestMethod.Amortizing,
        random.Next(3),
        random.Next(3) * 30,
        random.Next(4) * 0.3m)
    {
        CostOfFundsBy = random.Next(4) == 0 ? ByMonthsOrCategory(random, 0.5m) : null,
        OperatingCostBy = random.Next(4) == 0 ? ByMonthsOrCategory(random, 7) : null,
        LossGivenDefaultBy = random.Next(4) == 0 ? new ByCategory<decimal>("riskCategory", [0.2m, 0.45m, 0.8m]) : null,
        Rounding = random.Next(3) switch
        {
            0 => new Rounding(0.05m, 0.01m, RoundingMode.Up),
            1 => new Rounding(1, 0.5m, RoundingMode.Down),
            _ => Rounding.Cents,
        },
        Fees = random.Next(2) == 0 ? Fees.None : new Fees(
            random.Next(4) == 0 ? null : new OriginationFee(
                random.Next(2) * 7.5m, random.Next(4) * 1.5m, random.Next(2) * 12, random.Next(2) == 0 ? 20 : null, (FeeCollection)random.Next(3)),
            random.Next(3) * 0.5m),
        ExposureAtDefault = random.Next(3) switch
        {
            0 => ExposureAtDefault.At(random.Next(1, 9)),
            1 => new ExposureAtDefault([random.NextDouble() / 4, 0, 0.3, random.NextDouble()]),
            _ => null,
        },
    };

    private static Variation ByMonthsOrCategory(Random random, decimal scale) => random.Next(2) == 0
        ? new Variation(null, System.Collections.Immutable.ImmutableSortedDictionary<int, decimal>.Empty.Add(6, scale).Add(12, 2 * scale))
        : new Variation(
            new ByCategory<decimal>("riskCategory", [scale, 2 * scale, 4 * scale]),
            System.Collections.Immutable.ImmutableSortedDictionary<int, decimal>.Empty);

    /// <summary>Random trees, and history with holes.</summary>
    public static (LoanModel Risk, LoanModel Acceptance) Models(ProductDefinition product, Random random)
    {
        return (Model(ModelKind.Risk, 12), Model(ModelKind.Acceptance, 90));

        LoanModel Model(ModelKind kind, int rows) => SomeModels.Random(
            product, kind, random.Next(), random.Next(3, 20), SomeModels.Support(product, kind, (_, _, _) => random.Next(3) == 0 ? 0 : random.Next(rows)));
    }

    /// <summary>Any applicant, with each constraint in one request of three.</summary>
    public static OfferRequest Request(ProductDefinition product, Random random, int alternatives = 10) => new(
        SomeApplicants.Random(product, random),
        random.Next(3) == 0 ? null : random.Next(200, 3000),
        new OfferConstraints
        {
            MinimumAmount = Sometimes(random, 200, 800),
            MaximumAmount = Sometimes(random, 500, 3000),
            Months = random.Next(3) == 0 ? [4, 12] : [],
            MaximumRate = Sometimes(random, 4, 11),
            MaximumInstallment = Sometimes(random, 100, 700),
        },
        alternatives,
        Explain: false);

    private static decimal? Sometimes(Random random, int least, int greatest) =>
        random.Next(3) == 0 ? random.Next(least * 4, greatest * 4) / 4m : null;
}
