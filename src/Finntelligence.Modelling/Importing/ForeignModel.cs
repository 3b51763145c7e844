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
    ImmutableArray<string> Notices);
