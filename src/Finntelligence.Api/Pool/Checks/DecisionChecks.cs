using System.Threading.Channels;
using Finntelligence.Api.Hosting;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Pool.Checks;

/// <summary>
/// Takes a share of the decisions for ML.NET's engines to score again: the first, and then one in every so many. A request only leaves its
/// decision here and never waits: when the checker is behind, the decision is counted as skipped. Safe for any number of threads.
/// </summary>
internal sealed class DecisionChecks(IOptions<ServiceOptions> options)
{
    /// <summary>Decisions that may wait.</summary>
    public const int Capacity = 1024;

    private readonly int _oneIn = options.Value.Models.CheckOneIn;
    private readonly Channel<SampledDecision> _waiting =
        Channel.CreateBounded<SampledDecision>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private int _rehearsed;
    private long _made;
    private long _confirmed;
    private long _disagreeing;
    private long _skipped;

    /// <summary>One decision in how many is checked; 0 for none.</summary>
    public int OneIn => _oneIn;

    /// <summary>Since the start of the process.</summary>
    public DecisionCheckCounts Counts =>
        new(Interlocked.Read(ref _confirmed), Interlocked.Read(ref _disagreeing), Interlocked.Read(ref _skipped));

    /// <summary>Decisions that wait, as they come.</summary>
    public ChannelReader<SampledDecision> Waiting => _waiting.Reader;

    /// <summary>Called for every decision.</summary>
    public void Sample(ModelSnapshot snapshot, Guid decisionId, Applicant applicant, Decision decision)
    {
        if (_oneIn == 0 || (Interlocked.Increment(ref _made) - 1) % _oneIn != 0)
            return;
        if (!snapshot.MlNet.HasEngines || !_waiting.Writer.TryWrite(new SampledDecision(snapshot, decisionId, applicant, decision.Offer)))
            Interlocked.Increment(ref _skipped);
    }

    /// <summary>Has the warm-up's first decision checked, so that the check of a client's first one, which is one, finds compiled code.</summary>
    public void Rehearse(ModelSnapshot snapshot, Guid decisionId, Applicant applicant, Decision decision)
    {
        if (_oneIn > 0 && snapshot.MlNet.HasEngines && Interlocked.Exchange(ref _rehearsed, 1) == 0)
            _waiting.Writer.TryWrite(new SampledDecision(snapshot, decisionId, applicant, decision.Offer) { IsRehearsal = true });
    }

    /// <summary>Counts what came of a check.</summary>
    public void Count(bool agrees) => Interlocked.Increment(ref agrees ? ref _confirmed : ref _disagreeing);
}

/// <summary>What came of the decisions taken for a check.</summary>
/// <param name="Confirmed">ML.NET's engine gave the same score and probability in every bit.</param>
/// <param name="Disagreeing">It gave others.</param>
/// <param name="Skipped">It was not asked: the checker was behind, or ML.NET can express neither model.</param>
internal readonly record struct DecisionCheckCounts(long Confirmed, long Disagreeing, long Skipped);
