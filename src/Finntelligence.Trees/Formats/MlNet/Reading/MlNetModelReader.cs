using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>
/// Reads a model that <c>MLContext.Model.Save</c> wrote for the pipeline named float columns → Concatenate → FastTree binary
/// classifier → Platt, or that <see cref="Writing.MlNetModelWriter"/> wrote. Scores and probabilities are ML.NET's, bit for bit.
/// Anything else (other steps, other versions, damage) is refused: a reader that guesses scores wrongly without saying so.
/// </summary>
public static class MlNetModelReader
{
    /// <summary>Reads a zip. The stream is read to its end and left open.</summary>
    /// <exception cref="InvalidModelFileException">It is no such model; the message says where and why.</exception>
    public static MlNetModel Read(Stream zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        using var bytes = new MemoryStream();
        var block = new byte[65536];
        int read;
        while ((read = zip.Read(block)) > 0)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > Limits.ZipBytes)
                throw new InvalidModelFileException("", $"The zip has more than the {Limits.ZipBytes} bytes that are read");
        }

        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    /// <summary>Reads a zip.</summary>
    /// <exception cref="InvalidModelFileException">It is no such model; the message says where and why.</exception>
    public static MlNetModel Read(ReadOnlyMemory<byte> zip)
    {
        using var members = new ModelZip(zip);
        return Read(members);
    }

    internal static MlNetModel Read(IModelMembers members)
    {
        PipelineReader.CheckChain(members);
        var (sources, output) = PipelineReader.ReadConcatenate(members);
        PipelineReader.CheckPrediction(members, output);
        PipelineReader.CheckCalibrated(members);
        CheckSchemas(members, sources, output);
        var (a, b) = PipelineReader.ReadPlatt(members);
        var trees = TreesReader.Read(Record.Parse(RecordKind.Trees, members.Read(RecordKind.Trees.Path)), sources.Length);
        try
        {
            var ensemble = new TreeEnsemble([.. sources.Select(name => new FeatureSpec(name))], baseScore: 0, trees);
            return new MlNetModel(ensemble, new PlattCalibrator(a, b));
        }
        catch (InvalidEnsembleException e)
        {
            throw new InvalidModelFileException(RecordKind.Trees.Path, e.Message.TrimEnd('.'));
        }
    }

    private static void CheckSchemas(IModelMembers members, IReadOnlyList<string> sources, string output)
    {
        var trained = SchemaReader.Read(OtherMembers.TrainSchema, members.Read(OtherMembers.TrainSchema));
        if (!trained.TryGetValue(output, out var features) || features.VectorLength != sources.Count)
        {
            throw new InvalidModelFileException(
                OtherMembers.TrainSchema, $"the column '{output}' must be there as a vector of {sources.Count} floats");
        }

        if (!members.Contains(OtherMembers.Schema))
            return;
        var schema = SchemaReader.Read(OtherMembers.Schema, members.Read(OtherMembers.Schema));
        foreach (var source in sources)
        {
            if (!schema.TryGetValue(source, out var column))
                throw new InvalidModelFileException(OtherMembers.Schema, $"the source column '{source}' is not in it");
            if (column.Codec != SchemaLayout.FloatCodec)
            {
                throw new InvalidModelFileException(
                    OtherMembers.Schema,
                    $"the source column '{source}' is stored as '{RecordHeader.Printable(column.Codec)}'; only single floats are supported");
            }
        }
    }
}
