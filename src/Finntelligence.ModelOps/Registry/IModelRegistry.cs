namespace Finntelligence.ModelOps.Registry;

/// <summary>The registered models of one product, wherever they are kept: in files, or on an MLflow server.</summary>
public interface IModelRegistry
{
    /// <summary>Where it is, for a person.</summary>
    string Place { get; }

    /// <summary>Reads the registry; one that does not exist yet is empty.</summary>
    /// <exception cref="RegistryException">It is damaged.</exception>
    RegistryState Read();

    /// <summary>Finds a version by number, by alias or as <c>latest</c> in a state read before; its file is on this machine afterwards.</summary>
    /// <exception cref="RegistryException">There is none; the message says what there is.</exception>
    ModelVersion Resolve(RegistryState state, string kind, string reference);

    /// <summary>Points an alias of several kinds at versions, and keeps that. Null when it points there already.</summary>
    /// <exception cref="RegistryException">A version does not exist, or the alias is no name; nothing moves then.</exception>
    AliasChange? MoveTogether(
        string alias, IReadOnlyList<AliasTarget> targets, string why, bool forced = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Points an alias at versions that are chosen, and judged, in the very state that the move is made in: nobody else moves an alias of
    /// the registry in between. Null when nothing is wished, or it points there already.
    /// </summary>
    /// <param name="decide">Given the state; may throw, and nothing moves then. It may be asked again where somebody else was faster.</param>
    /// <param name="cancellationToken">Stops before the move.</param>
    /// <exception cref="RegistryException">A version does not exist, or the alias is no name; nothing moves then.</exception>
    AliasChange? MoveTogether(Func<RegistryState, AliasWish?> decide, CancellationToken cancellationToken = default);

    /// <summary>Undoes the last move of an alias, of all kinds that moved with it. Called again, it undoes the move before that.</summary>
    /// <exception cref="RegistryException">There is nothing to go back to.</exception>
    AliasChange Rollback(string alias, string why, CancellationToken cancellationToken = default);

    /// <summary>Hashes every registered file again.</summary>
    RegistryAudit Verify(CancellationToken cancellationToken = default);
}
