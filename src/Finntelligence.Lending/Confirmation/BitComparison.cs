using System.Globalization;
using Finntelligence.Lending.Models;
using Microsoft.ML;

namespace Finntelligence.Lending.Confirmation;

/// <summary>Holds what our scorers say of rows against what ML.NET's engine says. For one thread.</summary>
/// <param name="model">The model.</param>
/// <param name="engine">ML.NET's engine of the same model.</param>
internal sealed class BitComparison(LoanModel model, PredictionEngine<EncodedRow, ModelAnswer> engine)
{
    private readonly EncodedRow _row = new();
    private ModelAnswer _answer = new();
    private string? _first;

    /// <summary>Rows compared.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows whose score or probability differ.</summary>
    public int Differing { get; private set; }

    /// <summary>Compares the answer of the trees, one row at a time.</summary>
    public void Compare(float[] row)
    {
        var score = (float)model.Ensemble.Score(row);
        Compare(row, score, model.Calibrator.Probability(score));
    }

    /// <summary>Compares the answer of another scorer of the same trees.</summary>
    public void Compare(float[] row, float score, float probability)
    {
        _row.Values = row;
        engine.Predict(_row, ref _answer);
        Rows++;
        if (FloatBits.Same(score, _answer.Score) && FloatBits.Same(probability, _answer.Probability))
            return;
        Differing++;
        _first ??= $"{Text(row)}: score {Text(score)}, ML.NET's {Text(_answer.Score)}; probability {Text(probability)}, ML.NET's {Text(_answer.Probability)}";
    }

    /// <summary>Ends the comparison.</summary>
    /// <exception cref="InvalidModelException">A row differs.</exception>
    public ConfirmationResult Finish() => Differing == 0
        ? new ConfirmationResult(Rows, NotExpressible: null)
        : throw new InvalidModelException(
            $"The {model.Manifest.Kind} model and ML.NET {ReferenceModel.Version} disagree on {Differing} of {Rows} probe rows. The first, {_first}.");

    private string Text(float[] row) => string.Join(
        ", ", model.Ensemble.Features.Select((f, j) => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {row[j]}")));

    private static string Text(float value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value} ({FloatBits.Text(value)})");
}
