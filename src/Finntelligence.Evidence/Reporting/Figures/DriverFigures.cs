using System.Collections.Immutable;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>What moves one model's probability.</summary>
/// <param name="Kind">"risk" or "acceptance".</param>
/// <param name="Rows">Rows explained, evenly spaced in the history.</param>
/// <param name="Features">Greatest importance first.</param>
internal sealed record DriverFigures(string Kind, int Rows, ImmutableArray<FeatureDriver> Features);

/// <summary>One input.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Importance">Mean magnitude of its contribution, in log-odds.</param>
/// <param name="Direction">The direction the product holds it to; null for none.</param>
/// <param name="Dependence">Contributions over the input's values, bins of at least ten people.</param>
internal sealed record FeatureDriver(string Name, double Importance, string? Direction, ImmutableArray<DependencePoint> Dependence);

/// <summary>Contributions of the people in one bin: a tenth has less than the low one, a tenth more than the high one.</summary>
internal sealed record DependencePoint(string Bin, int Rows, double Low, double Median, double High);

/// <summary>Take-up against the rate within one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Observed">In the history, by bins of rates.</param>
/// <param name="Predicted">Mean probability over the class's people were all offered that rate.</param>
internal sealed record TakeUpCurve(string Class, ImmutableArray<ObservedShare> Observed, ImmutableArray<CurvePoint> Predicted);

/// <summary>A share with its 90 % interval at the mean rate of a bin.</summary>
internal sealed record ObservedShare(double Rate, int Rows, double Share, double Low, double High);
