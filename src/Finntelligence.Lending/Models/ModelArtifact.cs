using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Models;

/// <summary>Reads and writes model.zip.</summary>
public static class ModelArtifact
{
    /// <summary>The bytes of a model zip; the same model gives the same bytes on every machine.</summary>
    public static byte[] Write(ProductDefinition product, ModelContents contents) => throw new NotImplementedException();

    /// <summary>Reads a zip, verifies its hashes and checks that it fits the product.</summary>
    /// <exception cref="InvalidModelException">Corrupt, truncated, of another kind or made for another schema; the message says how.</exception>
    public static LoanModel Read(ReadOnlyMemory<byte> zip, ProductDefinition product, ModelKind kind) => throw new NotImplementedException();
}

/// <summary>What goes into a zip.</summary>
public sealed record ModelContents(
    ModelManifest Manifest,
    Trees.Ensembles.TreeEnsemble Ensemble,
    Trees.Calibration.ICalibrator Calibrator,
    SupportTable Support,
    FeatureHistograms Histograms);

/// <summary>A model zip that cannot serve; the message says why.</summary>
public sealed class InvalidModelException(string message, Exception? inner = null) : Exception(message, inner);
