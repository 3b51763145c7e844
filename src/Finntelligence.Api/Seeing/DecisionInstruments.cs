using System.Diagnostics.Metrics;
using Finntelligence.Lending.Offers;

namespace Finntelligence.Api.Seeing;

/// <summary>What each decision adds to. Safe for any number of threads.</summary>
internal sealed class DecisionInstruments
{
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _considered;
    private readonly Counter<long> _outside;
    private readonly Histogram<double> _profit;
    private readonly Histogram<double> _rate;
    private readonly Histogram<double> _duration;

    public DecisionInstruments(Meter meter)
    {
        _decisions = meter.CreateCounter<long>("finntelligence.decisions", null, "Decisions by what they came to and the first reason of a decline.");
        _considered = meter.CreateCounter<long>("finntelligence.offers.considered", null, "Offers that were looked at.");
        _outside = meter.CreateCounter<long>("finntelligence.offers.outside_support", null, "Offers that history says too little about.");
        _profit = meter.CreateHistogram(
            "finntelligence.offer.expected_profit", null, "Expected profit of offers, in the product's currency.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] });
        _rate = meter.CreateHistogram(
            "finntelligence.offer.rate", null, "Rates offered, percent a period of the product.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50] });
        _duration = meter.CreateHistogram(
            "finntelligence.decision.duration", "s", "Time from a request's arrival to its decision, by mode of search.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
            });
    }

    /// <summary>Counts a decision.</summary>
    /// <param name="decision">What it came to.</param>
    /// <param name="mode">How it was searched.</param>
    /// <param name="duration">How long it took.</param>
    public void Count(Decision decision, SearchMode mode, TimeSpan duration)
    {
        _considered.Add(decision.Search.OffersConsidered);
        _outside.Add(decision.Search.OffersOutsideSupport);
        _duration.Record(duration.TotalSeconds, Tag("mode", mode == SearchMode.Exact ? "exact" : "grid"));
        if (decision.Offer is { } offer)
        {
            _decisions.Add(1, Tag("decision", "offer"), Tag("reason", "none"));
            _profit.Record(offer.ExpectedProfit);
            _rate.Record((double)offer.Terms.Rate);
        }
        else
        {
            _decisions.Add(1, Tag("decision", "decline"), Tag("reason", decision.Reasons[0].Code));
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
