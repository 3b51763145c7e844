using BenchmarkDotNet.Attributes;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Benchmarks.Offers;

/// <summary>
/// The best of 13,860 offers to one applicant, on one thread; both models have 150 trees of 16 leaves. Applicants change from call to
/// call: the same one again and again would be learned by the processor's branch prediction. The time is that of one applicant.
/// </summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private const int Applicants = 1024;
    private const int SomeApplicants = 64;
    private const int FewApplicants = 4;

    private OfferEngine _engine = null!;
    private OfferRequest[] _requests = [];
    private OfferRequest[] _withAlternatives = [];
    private OfferRequest[] _exact = [];
    private PlainSearch _plain = null!;

    /// <summary>Whether the model of acceptance sees the rate alone, as the shipped one, or amount and months too.</summary>
    [Params("rate", "rate, amount and months")]
    public string AcceptanceSees { get; set; } = "rate";

    /// <summary>Makes models and applicants.</summary>
    [GlobalSetup]
    public void Make()
    {
        var product = AcceptanceSees == "rate" ? BenchmarkLoans.Wide : BenchmarkLoans.WideBothSeeAll;
        var (risk, acceptance) = (BenchmarkLoans.Model(product, ModelKind.Risk), BenchmarkLoans.Model(product, ModelKind.Acceptance));
        if (risk.Ensemble.Trees.Concat(acceptance.Ensemble.Trees).Any(t => t.Leaves.Length != 16))
            throw new InvalidOperationException("The trees have not 16 leaves.");
        _engine = new OfferEngine(product, risk, acceptance);
        _plain = new PlainSearch(product, risk, acceptance);
        _requests = BenchmarkLoans.Requests(product, Applicants, alternatives: 0);
        _withAlternatives = BenchmarkLoans.Requests(product, Applicants, alternatives: 3);
        _exact = [.. _requests.Take(SomeApplicants).Select(r => r with { Search = SearchMode.Exact })];
        foreach (var request in _requests.Take(FewApplicants))
        {
            var (terms, _) = _plain.Best(request.Applicant);
            var decision = _engine.Decide(request);
            if (decision.Offer?.Terms != terms || decision.Search.OffersConsidered != 13_860)
                throw new InvalidOperationException("The engine and the plain loop do not agree.");
        }
    }

    /// <summary>The best offer.</summary>
    [Benchmark(OperationsPerInvoke = Applicants)]
    public int Decide() => Decide(_requests);

    /// <summary>The best offer and three others.</summary>
    [Benchmark(OperationsPerInvoke = Applicants)]
    public int Decide_with_3_alternatives() => Decide(_withAlternatives);

    /// <summary>The best of all amounts to 1 and all rates to 0.01: 33 million.</summary>
    [Benchmark(OperationsPerInvoke = SomeApplicants)]
    public int Decide_exactly() => Decide(_exact);

    /// <summary>Price, encode and score each offer alone, in one loop.</summary>
    [Benchmark(OperationsPerInvoke = FewApplicants)]
    public double Each_offer_alone() => _requests.Take(FewApplicants).Sum(r => _plain.Best(r.Applicant).Profit);

    private int Decide(OfferRequest[] requests)
    {
        var offers = 0;
        foreach (var request in requests)
            offers += _engine.Decide(request).Offer is null ? 0 : 1;
        return offers;
    }
}
