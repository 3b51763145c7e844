using System.Text;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>The file of what is wrong with lines of a portfolio, in the format of its input.</summary>
/// <param name="product">Says what an applicant is.</param>
/// <param name="source">The input.</param>
internal sealed class PortfolioFaults(ProductDefinition product, RecordSource source)
{
    /// <summary>The ending of its name.</summary>
    public string Extension => source.Reader.Format == ScoreFormat.Csv ? "csv" : "ndjson";

    /// <summary>Makes a writer for one thread.</summary>
    public IAnswerWriter Writer() => source.Reader.Format == ScoreFormat.Csv
        ? new CsvAnswers(source.Named, header: true)
        : new NdjsonAnswers(product);

    /// <summary>Writes it whole or not at all.</summary>
    public T Write<T>(string path, Func<Stream, T> work)
    {
        T result = default!;
        AtomicFile.Write(path, file =>
        {
            file.Write(Encoding.UTF8.GetBytes(Writer().FaultHeader));
            result = work(file);
        });
        return result;
    }
}
