using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Finntelligence.Decisions.Records;

/// <summary>A decision as it lies in the log.</summary>
/// <param name="Id">As the client got it.</param>
/// <param name="At">When it was decided, microseconds since 1970.</param>
/// <param name="Endpoint">Which address answered.</param>
/// <param name="DeciderId">What decided.</param>
/// <param name="Decision">"offer" or "decline".</param>
/// <param name="Applicant">What the client calls the applicant; null where it did not say, and after erasing.</param>
/// <param name="Caller">Who asked; null where callers are not known.</param>
/// <param name="Request">As it came; null after erasing.</param>
/// <param name="Features">Little-endian float32; null after erasing.</param>
/// <param name="Answer">As it was sent; null after erasing.</param>
/// <param name="Figures">JSON of <see cref="DecisionFigures"/>.</param>
/// <param name="Policy">How the offer was chosen.</param>
/// <param name="Propensity">With which probability.</param>
/// <param name="Latency">Microseconds.</param>
/// <param name="Erased">When the applicant's data was erased, microseconds since 1970; null if it was not.</param>
/// <param name="Product">Name of the product.</param>
/// <param name="ProductSha256">Of product.json.</param>
/// <param name="RiskVersion">In its registry.</param>
/// <param name="RiskSha256">Of the artifact.</param>
/// <param name="AcceptanceVersion">In its registry.</param>
/// <param name="AcceptanceSha256">Of the artifact.</param>
/// <param name="Service">Version of the program.</param>
public sealed record StoredDecision(
    string Id, long At, string Endpoint, string DeciderId, string Decision, string? Applicant, string? Caller, string? Request, byte[]? Features,
    string? Answer, string Figures, string Policy, double Propensity, long Latency, long? Erased, string Product, string ProductSha256,
    string RiskVersion, string RiskSha256, string AcceptanceVersion, string AcceptanceSha256, string Service)
{
    /// <summary>What the log would have of a record.</summary>
    public static StoredDecision Of(DecisionRecord record) => new(
        record.Id.ToString(), Moments.Of(record.At), record.Endpoint, record.Decider.Id, record.Decision, record.Applicant, record.Caller,
        Encoding.UTF8.GetString(record.Request.Span), MemoryMarshal.AsBytes(record.Features.AsSpan()).ToArray(),
        Encoding.UTF8.GetString(record.Answer.Span), Encoding.UTF8.GetString(record.Figures.Span), record.Policy, record.Propensity,
        (long)record.Latency.TotalMicroseconds, null, record.Decider.Product, record.Decider.ProductSha256, record.Decider.Risk.Version,
        record.Decider.Risk.Sha256, record.Decider.Acceptance.Version, record.Decider.Acceptance.Sha256, record.Decider.Service);

    /// <summary>The applicant as the models saw it; empty after erasing.</summary>
    public ImmutableArray<float> FeatureValues => Features is null ? [] : [.. MemoryMarshal.Cast<byte, float>(Features)];
}
