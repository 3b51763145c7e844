using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Modelling.Exporting;

/// <summary>Converts a model that ML.NET saved to ONNX, by ML.NET's own converter.</summary>
internal static class OnnxConversion
{
    private const string Score = "Score";
    private const string Probability = "Probability";

    /// <summary>
    /// The file's bytes: one input of shape [rows, 1] a column, under its name, and the outputs <c>Score.output</c> and
    /// <c>Probability.output</c>, as ML.NET's converter names them. Without this choice the label would be an input as well,
    /// and every input an output.
    /// </summary>
    /// <param name="zip">The zip; members that are not ML.NET's are not looked at.</param>
    /// <param name="inputs">Columns that the model scores. A column of the zip's schema that is not among them is left out.</param>
    /// <exception cref="OnnxConversionException">The zip does not load, or one of its steps has no form in ONNX.</exception>
    public static byte[] Convert(ReadOnlyMemory<byte> zip, IReadOnlyCollection<string> inputs)
    {
        var context = new MLContext();
        try
        {
            using var stream = Stream(zip);
            ITransformer model = context.Model.Load(stream, out DataViewSchema schema);
            var rows = new EmptyDataView(Only(schema, inputs));
            CheckOutputs(model.GetOutputSchema(rows.Schema));
            using var file = new MemoryStream();
            context.Model.ConvertToOnnx(model, rows, file, Score, Probability);
            return file.ToArray();
        }
        // What ML.NET throws where a member is damaged, a column is not there, or a step cannot be converted.
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException or NotSupportedException or IOException)
        {
            throw new OnnxConversionException($"ML.NET says: {fault.Message}", fault);
        }
    }

    private static DataViewSchema Only(DataViewSchema schema, IReadOnlyCollection<string> names)
    {
        var builder = new DataViewSchema.Builder();
        foreach (DataViewSchema.Column column in schema)
        {
            if (names.Contains(column.Name))
                builder.AddColumn(column.Name, column.Type);
        }

        return builder.ToSchema();
    }

    // The converter would leave out what is missing without a word.
    private static void CheckOutputs(DataViewSchema schema)
    {
        foreach (string name in new[] { Score, Probability })
        {
            if (schema.GetColumnOrNull(name) is null)
                throw new OnnxConversionException($"it gives no column '{name}'; a binary classifier with a calibrator does.");
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> zip) =>
        MemoryMarshal.TryGetArray(zip, out ArraySegment<byte> bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(zip.ToArray(), writable: false);
}

/// <summary>A model has no form in ONNX; the message says why.</summary>
internal sealed class OnnxConversionException(string message, Exception? inner = null) : Exception(message, inner);
