namespace Finntelligence.Api.Pool;

/// <summary>Prepares what a new pair of models needs elsewhere, before the first client is answered by it.</summary>
internal interface IBeforeService
{
    /// <summary>Throws nothing for what it could not prepare: the pair serves all the same.</summary>
    void Prepare(ModelSnapshot snapshot);
}
