namespace Finntelligence.Experiments.Realised;

/// <summary>A decision of an experiment, and what came of it.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Policy">As the log names what chose its offer.</param>
/// <param name="Profit">To date.</param>
/// <param name="MonthsOnBook">Its age.</param>
public readonly record struct ArmOutcome(DateTimeOffset At, string Policy, double Profit, double MonthsOnBook);
