using System.Collections.Immutable;
using System.Reflection;
using Finntelligence.Lending.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Lending.Confirmation;

/// <summary>A model of a product as ML.NET itself loads and scores it. Safe for any number of threads; its engines are not.</summary>
public sealed class ReferenceModel
{
    private readonly MLContext _context;
    private readonly SchemaDefinition _rows;

    private ReferenceModel(MLContext context, ITransformer transformer, int features)
    {
        (_context, Transformer) = (context, transformer);
        _rows = SchemaDefinition.Create(typeof(EncodedRow));
        _rows[nameof(EncodedRow.Values)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
    }

    /// <summary>Version of ML.NET in this process.</summary>
    public static string Version { get; } = VersionOf(typeof(MLContext).Assembly);

    /// <summary>From an <see cref="EncodedRow"/> to the model's output.</summary>
    public ITransformer Transformer { get; }

    /// <summary>Loads the ML.NET members of a zip and asks the model once.</summary>
    /// <param name="zip">A zip that <c>MLContext.Model.Load</c> reads, verified by its reader.</param>
    /// <param name="features">Names of the model's float columns, in the order of the rows that it will be asked about.</param>
    /// <exception cref="InvalidModelException">ML.NET cannot load it, or it has other columns; the message says why.</exception>
    public static ReferenceModel Load(ReadOnlyMemory<byte> zip, ImmutableArray<string> features)
    {
        try
        {
            var context = new MLContext();
            using var stream = new MemoryStream(zip.ToArray(), writable: false);
            var loaded = context.Model.Load(stream, out var inputs);
            var chain = new TransformerChain<ITransformer>(new EncodedColumns(features, inputs), loaded);
            var model = new ReferenceModel(context, chain, features.Length);
            model.CreateEngine().Predict(new EncodedRow { Values = new float[features.Length] });
            return model;
        }
        // What a reader of a file may throw, no list of ours can say.
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new InvalidModelException($"ML.NET {Version} cannot load and ask the model: {fault.Message}", fault);
        }
    }

    /// <summary>An engine, for one thread at a time: shared, it gives wrong answers without a word.</summary>
    public PredictionEngine<EncodedRow, ModelAnswer> CreateEngine() =>
        _context.Model.CreatePredictionEngine<EncodedRow, ModelAnswer>(Transformer, ignoreMissingColumns: false, _rows);

    // Without the commit, which follows a plus.
    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
