namespace Finntelligence.ModelOps.Dvc;

/// <summary>One difference between what is recorded and what lies in the workspace.</summary>
/// <param name="Target">The stage, or the <c>.dvc</c> file.</param>
/// <param name="What">What differs: a path, a parameter as <c>file:key</c>, or <c>cmd</c>.</param>
/// <param name="Change">How it differs.</param>
public sealed record DvcChange(string Target, string What, DvcChangeKind Change);

/// <summary>How something differs from its record.</summary>
public enum DvcChangeKind
{
    /// <summary>It exists but was never recorded.</summary>
    New,

    /// <summary>It is other than recorded.</summary>
    Modified,

    /// <summary>It was recorded and is gone.</summary>
    Deleted,
}

/// <summary>What a push or a pull moved.</summary>
/// <param name="Copied">Files copied to the remote, or from it into the cache.</param>
/// <param name="Present">Files that were there already.</param>
/// <param name="Restored">Files written into the workspace.</param>
public sealed record DvcTransfer(int Copied, int Present, int Restored);
