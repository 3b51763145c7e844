using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Fitting;

namespace Finntelligence.Modelling.Training;

/// <summary>Shows a training's figures while it goes on.</summary>
public interface ITrainingView
{
    /// <summary>How the rates of a kind's rows were set, once a kind.</summary>
    void Examined(ModelManifest first);

    /// <summary>A trainer has finished a model.</summary>
    void Fitted(ModelFit fit);

    /// <summary>All models are registered.</summary>
    void Registered(TrainingOutcome outcome);
}
