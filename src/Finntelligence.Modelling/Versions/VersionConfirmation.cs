using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Versions;

/// <summary>What ML.NET's own engine says of a registered version, as a service asks it before it serves.</summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Version">Its number.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Rows">Rows on which both agreed to the bit.</param>
/// <param name="Reason">Why it was not confirmed; null if it was.</param>
public sealed record VersionConfirmation(string Kind, int Version, ConfirmationOutcome Outcome, int Rows, string? Reason)
{
    /// <summary>Asks about one version.</summary>
    public static VersionConfirmation Of(ModelVersion version, ProductDefinition product)
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
