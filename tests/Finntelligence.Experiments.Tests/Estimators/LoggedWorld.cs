using Finntelligence.Experiments.Estimators;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Tests.Estimators;

/// <summary>A world whose truth is known: a person x in [0, 1), four prices, logged by a policy that leans to the dear ones.</summary>
internal static class LoggedWorld
{
    private static readonly double[] Logging = [0.1, 0.2, 0.3, 0.4];

    /// <summary>Expected reward of a price.</summary>
    public static double Expected(double x, int price) => 2 + (3 * x) - ((price - (2 * x)) * (price - (2 * x)));

    /// <summary>The policy to be valued.</summary>
    public static double Target(double x, int price) => price == (x < 0.5 ? 0 : 2) ? 0.8 : 0.2 / 3;

    /// <summary>Its value, by a fine grid over x.</summary>
    public static double Truth { get; } = Enumerable.Range(0, 20_000).Average(i => Mean((i + 0.5) / 20_000, Expected));

    /// <summary>Draws a log.</summary>
    /// <param name="rows">Decisions.</param>
    /// <param name="seed">Any.</param>
    /// <param name="model">What somebody believes of a price; null for no model.</param>
    public static LoggedSample Draw(int rows, ulong seed, Func<double, int, double>? model = null)
    {
        var random = new CounterRandom(seed);
        var (rewards, propensities, target) = (new double[rows], new double[rows], new double[rows]);
        var (modelled, modelledTarget) = (new double[rows], new double[rows]);
        for (int i = 0; i < rows; i++)
        {
            double x = random.Fork(1).Uniform((ulong)i), u = random.Fork(2).Uniform((ulong)i);
            int price = u < 0.1 ? 0 : u < 0.3 ? 1 : u < 0.6 ? 2 : 3;
            propensities[i] = Logging[price];
            target[i] = Target(x, price);
            // Noise of mean 0 with a long tail, as profits have.
            double noise = random.Fork(3).Uniform((ulong)i) < 0.1 ? 9 : -1;
            rewards[i] = Expected(x, price) + noise;
            if (model is not null)
                (modelled[i], modelledTarget[i]) = (model(x, price), Mean(x, model));
        }
        return new LoggedSample
        {
            Rewards = rewards,
            Propensities = propensities,
            Target = target,
            Modelled = model is null ? null : modelled,
            ModelledTarget = model is null ? null : modelledTarget,
        };
    }

    private static double Mean(double x, Func<double, int, double> of) => Enumerable.Range(0, 4).Sum(price => Target(x, price) * of(x, price));
}
