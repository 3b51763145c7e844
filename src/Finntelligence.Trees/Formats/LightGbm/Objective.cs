namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>The objective line: a name, then options.</summary>
/// <param name="Name">Null when the line is missing: a custom objective, of which only the raw score is known.</param>
/// <param name="Link">What makes the prediction out of the score.</param>
/// <param name="ScoreFactor">What the link multiplies the raw score by first (<c>sigmoid:</c>); 1 otherwise.</param>
internal sealed record Objective(string? Name, OutputLink Link, double ScoreFactor)
{
    public static Objective Parse(Field? line)
    {
        if (line is null)
            return new Objective(null, OutputLink.Unknown, 1);
        string[] words = line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.Length > 0 ? words[0] : "";
        return name switch
        {
            "regression" when words.Contains("sqrt") => new Objective(name, OutputLink.SignedSquare, 1),
            "regression" or "regression_l1" or "huber" or "fair" or "quantile" or "mape" or "lambdarank" or "rank_xendcg" =>
                new Objective(name, OutputLink.Identity, 1),
            "poisson" or "gamma" or "tweedie" => new Objective(name, OutputLink.Exponential, 1),
            "binary" => new Objective(name, OutputLink.Logistic, Sigmoid(line, words)),
            "cross_entropy" => new Objective(name, OutputLink.Logistic, 1),
            "cross_entropy_lambda" => new Objective(name, OutputLink.Softplus, 1),
            "multiclass" or "multiclassova" => throw line.Fault($"'{name}' has one output per class; only models of one output can be read"),
            _ => throw line.Fault($"the objective '{name}' is unknown, so what makes a prediction out of its score is not known either"),
        };
    }

    private static double Sigmoid(Field line, string[] words)
    {
        const string Option = "sigmoid:";
        var word = words.FirstOrDefault(word => word.StartsWith(Option, StringComparison.Ordinal))
            ?? throw line.Fault("a binary objective needs its sigmoid");
        return Field.Double(word.AsSpan(Option.Length)) is { } sigmoid && sigmoid > 0 && double.IsFinite(sigmoid)
            ? sigmoid
            : throw line.Fault($"'{word}' must be a number above 0");
    }
}
