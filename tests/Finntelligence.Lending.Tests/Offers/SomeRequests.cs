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
        Economics = new Economics(
            random.Next(2) == 0 ? InterestMethod.AddOn : InterestMethod.Amortizing,
            random.Next(3),
            random.Next(3) * 30,
            random.Next(4) * 0.3m),
        Policy = SomeProduct.CashLoan.Policy with
        {
            MaximumProbabilityOfDefault = random.Next(3) == 0 ? 0.25 : null,
            InstallmentToIncome = random.Next(3) == 0 ? new InstallmentToIncome("monthlyIncome", 0.2m) : null,
        },
    };

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
