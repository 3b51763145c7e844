using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Lending.Confirmation;

/// <summary>What of a model zip is ML.NET's.</summary>
public static class MlNetMembers
{
    private const string Version = "TrainingInfo/Version.txt";

    /// <summary>Null when ML.NET can load the zip; else why not, one sentence without a full stop.</summary>
    public static string? WhyNot(LoanModel model, ImmutableArray<ArtifactMember> members)
    {
        if (members.Any(m => m.Name == Version))
            return null;
        return MlNetModelWriter.CanExpress(model.Ensemble, model.Calibrator, out var why) ? "it was written without ML.NET's members" : why;
    }

    /// <summary>
    /// A zip that ML.NET can load: the model's own, or, where that was written without ML.NET's members, one made of its trees now.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="zip">The bytes it was read from.</param>
    /// <param name="why">Why there is none: ML.NET cannot express the model.</param>
    internal static ReadOnlyMemory<byte>? ZipOf(LoanModel model, ReadOnlyMemory<byte> zip, out string? why)
    {
        why = null;
        if (ModelArtifact.Members(zip).Any(m => m.Name == Version))
            return zip;
        if (MlNetModelWriter.CanExpress(model.Ensemble, model.Calibrator, out why))
            return ModelArtifact.WriteMlNet(model);
        return null;
    }
}
