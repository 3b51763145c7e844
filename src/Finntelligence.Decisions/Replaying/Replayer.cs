using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Decisions.Replaying;

/// <summary>
/// Decides again, with the product and the models that decided first. Their bytes come from the log, so it does not matter what serves
/// now. The last few deciders stay in memory. Safe for any number of threads.
/// </summary>
public sealed class Replayer(DecisionStore store)
{
    private const int DecidersKept = 4;

    private readonly Lock _gate = new();
    private readonly List<(string Id, Task<LoadedDecider> Loaded)> _deciders = [];

    /// <summary>Decides a recorded request again.</summary>
    /// <param name="decision">Whose request is still there.</param>
    /// <param name="cancellationToken">Stops the reading of the log.</param>
    /// <exception cref="DataFaultException">The log lacks what decided, or it is damaged.</exception>
    public async Task<Replay> ReplayAsync(StoredDecision decision, CancellationToken cancellationToken)
    {
        var decider = await FindAsync(decision).WaitAsync(cancellationToken);
        var request = Read(decider, decision);
        // What an experiment drew is not found by looking for the best; that it has these figures is.
        var again = Decide(request);
        return new Replay(
            request,
            again,
            decider.Product,
            MemoryMarshal.AsBytes(request.Applicant.Values.AsSpan()).SequenceEqual(decision.Features),
            Encoding.UTF8.GetString(DecisionFigures.Write(again).Span) == decision.Figures)
        {
            // Who asked for no reasons is told them when he asks now; the decision is the same.
            Explained = request.Explain ? again : Decide(request with { Explain = true }),
        };

        Decision Decide(OfferRequest asked) => decision.Policy != DecisionRecord.GreatestProfit && Drawn(decision) is { } terms
            ? decider.Engine.DecideAt(asked, terms) ?? decider.Engine.Decide(asked)
            : decider.Engine.Decide(asked);
    }

    /// <summary>The product as it was at a decision.</summary>
    /// <inheritdoc cref="ReplayAsync"/>
    public async Task<ProductDefinition> ProductAsync(StoredDecision decision, CancellationToken cancellationToken) =>
        (await FindAsync(decision).WaitAsync(cancellationToken)).Product;

    private static OfferTerms? Drawn(StoredDecision decision)
    {
        using var figures = JsonDocument.Parse(decision.Figures);
        return figures.RootElement.GetProperty("offer") is { ValueKind: JsonValueKind.Object } offer
            ? new OfferTerms(offer.GetProperty("amount").GetDecimal(), offer.GetProperty("months").GetInt32(), offer.GetProperty("rate").GetDecimal())
            : null;
    }

    private static OfferRequest Read(LoadedDecider decider, StoredDecision decision)
    {
        var bytes = Encoding.UTF8.GetBytes(decision.Request!);
        var (request, faults) = decision.Endpoint == DecisionRecord.BatchEndpoint
            ? decider.Lines.Read(bytes) is var line ? (line.Request, line.Faults) : default
            : decider.Requests.Read(bytes) is var reading ? (reading.Request, reading.Faults) : default;
        return request ?? throw new DataFaultException($"The recorded request of decision {decision.Id} can no longer be read: {faults[0]}.");
    }

    private Task<LoadedDecider> FindAsync(StoredDecision decision)
    {
        lock (_gate)
        {
            var at = _deciders.FindIndex(d => d.Id == decision.DeciderId);
            var found = at < 0 || _deciders[at].Loaded.IsFaulted ? (decision.DeciderId, Loaded: LoadAsync(decision)) : _deciders[at];
            if (at >= 0)
                _deciders.RemoveAt(at);
            _deciders.Add(found);
            if (_deciders.Count > DecidersKept)
                _deciders.RemoveAt(0);
            return found.Loaded;
        }
    }

    // For whoever waits for it, so that no single one of them can cancel it.
    private async Task<LoadedDecider> LoadAsync(StoredDecision decision)
    {
        await Task.Yield();
        var product = ProductLoader.Parse(await BytesAsync(decision.ProductSha256));
        var risk = ModelArtifact.Read(await BytesAsync(decision.RiskSha256), product, ModelKind.Risk);
        var acceptance = ModelArtifact.Read(await BytesAsync(decision.AcceptanceSha256), product, ModelKind.Acceptance);
        var card = decision.RateCardSha256 is { } sha256 ? CardArtifact.Read(await BytesAsync(sha256), product).Card : null;
        return new LoadedDecider(
            product, new OfferEngine(product, risk, acceptance, card), new PredictRequestReader(product), new RequestLineReader(product));
    }

    private async Task<byte[]> BytesAsync(string sha256)
    {
        var bytes = await store.ArtifactAsync(sha256, CancellationToken.None);
        if (bytes is null || Decider.Hash(bytes) != sha256)
            throw new DataFaultException($"The decision log {store.Name} lacks the file with the sha256 {sha256}, or it is damaged there. Restore a backup.");
        return bytes;
    }

    private sealed record LoadedDecider(ProductDefinition Product, OfferEngine Engine, PredictRequestReader Requests, RequestLineReader Lines);
}

/// <summary>A decision made again.</summary>
/// <param name="Request">As it was read again.</param>
/// <param name="Decision">What came of it.</param>
/// <param name="Product">As it was then.</param>
/// <param name="FeaturesEqual">Whether every float32 of the applicant has the bits that were recorded.</param>
/// <param name="FiguresEqual">Whether every figure of the decision has the bits that were recorded.</param>
public sealed record Replay(OfferRequest Request, Decision Decision, ProductDefinition Product, bool FeaturesEqual, bool FiguresEqual)
{
    /// <summary>The decision with its explanation, and for an offer with the reasons for its price, whether they were asked for or not.</summary>
    public required Decision Explained { get; init; }
}
