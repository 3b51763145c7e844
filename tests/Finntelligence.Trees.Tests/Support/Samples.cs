namespace Finntelligence.Trees.Tests.Support;

/// <summary>Labelled scores with many ties, uneven weights and some weights of zero.</summary>
internal static class Samples
{
    public static (double[] Scores, float[] Labels, float[] Weights) Make(Random random, int rows)
    {
        var scores = new double[rows];
        var labels = new float[rows];
        var weights = new float[rows];
        for (var i = 0; i < rows; i++)
        {
            scores[i] = random.Next(-20, 21) / 8.0;
            labels[i] = random.NextDouble() < 1 / (1 + Math.Exp(-scores[i])) ? 1 : 0;
            weights[i] = random.Next(5) == 0 ? 0 : (float)random.NextDouble() * 3;
        }

        return (scores, labels, weights);
    }

    public static (double[] Probabilities, float[] Labels, float[] Weights) Probabilities(Random random, int rows)
    {
        var (scores, labels, weights) = Make(random, rows);
        return (Array.ConvertAll(scores, s => 1 / (1 + Math.Exp(-0.8 * s))), labels, weights);
    }

    public static void Shuffle(Random random, double[] scores, float[] labels, float[] weights)
    {
        for (var i = scores.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (scores[i], scores[j]) = (scores[j], scores[i]);
            (labels[i], labels[j]) = (labels[j], labels[i]);
            (weights[i], weights[j]) = (weights[j], weights[i]);
        }
    }
}
