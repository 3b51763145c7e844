using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Versions;

/// <summary>Reads the artifact of a registered version.</summary>
public static class VersionFile
{
    /// <summary>The artifact's bytes.</summary>
    /// <exception cref="InvalidModelException">The file is gone, too large, or not what was registered.</exception>
    public static byte[] Bytes(ModelVersion version)
    {
        var file = new FileInfo(version.Path);
        if (!file.Exists)
            throw new InvalidModelException($"{version.Path} is missing. Restore it from version control or a backup.");
        if (file.Length > ModelArtifact.MaximumBytes)
            throw new InvalidModelException($"{version.Path} has {file.Length} bytes, more than {ModelArtifact.MaximumBytes}.");
        return File.ReadAllBytes(version.Path);
    }

    /// <summary>The model, verified against the registry and the product.</summary>
    /// <exception cref="InvalidModelException">The file is not what was registered, or does not fit the product.</exception>
    public static LoanModel Read(ModelVersion version, ProductDefinition product)
    {
        var model = Parse(version, Bytes(version), product);
        return model.Sha256 == version.Entry.Sha256
            ? model
            : throw new InvalidModelException($"{version.Path} has the sha256 {model.Sha256}, registered was {version.Entry.Sha256}.");
    }

    /// <summary>The model in a version's bytes, verified against the product.</summary>
    /// <exception cref="InvalidModelException">It is damaged or does not fit; the message begins with the file.</exception>
    public static LoanModel Parse(ModelVersion version, byte[] bytes, ProductDefinition product)
    {
        try
        {
            return ModelArtifact.Read(bytes, product, ModelKinds.Find(version.Kind)!.Value);
        }
        catch (InvalidModelException fault)
        {
            throw new InvalidModelException($"{version.Path}: {fault.Message}", fault);
        }
    }
}
