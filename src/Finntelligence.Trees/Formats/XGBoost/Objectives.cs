namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>The objectives whose link is known, and where the margin starts for a base score.</summary>
internal static class Objectives
{
    private const float ClippedEnd = 1e-6f;

    private static readonly Version ClippingSince = new(3, 2);

    /// <summary>What makes the prediction out of the margin.</summary>
    public static OutputLink LinkOf(string objective) => objective switch
    {
        "binary:logistic" or "reg:logistic" => OutputLink.Logistic,
        "binary:logitraw" => OutputLink.Identity,
        "binary:hinge" => OutputLink.Step,
        "reg:squarederror" or "reg:squaredlogerror" or "reg:pseudohubererror" or "reg:absoluteerror" or "reg:quantileerror" => OutputLink.Identity,
        "rank:pairwise" or "rank:ndcg" or "rank:map" => OutputLink.Identity,
        "count:poisson" or "reg:gamma" or "reg:tweedie" or "survival:cox" or "survival:aft" => OutputLink.Exponential,
        "multi:softmax" or "multi:softprob" => throw Fault($"'{objective}' has one output per class; only models of one output can be read"),
        _ => throw Fault($"the objective '{objective}' is unknown, so what makes a prediction out of its score is not known either"),
    };

    /// <summary>
    /// The margin before any tree, computed in float32 as XGBoost does. The logarithms are taken in double and rounded once:
    /// a float32 logarithm that is one step off would move every margin.
    /// </summary>
    public static float StartMargin(OutputLink link, float baseScore, Version version)
    {
        switch (link)
        {
            case OutputLink.Logistic:
                if (!(baseScore is >= 0 and <= 1))
                    throw BaseScoreFault($"is {baseScore}; a logistic objective needs a probability");
                if (version >= ClippingSince)
                    baseScore = Math.Clamp(baseScore, ClippedEnd, 1f - ClippedEnd);
                else if (baseScore is 0 or 1)
                    throw BaseScoreFault($"is {baseScore}; XGBoost before 3.2 needs a probability strictly between 0 and 1");
                var odds = (1f / baseScore) - 1f;
                return Finite(-(float)Math.Log(odds), baseScore);
            case OutputLink.Exponential:
                return Finite((float)Math.Log(baseScore), baseScore);
            default:
                return baseScore;
        }
    }

    private static float Finite(float margin, float baseScore) =>
        float.IsFinite(margin) ? margin : throw BaseScoreFault($"is {baseScore}, which gives no finite score");

    private static InvalidModelFileException Fault(string what) => new("learner.objective.name", what);

    private static InvalidModelFileException BaseScoreFault(string what) => new(BaseScores.Path, what);
}
