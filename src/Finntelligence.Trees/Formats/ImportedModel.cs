using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats;

/// <summary>What a foreign model file holds, in our terms.</summary>
/// <param name="Ensemble">Its score is the file's margin: the value before <paramref name="Link"/>.</param>
/// <param name="Objective">Name of the objective the file states; null when it states none.</param>
/// <param name="Link">What makes the library's prediction out of the score.</param>
/// <param name="BaseScore">The base score as the file states it, in the space of the prediction; 0 where the format has none.
/// The score's own start is <see cref="TreeEnsemble.BaseScore"/>.</param>
/// <param name="HasFeatureNames">Whether the names come from the file. Otherwise they are f0, f1, … and only positions mean something.</param>
/// <param name="HasCover">Whether nodes carry usable covers. Without them rows can be scored but not explained.</param>
/// <param name="Rounds">Boosting rounds in the ensemble.</param>
/// <param name="Notices">What a user should know before serving the model: one plain sentence each.</param>
public sealed record ImportedModel(
    TreeEnsemble Ensemble,
    string? Objective,
    OutputLink Link,
    double BaseScore,
    bool HasFeatureNames,
    bool HasCover,
    int Rounds,
    ImmutableArray<string> Notices);
