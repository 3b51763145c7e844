using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>
/// The files of a run. Until the run is complete they have other names: a reader never takes half of an output for the whole.
/// </summary>
/// <param name="Output">The decisions.</param>
/// <param name="Errors">The faults.</param>
public sealed record ScoreFiles(string Output, string Errors)
{
    /// <summary>Of an output, with the faults beside it where no other place is named.</summary>
    public static ScoreFiles Of(string output, string? errors, ScoreFormat format) =>
        new(output, errors ?? $"{output}.errors.{(format == ScoreFormat.Csv ? "csv" : "ndjson")}");

    /// <summary>The decisions so far.</summary>
    public string PartialOutput => Output + ".partial";

    /// <summary>The faults so far.</summary>
    public string PartialErrors => Errors + ".partial";

    /// <summary>How far the run is.</summary>
    public string Checkpoint => Output + ".checkpoint";

    /// <summary>Opens both for writing, cut to what is certain.</summary>
    /// <exception cref="RequestFaultException">A file is shorter than the checkpoint says.</exception>
    public (FileStream Output, FileStream Errors) Open(long outputLength, long errorsLength)
    {
        var output = Open(PartialOutput, outputLength);
        try
        {
            return (output, Open(PartialErrors, errorsLength));
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    /// <summary>Gives the files their names. May be done again where it was cut short.</summary>
    public void Publish()
    {
        Rename(PartialErrors, Errors);
        Rename(PartialOutput, Output);
        File.Delete(Checkpoint);
    }

    private static void Rename(string from, string to)
    {
        if (File.Exists(from))
            File.Move(from, to, overwrite: true);
    }

    private static FileStream Open(string path, long length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = new FileStream(path, length == 0 ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        if (file.Length < length)
        {
            file.Dispose();
            throw new RequestFaultException($"{path} is shorter than its checkpoint says.", remedy: "Without --resume the run begins anew.");
        }

        file.SetLength(length);
        file.Seek(0, SeekOrigin.End);
        return file;
    }
}
