using System.Collections.Immutable;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Importing;

/// <summary>What a model file of another library holds, before it is bound to a product.</summary>
/// <param name="Format">"xgboost", "lightgbm" or "mlnet".</param>
/// <param name="File">File name, without a folder.</param>
/// <param name="Sha256">Lower-case hex, of the file's bytes.</param>
/// <param name="Ensemble">Its columns are the file's, in the file's order.</param>
/// <param name="Calibrator">Makes the library's own probability out of the score.</param>
/// <param name="Objective">As the file states it; null when it states none.</param>
/// <param name="HasFeatureNames">Whether the columns have names of their own; otherwise only positions mean something.</param>
/// <param name="HasCover">Whether nodes carry covers, without which nothing can be explained.</param>
/// <param name="Notices">What a user should know before serving the model: one plain sentence each.</param>
public sealed record ForeignModel(
    string Format,
    string File,
    string Sha256,
    TreeEnsemble Ensemble,
    ICalibrator Calibrator,
    string? Objective,
    bool HasFeatureNames,
    bool HasCover,
    ImmutableArray<string> Notices)
{
    /// <summary>
    /// The file's own values of columns that are texts in it; the ensemble tests positions in these lists. Empty where every column is a
    /// number.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Terms { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Columns that cannot be missing in the file, because its library knows no missing whole number or truth.</summary>
    public ImmutableHashSet<string> NeverMissing { get; init; } = [];

    /// <summary>
    /// Rows on which the file's own library gave the same score and probability, to the bit; null where the library is not at hand.
    /// </summary>
    public int? ProvenRows { get; init; }
}
