namespace Finntelligence.Experiments.Estimators;

/// <summary>
/// Decisions that were made with known probabilities, what came of them, and what another policy would have done; one element a decision.
/// The actions themselves are not needed: that the policy gives the action that was taken a probability says it all.
/// </summary>
public sealed record LoggedSample
{
    /// <summary>What each decision earned.</summary>
    public required double[] Rewards { get; init; }

    /// <summary>The probability, or density, with which the action was chosen when it was chosen; above 0.</summary>
    public required double[] Propensities { get; init; }

    /// <summary>The probability, or density, that the policy to be valued gives the same action.</summary>
    public required double[] Target { get; init; }

    /// <summary>What a model expects of the action that was taken; null without a model. The model must not have learned from these rewards.</summary>
    public double[]? Modelled { get; init; }

    /// <summary>What the model expects of the policy: the mean over its actions, by their probabilities.</summary>
    public double[]? ModelledTarget { get; init; }

    /// <summary>Decisions.</summary>
    public int Count => Rewards.Length;

    /// <summary>Whether a model says something of all decisions.</summary>
    public bool HasModel => Modelled is not null && ModelledTarget is not null;

    /// <summary>Importance weights: target over propensity.</summary>
    public double[] Weights()
    {
        var weights = new double[Count];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Target[i] / Propensities[i];
        return weights;
    }

    /// <summary>Checks that the sample is one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or a figure cannot be what it should be; names the first.</exception>
    public LoggedSample Checked()
    {
        foreach (double[]? column in (double[]?[])[Propensities, Target, Modelled, ModelledTarget])
        {
            if (column is not null && column.Length != Count)
                throw new ArgumentException($"A column has {column.Length} elements where there are {Count} rewards.");
        }
        for (int i = 0; i < Count; i++)
        {
            if (!double.IsFinite(Rewards[i]))
                throw new ArgumentException($"The reward of decision {i} is not a number.");
            if (!(Propensities[i] > 0) || !double.IsFinite(Propensities[i]))
                throw new ArgumentException($"The propensity of decision {i} is {Propensities[i]}; what happened had a chance above 0.");
            if (!(Target[i] >= 0) || !double.IsFinite(Target[i]))
                throw new ArgumentException($"The policy's probability of decision {i} is {Target[i]}; it cannot be below 0.");
        }
        return this;
    }
}
