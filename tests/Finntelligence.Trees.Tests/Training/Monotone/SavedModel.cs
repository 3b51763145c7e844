using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Training.Monotone;

/// <summary>What ML.NET saves of a transformer.</summary>
internal static class SavedModel
{
    /// <summary>The trees of a prediction transformer that is saved by itself.</summary>
    public const string Trees = "TransformerChain/Model/Predictor/Model.key";

    public static byte[] Bytes(MLContext ml, ITransformer model, DataViewSchema? schema = null)
    {
        using var file = new MemoryStream();
        ml.Model.Save(model, schema, file);
        return file.ToArray();
    }

    /// <summary>The members of the zip; their times are the clock's and left out.</summary>
    public static Dictionary<string, byte[]> Members(MLContext ml, ITransformer model, DataViewSchema? schema = null)
    {
        using var zip = new ZipArchive(new MemoryStream(Bytes(ml, model, schema)));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        });
    }

    public static void ShouldBeTheSame(Dictionary<string, byte[]> actual, Dictionary<string, byte[]> expected)
    {
        actual.Keys.ShouldBe(expected.Keys);
        foreach (var (name, bytes) in expected)
            actual[name].ShouldBe(bytes, name);
    }

    /// <summary>The columns that the trainer saw, read by ML.NET.</summary>
    public static DataViewSchema TrainSchema(MLContext ml, byte[] blob)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, blob);
            return ml.Data.LoadFromBinary(path).Schema;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The slot names that a prediction transformer remembers; empty where it has none.</summary>
    public static string[] SlotNames(MLContext ml, ITransformer transformer, string features) =>
        SlotNames(TrainSchema(ml, Members(ml, transformer)["TransformerChain/TrainSchema"])[features]);

    public static string[] SlotNames(DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
            return [];
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
