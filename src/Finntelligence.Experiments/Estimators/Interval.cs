namespace Finntelligence.Experiments.Estimators;

/// <summary>A confidence interval.</summary>
public readonly record struct Interval(double Lower, double Upper);
