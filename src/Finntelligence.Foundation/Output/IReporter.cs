namespace Finntelligence.Foundation.Output;

/// <summary>
/// How a command speaks. On a terminal: colours, tables and progress bars; when output is redirected: plain lines; with --json:
/// one JSON document on standard output and nothing else there.
/// </summary>
public interface IReporter
{
    /// <summary>A line about what is happening or was found.</summary>
    void Status(string text);

    /// <summary>Something the user should look at; goes to standard error.</summary>
    void Warning(string text);

    /// <summary>Figures for people.</summary>
    void Table(ReportTable table);

    /// <summary>The command's result for programs. Written only with --json; a command calls it once, at its end.</summary>
    void Document(object document);

    /// <summary>Does a long piece of work and shows how far it is.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Reports the share done, in [0, 1].</param>
    T Track<T>(string title, Func<IProgress<double>, T> work);
}
