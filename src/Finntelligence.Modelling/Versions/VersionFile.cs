using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Versions;

/// <summary>Reads the artifact of a registered version.</summary>
public static class VersionFile
{
    /// <summary>The artifact's bytes.</summary>
    /// <exception cref="InvalidModelException">The file is gone, too large, or no regular file.</exception>
    public static byte[] Bytes(ModelVersion version)
    {
        try
        {
            return RegularFile.ReadAllBytes(version.Path, ModelArtifact.MaximumBytes);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidModelException($"{version.Path} is missing. Restore it from version control or a backup.", fault);
        }
        catch (IOException fault)
        {
            throw new InvalidModelException(fault.Message, fault);
        }
    }

    /// <summary>The model, verified against the registry and the product.</summary>
    /// <exception cref="InvalidModelException">The file is not what was registered, or does not fit the product.</exception>
    public static LoanModel Read(ModelVersion version, ProductDefinition product) => ReadWithBytes(version, product).Model;

    /// <summary>As <see cref="Read"/>, with the very bytes that were verified.</summary>
    /// <exception cref="InvalidModelException">As <see cref="Read"/>.</exception>
    public static (LoanModel Model, byte[] Zip) ReadWithBytes(ModelVersion version, ProductDefinition product)
    {
        byte[] zip = Bytes(version);
        LoanModel model = Parse(version, zip, product);
        return model.Sha256 == version.Entry.Sha256
            ? (model, zip)
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
