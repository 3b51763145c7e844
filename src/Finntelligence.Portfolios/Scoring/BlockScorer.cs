using System.Buffers;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>Decides about one block of records after another. Safe for any number of threads.</summary>
/// <param name="parser">Reads the records.</param>
/// <param name="engine">Decides.</param>
/// <param name="writer">Makes a writer for one thread.</param>
/// <param name="isWatched">Whether lines are kept for somebody who looks on.</param>
internal sealed class BlockScorer(IRecordParser parser, OfferEngine engine, Func<IAnswerWriter> writer, bool isWatched = false)
{
    public ScoredBlock Score(RecordBlock block)
    {
        var answers = writer();
        using var _ = answers as IDisposable;
        var decisions = new ArrayBufferWriter<byte>();
        var faults = new ArrayBufferWriter<byte>();
        var lines = isWatched ? new List<ScoredLine>(block.Records.Count) : [];
        long offers = 0, faulty = 0;
        foreach (var record in block.Records)
        {
            var reading = parser.Parse(record);
            if (reading.Request is { } request)
            {
                var before = decisions.WrittenCount;
                var decision = engine.Decide(request);
                answers.WriteDecision(decisions, reading, decision);
                offers += decision.Offer is null ? 0 : 1;
                if (isWatched)
                    lines.Add(new ScoredLine(record, reading, decision, decisions.WrittenCount - before));
            }
            else
            {
                answers.WriteFaults(faults, record.Line, reading);
                faulty++;
                if (isWatched)
                    lines.Add(new ScoredLine(record, reading, null, 0));
            }
        }

        var counts = new ScoreCounts(offers, block.Records.Count - offers - faulty, faulty);
        return new ScoredBlock(decisions.WrittenMemory, faults.WrittenMemory, counts, block.End) { Lines = lines };
    }
}
