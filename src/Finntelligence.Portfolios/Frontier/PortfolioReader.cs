using System.Buffers;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Portfolios.Scoring;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>An applicant of a portfolio.</summary>
/// <param name="Line">Where it stands in the input.</param>
/// <param name="Id">The sender's name of it, as it was written; null if it has none.</param>
/// <param name="Hulls">One for each resource.</param>
public sealed record PortfolioApplicant(long Line, string? Id, PortfolioOffer[][] Hulls);

/// <summary>Searches every applicant's offers once, on many cores, and keeps of them what a limit could make one choose.</summary>
/// <param name="parser">Reads the records.</param>
/// <param name="explorer">Knows the offers.</param>
/// <param name="resources">What limits may be set on.</param>
internal sealed class PortfolioReader(IRecordParser parser, OfferExplorer explorer, IReadOnlyList<Resource> resources)
{
    /// <summary>Reads all applicants, in their order.</summary>
    /// <param name="input">Behind its header.</param>
    /// <param name="keep">Takes applicants, some at a time.</param>
    /// <param name="faults">Takes a line for everything that is wrong.</param>
    /// <param name="errors">Writes these lines.</param>
    /// <param name="threads">How many blocks at a time; has no influence on the result.</param>
    /// <param name="length">Bytes of the whole input; null if nobody knows.</param>
    /// <param name="progress">Told the share done where the length is known.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>How many lines had faults.</returns>
    public long Read(
        RecordReader input, Action<IReadOnlyList<PortfolioApplicant>> keep, Stream faults, Func<IAnswerWriter> errors, int threads, long? length,
        IProgress<double> progress, CancellationToken cancellation)
    {
        long faulty = 0;
        OrderedPipeline.Run(() => input.Next(), block => Search(block, errors), Deliver, threads, cancellation);
        return faulty;

        void Deliver(SearchedBlock block)
        {
            keep(block.Applicants);
            faults.Write(block.Faults.Span);
            faulty += block.Faulty;
            if (length > 0)
                progress.Report((double)block.End.Offset / length.Value);
        }
    }

    private SearchedBlock Search(RecordBlock block, Func<IAnswerWriter> errors)
    {
        var writer = errors();
        using var _ = writer as IDisposable;
        var faults = new ArrayBufferWriter<byte>();
        var applicants = new List<PortfolioApplicant>(block.Records.Count);
        var menu = new OfferMenu(explorer);
        long faulty = 0;
        foreach (var record in block.Records)
        {
            var reading = parser.Parse(record);
            if (reading.Request is { } request)
            {
                var offers = menu.Of(request);
                var hulls = new PortfolioOffer[resources.Count][];
                for (var r = 0; r < hulls.Length; r++)
                    hulls[r] = OfferHull.Of(offers, resources[r]);
                applicants.Add(new PortfolioApplicant(record.Line, reading.Id, hulls));
            }
            else
            {
                writer.WriteFaults(faults, record.Line, reading);
                faulty++;
            }
        }

        return new SearchedBlock(applicants, faults.WrittenMemory, faulty, block.End);
    }

    private sealed record SearchedBlock(List<PortfolioApplicant> Applicants, ReadOnlyMemory<byte> Faults, long Faulty, InputPosition End);
}
