using System.Collections.Frozen;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Says of a step that cannot be folded what it is to a user of ML.NET, why not, and what to do instead.</summary>
internal static class ForeignSteps
{
    private const string Mixes = "each value it makes depends on several columns, or several slots, at once";
    private const string Texts = "it makes numbers out of the words of a text";

    private static readonly FrozenDictionary<string, (string UserName, string Why)> ByLoader = new Dictionary<string, (string, string)>
    {
        ["GcnTransform"] = ("NormalizeLpNorm or NormalizeGlobalContrast", Mixes),
        ["PcaTransform"] = ("ProjectToPrincipalComponents", Mixes),
        ["RffTransform"] = ("ApproximatedKernelMap", Mixes),
        ["WhiteningTransform"] = ("VectorWhiten", Mixes),
        ["HashTransform"] = ("OneHotHashEncoding or Hash", "values that share a hash cannot be told apart, nor listed; use OneHotEncoding"),
        ["CustomTransformer"] = ("CustomMapping", "it is a program's own code, which the zip does not hold"),
        ["ExpressionTransform"] = ("Expression", "it is a formula; compute the column before the pipeline"),
        ["WordTokenizeTransform"] = ("TokenizeIntoWords", Texts),
        ["CharToken"] = ("TokenizeIntoCharactersAsKeys", Texts),
        ["NgramTransform"] = ("ProduceNgrams", Texts),
        ["NgramHashTransform"] = ("ProduceHashedNgrams", Texts),
        ["TextNormalizerTransform"] = ("NormalizeText", Texts),
        ["TextFeaturizer"] = ("FeaturizeText", Texts),
        ["WordEmbeddingsTransform"] = ("ApplyWordEmbedding", Texts),
        ["IsotonicCalibratTransf"] = ("Calibrators.Isotonic", Platt),
        ["PavCalibratTransf"] = ("Calibrators.Isotonic", Platt),
        ["NaiveCalibratTransf"] = ("Calibrators.Naive", Platt),
        ["MulticlassPredXfer"] = ("a multiclass trainer", Binary),
        ["RegressionPredXfer"] = ("a regression trainer", Binary),
        ["RankingPredXfer"] = ("a ranking trainer", Binary),
        ["ClusteringPredXfer"] = ("a clustering trainer", Binary),
        ["AnomalyPredXfer"] = ("an anomaly trainer", Binary),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string Platt = "only Platt's sigmoid can be taken; use Calibrators.Platt";
    private const string Binary = "its score is not that of an event; a model of BinaryClassification is needed";

    public static InvalidModelFileException Refusal(ChainStep step, int index)
    {
        var loader = FileText.Printable(step.Loader);
        return ByLoader.TryGetValue(step.Loader, out var known)
            ? new InvalidModelFileException(
                step.Path, $"step {index} of the chain is {known.UserName} ('{loader}'), which cannot be folded into the trees: {known.Why}")
            : new InvalidModelFileException(
                step.Path,
                $"step {index} of the chain is '{loader}', which cannot be folded into the trees; the steps that can are "
                + "Concatenate, CopyColumns, SelectColumns, DropColumns, ConvertType, ReplaceMissingValues, IndicateMissingValues, "
                + "the normalizers of one column, OneHotEncoding and its parts; compute other columns before the pipeline");
    }
}
