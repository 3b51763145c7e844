using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>What a run brings to the server besides itself, as the models it made.</summary>
public interface IRunPublication
{
    /// <summary>True for a file that <see cref="PublishAsync"/> sends, so that it is sent once.</summary>
    bool Sends(RunRecord run, RunArtifact artifact);

    /// <summary>Publishes. A run counts as sent only when this is done too, so it must bear repetition.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    Task PublishAsync(RunRecord run, MlflowRun remote, CancellationToken cancellationToken = default);
}
