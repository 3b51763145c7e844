using System.Collections.Immutable;

namespace Finntelligence.Evidence.Evaluation.Results;

/// <summary>The shipped policy's true expected profit over that of the oracle, on the simulated twin, whose truth is known.</summary>
/// <param name="Applicants">Held-out simulated applicants.</param>
/// <param name="OracleProfit">Of the policy that knows both probabilities, an applicant.</param>
/// <param name="CardProfit">Of the standard card, an applicant, at the oracle's amount and months for that rate.</param>
/// <param name="Curves">One for each setting.</param>
public sealed record RegretResult(int Applicants, double OracleProfit, double CardProfit, ImmutableArray<RegretCurve> Curves);

/// <summary>How the policy gets better with rows.</summary>
/// <param name="Monotone">Whether the models obey the product's directions.</param>
/// <param name="SupportGuard">Whether offers with few neighbours in history are left out.</param>
/// <param name="Points">Ascending by rows.</param>
public sealed record RegretCurve(bool Monotone, bool SupportGuard, ImmutableArray<RegretPoint> Points);

/// <summary>A training.</summary>
/// <param name="Rows">Of history; the risk model learns from the takers among them.</param>
/// <param name="Profit">True expected profit of the offers made, an applicant; a decline earns 0.</param>
/// <param name="ShareOfOracle">Profit over the oracle's.</param>
/// <param name="Seconds">Training and offering took.</param>
public sealed record RegretPoint(int Rows, double Profit, double ShareOfOracle, double Seconds);
