using System.Globalization;
using Finntelligence.Lending.Products;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Finntelligence.Lending.Tests.Confirmation;

/// <summary>Zips of pipelines that ML.NET's own FastTree was trained in, over the columns of a product's model.</summary>
internal static class TrainedByMlNet
{
    private const int Rows = 2000;

    /// <summary>Concatenate → FastTree, trained where nothing is missing.</summary>
    public static byte[] Plain(ProductDefinition product, ModelKind kind)
    {
        var (context, names) = (new MLContext(seed: 1), Names(product, kind));
        return Save(context, names, context.Transforms.Concatenate("Features", names).Append(FastTree(context)), missing: false).Zip;
    }

    /// <summary>
    /// ReplaceMissingValues → IndicateMissingValues → ConvertType → Concatenate → FastTree → a second Platt; with what
    /// <c>Transform</c> says of some rows.
    /// </summary>
    public static (byte[] Zip, (float[] Row, float Score, float Probability)[] Asked) WithMissingValues(ProductDefinition product, ModelKind kind)
    {
        var (context, names) = (new MLContext(seed: 1), Names(product, kind));
        InputOutputColumnPair[] Pairs(string to, string from) => [.. names.Select(n => new InputOutputColumnPair($"{n}{to}", $"{n}{from}"))];
        var pipeline = context.Transforms.ReplaceMissingValues(Pairs(".value", ""))
            .Append(context.Transforms.IndicateMissingValues(Pairs(".missing", "")))
            .Append(context.Transforms.Conversion.ConvertType(Pairs(".flag", ".missing"), DataKind.Single))
            .Append(context.Transforms.Concatenate("Features", [.. names.Select(n => n + ".value"), .. names.Select(n => n + ".flag")]))
            .Append(FastTree(context))
            .Append(context.BinaryClassification.Calibrators.Platt());
        var (zip, data, model, rows) = Save(context, names, pipeline, missing: true);
        var output = model.Transform(data);
        var scores = output.GetColumn<float>("Score").Zip(output.GetColumn<float>("Probability")).ToArray();
        return (zip, [.. rows.Select((row, i) => (row, scores[i].First, scores[i].Second)).Take(500)]);
    }

    private static string[] Names(ProductDefinition product, ModelKind kind) => [.. new FeatureEncoder(product, kind).Features.Select(f => f.Name)];

    private static FastTreeBinaryTrainer FastTree(MLContext context) => context.BinaryClassification.Trainers.FastTree(
        new FastTreeBinaryTrainer.Options { NumberOfTrees = 20, NumberOfLeaves = 8, NumberOfThreads = 1 });

    private static (byte[] Zip, IDataView Data, ITransformer Model, float[][] Rows) Save(
        MLContext context, string[] names, IEstimator<ITransformer> pipeline, bool missing)
    {
        var random = new Random(5);
        float[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => Row(random, names.Length, missing))];
        var data = Load(context, names, rows, row => (float.IsNaN(row[0]) ? 30 : row[0]) + random.Next(40) > 45);
        var model = pipeline.Fit(data);
        using var stream = new MemoryStream();
        context.Model.Save(model, data.Schema, stream);
        return (stream.ToArray(), data, model, rows);
    }

    private static float[] Row(Random random, int length, bool missing)
    {
        var row = new float[length];
        for (var j = 0; j < length; j++)
            row[j] = missing && random.Next(6) == 0 ? float.NaN : random.Next(1, 200) / 4f;
        return row;
    }

    // Through text, because only ML.NET's own loader makes columns whose names are known at run time alone.
    private static IDataView Load(MLContext context, string[] names, float[][] rows, Func<float[], bool> label)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, rows.Select(row => string.Join('\t', row.Select(Text).Prepend(label(row) ? "1" : "0"))));
            var loader = context.Data.CreateTextLoader(
                [new TextLoader.Column("Label", DataKind.Boolean, 0), .. names.Select((n, j) => new TextLoader.Column(n, DataKind.Single, j + 1))]);
            // All of it is read before the file goes.
            var data = context.Data.Cache(loader.Load(path));
            foreach (var column in data.Schema)
                _ = column.Type == NumberDataViewType.Single ? data.GetColumn<float>(column).Count() : data.GetColumn<bool>(column).Count();
            return data;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Text(float value) => float.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);
}
