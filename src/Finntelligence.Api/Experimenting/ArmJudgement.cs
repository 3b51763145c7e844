using System.Collections.Immutable;
using Finntelligence.Experiments.Guarding;

namespace Finntelligence.Api.Experimenting;

/// <summary>What the stop rule said of the arms at a look.</summary>
/// <param name="At">When.</param>
/// <param name="Arms">One for each arm that is shown but the champion.</param>
internal sealed record ArmJudgement(DateTimeOffset At, ImmutableArray<ArmVerdict> Arms);
