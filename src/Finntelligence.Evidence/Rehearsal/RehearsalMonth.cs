namespace Finntelligence.Evidence.Rehearsal;

/// <summary>A month of a lender: true expected profits an applicant, whatever came of them.</summary>
/// <param name="Oracle">Of the best rate there is.</param>
/// <param name="Card">Of the standard card.</param>
/// <param name="Engine">Of the engine's own choice, were everybody given it.</param>
/// <param name="Shown">Of what was really offered, in all arms.</param>
/// <param name="GivenUp">What exploring cost: the engine's choice less what was drawn, over all applicants.</param>
/// <param name="EngineRate">Mean rate of the engine's choice.</param>
internal readonly record struct RehearsalMonth(double Oracle, double Card, double Engine, double Shown, double GivenUp, double EngineRate);

/// <summary>A lender's life.</summary>
/// <param name="Months">In their order.</param>
/// <param name="Tests">By month, the z value of the engine's arm against the card's on realised profit since the first retraining, with what is known then; NaN before, and where there are no arms.</param>
/// <param name="Spread">Variance of an offer's realised profit in both arms, for planning.</param>
internal sealed record RehearsedLife(RehearsalMonth[] Months, double[] Tests, double Spread);
