using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.LightGbm;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.XGBoost;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Benchmarks.Corpus;

/// <param name="Format">The reader that took it.</param>
/// <param name="Ensemble">The trees.</param>
/// <param name="Predict">Makes the prediction out of the score.</param>
internal sealed record CorpusModel(string Format, TreeEnsemble Ensemble, Func<double, double> Predict)
{
    /// <summary>Reads a file with the reader that its first bytes ask for.</summary>
    public static CorpusModel Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan()[3..] : bytes;
        if (text.StartsWith("PK"u8))
        {
            var model = MlNetModelReader.Read(bytes);
            return new CorpusModel("ML.NET", model.Ensemble, score => model.Calibrator.Probability((float)score));
        }
        return text.StartsWith("tree"u8)
            ? Of("LightGBM", LightGbmReader.Read(new MemoryStream(bytes)))
            : Of("XGBoost", XGBoostReader.Read(new MemoryStream(bytes)));
    }

    private static CorpusModel Of(string format, ImportedModel model) => new(format, model.Ensemble, model.Link switch
    {
        OutputLink.Logistic => score => PortableMath.Sigmoid(score),
        OutputLink.Exponential => Math.Exp,
        OutputLink.Step => score => score > 0 ? 1 : 0,
        OutputLink.SignedSquare => score => Math.Sign(score) * score * score,
        OutputLink.Softplus => score => Math.Log(1 + Math.Exp(score)),
        _ => score => score,
    });
}
