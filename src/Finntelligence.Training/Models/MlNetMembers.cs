using Finntelligence.Lending.Models;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Training.Models;

/// <summary>The members of a model.zip that are ML.NET's.</summary>
internal static class MlNetMembers
{
    private const string Version = "TrainingInfo/Version.txt";

    /// <summary>Null where the zip holds a model that ML.NET loads; else why it does not, without a full stop.</summary>
    public static string? WhyNone(LoanModel model, IEnumerable<ArtifactMember> members)
    {
        if (members.Any(m => m.Name == Version))
            return null;
        return MlNetModelWriter.CanExpress(model.Ensemble, model.Calibrator, out var why) ? "it was written without ML.NET's members" : why;
    }
}
