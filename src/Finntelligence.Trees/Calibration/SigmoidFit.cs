using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Trees.Calibration;

/// <summary>
/// Logistic regression of the label on the score by Newton's method with step halving (Lin, Lin and Weng, "A note on
/// Platt's probabilistic outputs for support vector machines", 2007). Scores are standardised first, so the two
/// parameters are nearly independent and the method converges in a handful of steps whatever the scale.
/// </summary>
internal static class SigmoidFit
{
    private const int MaximumSteps = 100;
    private const int MaximumHalvings = 40;
    private const double Enough = 1e-10;

    /// <summary>Slope ≥ 0 and offset of the log-odds: logit P = slope·score + offset.</summary>
    public static (double Slope, double Offset) Fit(ScoreGroups groups)
    {
        var positiveTarget = (groups.Positive + 1) / (groups.Positive + 2);
        var negativeTarget = 1 / (groups.Negative + 2);
        var target = Array.ConvertAll(groups.Items, g => (g.Positive * positiveTarget) + (g.Negative * negativeTarget));
        var mean = target.Sum() / groups.Weight;
        var constant = Math.Log(mean / (1 - mean));

        var (centre, spread) = Moments(groups);
        if (spread == 0)
            return (0, constant);
        var points = new Point[target.Length];
        for (var i = 0; i < points.Length; i++)
            points[i] = new Point((groups.Items[i].Score - centre) / spread, groups.Items[i].Weight, target[i]);

        var (slope, offset) = Maximise(points, constant);
        return slope > 0 ? (slope / spread, offset - (slope * centre / spread)) : (0, constant);
    }

    private static (double Slope, double Offset) Maximise(Point[] points, double constant)
    {
        double slope = 0, offset = constant;
        var loss = Loss(points, slope, offset);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var (slopeStep, offsetStep) = NewtonStep(points, slope, offset);
            var fraction = 1.0;
            for (var halving = 0; halving < MaximumHalvings; halving++, fraction /= 2)
            {
                var next = Loss(points, slope + (fraction * slopeStep), offset + (fraction * offsetStep));
                // Near the optimum the loss stops changing before the parameters do: an equal loss is progress too.
                if (next <= loss + (1e-14 * Math.Abs(loss)))
                {
                    loss = next;
                    break;
                }
            }

            slope += fraction * slopeStep;
            offset += fraction * offsetStep;
            // Convergence is quadratic: what this small step leaves is below rounding.
            if (Math.Abs(slopeStep) <= Enough * (1 + Math.Abs(slope)) && Math.Abs(offsetStep) <= Enough * (1 + Math.Abs(offset)))
                break;
        }

        return (slope, offset);
    }

    private static (double Slope, double Offset) NewtonStep(Point[] points, double slope, double offset)
    {
        double gradientSlope = 0, gradientOffset = 0, slopeSlope = 0, slopeOffset = 0, offsetOffset = 0;
        foreach (var point in points)
        {
            var probability = 1 / (1 + Math.Exp(-((slope * point.Score) + offset)));
            var error = point.Target - (point.Weight * probability);
            var curvature = point.Weight * probability * (1 - probability);
            gradientSlope += error * point.Score;
            gradientOffset += error;
            slopeSlope += curvature * point.Score * point.Score;
            slopeOffset += curvature * point.Score;
            offsetOffset += curvature;
        }

        // A touch of ridge keeps the step finite where every probability has saturated.
        slopeSlope += 1e-12;
        offsetOffset += 1e-12;
        var determinant = (slopeSlope * offsetOffset) - (slopeOffset * slopeOffset);
        return (
            ((offsetOffset * gradientSlope) - (slopeOffset * gradientOffset)) / determinant,
            ((slopeSlope * gradientOffset) - (slopeOffset * gradientSlope)) / determinant);
    }

    /// <summary>Weighted negative log-likelihood, in the form that overflows nowhere.</summary>
    private static double Loss(Point[] points, double slope, double offset)
    {
        var loss = 0.0;
        foreach (var point in points)
        {
            var logit = (slope * point.Score) + offset;
            var softplus = Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
            loss += (point.Weight * softplus) - (point.Target * logit);
        }

        return loss;
    }

    private static (double Centre, double Spread) Moments(ScoreGroups groups)
    {
        var centre = groups.Items.Sum(g => g.Weight * g.Score) / groups.Weight;
        var variance = groups.Items.Sum(g => g.Weight * (g.Score - centre) * (g.Score - centre)) / groups.Weight;
        return (centre, groups.Items.Length == 1 ? 0 : Math.Sqrt(variance));
    }

    private readonly record struct Point(double Score, double Weight, double Target);
}
