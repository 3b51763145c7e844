using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>
/// Before 2.2.3, LightGBM wrote the leaves of a random forest as predictions, a binary one's as probabilities; since then they are raw
/// scores, which the link still has to be put on (microsoft/LightGBM#1843). Both are <c>version=v2</c>.
/// </summary>
internal static class OldForests
{
    /// <exception cref="InvalidModelFileException">The leaves may be predictions, and nothing in the file says that they are not.</exception>
    public static void Check(Header header, IReadOnlyList<DecisionTree> trees)
    {
        if (header.Version != "v2" || !header.AveragesTrees || header.Objective.Link is OutputLink.Identity or OutputLink.Unknown)
            return;
        // A prediction never lies outside the link's range, and a raw score of a forest hardly ever lies within it throughout.
        var (least, most) = header.Objective.Link switch
        {
            OutputLink.Logistic => (0.0, 1.0),
            OutputLink.SignedSquare => (double.NegativeInfinity, double.PositiveInfinity),
            _ => (0.0, double.PositiveInfinity),
        };
        if (trees.SelectMany(tree => tree.Leaves).Any(leaf => leaf.Value < least || leaf.Value > most))
            return;
        throw new InvalidModelFileException(
            "average_output",
            "a random forest of version v2 whose leaves all look like predictions: LightGBM before 2.2.3 wrote them so, later versions write raw "
            + "scores, and the file cannot tell which. Train it again with a later LightGBM, which writes v3 or v4");
    }
}
