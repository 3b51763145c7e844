using System.Collections.Immutable;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Versions;

/// <summary>What ML.NET's own engine says of a registered version, as a service asks it before it serves.</summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Version">Its number.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Rows">Rows on which both agreed to the bit.</param>
/// <param name="Reason">Why it was not confirmed; null if it was.</param>
public sealed record VersionConfirmation(string Kind, int Version, ConfirmationOutcome Outcome, int Rows, string? Reason)
{
    /// <summary>The version of ML.NET that is asked.</summary>
    public static string Library => ReferenceModel.Version;

    /// <summary>Asks about every version that has a hash: what something else registered in MLflow has none, and cannot be verified either.</summary>
    /// <param name="registry">The versions.</param>
    /// <param name="workspace">Where the product's definition is; asked only if there is a version.</param>
    /// <param name="product">The product.</param>
    /// <param name="cancellation">Checked at each version.</param>
    /// <exception cref="InvalidProductException">The definition has faults.</exception>
    public static ImmutableArray<VersionConfirmation> OfAll(
        IModelRegistry registry, Func<Workspace> workspace, string product, CancellationToken cancellation)
    {
        RegistryState state = registry.Read();
        if (state.Models.Values.All(kind => kind.Versions.Count == 0))
            return [];
        ProductDefinition definition = ProductLoader.Load(workspace().ProductFile(product));
        var confirmations = ImmutableArray.CreateBuilder<VersionConfirmation>();
        foreach (string kind in ModelKinds.Names)
        {
            foreach (VersionEntry entry in state.Kind(kind).Versions.Where(entry => entry.Sha256.Length > 0))
            {
                cancellation.ThrowIfCancellationRequested();
                confirmations.Add(Of(registry.Resolve(state, kind, $"{entry.Version}"), definition));
            }
        }
        return confirmations.ToImmutable();
    }

    /// <summary>Asks about one version.</summary>
    internal static VersionConfirmation Of(ModelVersion version, ProductDefinition product)
    {
        LoanModel model;
        byte[] zip;
        try
        {
            zip = VersionFile.Bytes(version);
            model = VersionFile.Parse(version, zip, product);
        }
        catch (InvalidModelException fault)
        {
            // An old version may be of another schema; it is whole all the same.
            return new VersionConfirmation(version.Kind, version.Entry.Version, ConfirmationOutcome.NotForThisProduct, 0, fault.Message);
        }

        try
        {
            var result = ModelConfirmation.Run(product, model, zip).Result;
            var outcome = result.IsConfirmed ? ConfirmationOutcome.Confirmed : ConfirmationOutcome.NotExpressible;
            return new VersionConfirmation(version.Kind, version.Entry.Version, outcome, result.Rows, result.NotExpressible);
        }
        catch (InvalidModelException fault)
        {
            return new VersionConfirmation(version.Kind, version.Entry.Version, ConfirmationOutcome.Refused, 0, fault.Message);
        }
    }

    /// <summary>One line for a user.</summary>
    public override string ToString() => $"{Kind} {Version}: {Reason}";
}

/// <summary>What came of asking ML.NET.</summary>
public enum ConfirmationOutcome
{
    /// <summary>Score and probability agree to the bit.</summary>
    Confirmed,

    /// <summary>ML.NET cannot express the model; it serves without.</summary>
    NotExpressible,

    /// <summary>The file is whole, but no service of the product as it is now can load it.</summary>
    NotForThisProduct,

    /// <summary>ML.NET cannot load it or disagrees; no service takes it.</summary>
    Refused,
}
