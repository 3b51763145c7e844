using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.LightGbm;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Proof;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.XGBoost;

namespace Finntelligence.Modelling.Importing;

/// <summary>Reads a model file of XGBoost, LightGBM or ML.NET, told apart by its first bytes.</summary>
public static class ModelFileReader
{
    public const string Auto = "auto";
    public const string XGBoost = "xgboost";
    public const string LightGbm = "lightgbm";
    public const string MlNet = "mlnet";

    /// <summary>Everything <c>--format</c> takes.</summary>
    public static ImmutableArray<string> Formats { get; } = [Auto, XGBoost, LightGbm, MlNet];

    /// <summary>Reads one model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="rounds">Which boosting rounds of an XGBoost model; null for all.</param>
    /// <param name="cancellationToken">Checked while ML.NET's own answers are compared with ours.</param>
    /// <exception cref="RequestFaultException">No model, damaged, not of a probability, or not expressible; the message says where and why.</exception>
    public static ForeignModel Read(string path, string format, RoundSelection? rounds, CancellationToken cancellationToken)
    {
        var bytes = Bytes(path);
        if (format == Auto)
            format = Detect(path, bytes);
        if (rounds is not null && format != XGBoost)
            throw new RequestFaultException($"--rounds is for XGBoost files only, and {path} is a {format} file.");
        try
        {
            return format switch
            {
                XGBoost => Of(path, bytes, format, XGBoostReader.Read(
                    new MemoryStream(bytes), new XGBoostReadOptions { Rounds = rounds ?? RoundSelection.All }), new XGBoostSigmoid()),
                LightGbm => Of(path, bytes, format, LightGbmReader.Read(new MemoryStream(bytes)), LogOdds()),
                _ => OfMlNet(path, bytes, cancellationToken),
            };
        }
        catch (Exception fault) when (fault is InvalidModelFileException or InvalidEnsembleException)
        {
            throw new RequestFaultException($"{path} cannot be read as a {format} model: {fault.Message}", fault);
        }
    }

    private static byte[] Bytes(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new RequestFaultException($"there is no file {path}.", where: "--from");
        var most = ModelFileLimits.Default.Bytes;
        return file.Length <= most
            ? File.ReadAllBytes(path)
            : throw new RequestFaultException($"{path} has {Figures.Count(file.Length)} bytes; at most {Figures.Count(most)} are read.");
    }

    private static string Detect(string path, ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        text = text.TrimStart(" \t\r\n"u8);
        if (bytes.StartsWith("PK"u8))
            return MlNet;
        if (text.StartsWith("tree"u8))
            return LightGbm;
        return text.StartsWith("{"u8) || text.StartsWith("["u8) || text.StartsWith("binf"u8)
            ? XGBoost
            : throw new RequestFaultException(
                $"{path} is none of the model files that can be imported: XGBoost's JSON or UBJSON, LightGBM's text, ML.NET's zip.");
    }

    private static ForeignModel Of(string path, byte[] bytes, string format, ImportedModel model, ICalibrator logistic)
    {
        // XGBoost's raw log-odds are declared as an identity, because its prediction is the score itself.
        ICalibrator? calibrator = model.Link == OutputLink.Logistic ? logistic
            : model.Objective == "binary:logitraw" ? LogOdds()
            : null;
        if (calibrator is null)
        {
            var objective = model.Objective is null ? "states no objective" : $"was trained for '{model.Objective}'";
            throw new RequestFaultException(
                $"{path} {objective}, so its score is not the log-odds of an event; a model of a probability is needed "
                + "(binary:logistic in XGBoost, binary in LightGBM).");
        }

        return new ForeignModel(
            format, Path.GetFileName(path), Hash(bytes), model.Ensemble, calibrator, model.Objective,
            model.HasFeatureNames && !HasMadeUpNames(model.Ensemble), model.HasCover, model.Notices);
    }

    // LightGBM calls columns without a name Column_0, Column_1, …
    private static bool HasMadeUpNames(TreeEnsemble ensemble) =>
        ensemble.Features.Select((f, i) => f.Name == string.Create(CultureInfo.InvariantCulture, $"Column_{i}")).All(made => made);

    private static ForeignModel OfMlNet(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        var model = MlNetModelReader.Read(bytes);
        var features = model.Ensemble.Features.Select(f => f.Name).Zip(model.Inputs).ToList();
        return new ForeignModel(
            MlNet, Path.GetFileName(path), Hash(bytes), model.Ensemble, model.Calibrator, $"{model.Trainer} binary classification",
            model.HasFeatureNames, HasCover: false, [])
        {
            Terms = features.Where(f => f.Second.Kind == MlNetInputKind.Text).ToImmutableDictionary(f => f.First, f => f.Second.Terms),
            NeverMissing = [.. features.Where(f => f.Second.Kind is MlNetInputKind.Integer or MlNetInputKind.Boolean).Select(f => f.First)],
            ProvenRows = MlNetProof.Check(bytes, model, cancellationToken),
        };
    }

    private static PlattCalibrator LogOdds() => new(-1, 0);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
