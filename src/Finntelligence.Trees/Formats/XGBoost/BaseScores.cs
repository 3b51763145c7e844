using System.Globalization;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>The text of base_score: one number up to 3.0, from 3.1 a list of one per output in brackets or parentheses.</summary>
internal static class BaseScores
{
    public const string Path = "learner.learner_model_param.base_score";

    /// <summary>The base score of a model with one output.</summary>
    public static float Parse(string text)
    {
        var inner = text.AsSpan().Trim();
        if (inner is ['[', .., ']'] or ['(', .., ')'])
            inner = inner[1..^1].Trim();
        if (inner.Contains(','))
            throw new InvalidModelFileException(Path, "holds several values; only models of one output can be read");
        if (!float.TryParse(inner, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw new InvalidModelFileException(Path, "is no number");
        return float.IsFinite(value) ? value : throw new InvalidModelFileException(Path, $"is {value}");
    }
}
