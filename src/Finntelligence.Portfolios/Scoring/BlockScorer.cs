using System.Buffers;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>Decides about one block of records after another. Safe for any number of threads.</summary>
/// <param name="parser">Reads the records.</param>
/// <param name="engine">Decides.</param>
/// <param name="writer">Makes a writer for one thread.</param>
internal sealed class BlockScorer(IRecordParser parser, OfferEngine engine, Func<IAnswerWriter> writer)
{
    public ScoredBlock Score(RecordBlock block)
    {
        var answers = writer();
        using var _ = answers as IDisposable;
        var decisions = new ArrayBufferWriter<byte>();
        var faults = new ArrayBufferWriter<byte>();
        long offers = 0, faulty = 0;
        foreach (var record in block.Records)
        {
            var reading = parser.Parse(record);
            if (reading.Request is { } request)
            {
                var decision = engine.Decide(request);
                answers.WriteDecision(decisions, reading, decision);
                offers += decision.Offer is null ? 0 : 1;
            }
            else
            {
                answers.WriteFaults(faults, record.Line, reading);
                faulty++;
            }
        }

        var counts = new ScoreCounts(offers, block.Records.Count - offers - faulty, faulty);
        return new ScoredBlock(decisions.WrittenMemory, faults.WrittenMemory, counts, block.End);
    }
}
