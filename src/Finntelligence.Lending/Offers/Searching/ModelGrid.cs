using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles.Specialised;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>One model, asked about all offers to one applicant at once. Immutable; safe for any number of threads.</summary>
internal sealed class ModelGrid
{
    /// <summary>The axes of its grid, from the outer to the inner one.</summary>
    private static readonly OfferVariable[] Axes = [OfferVariable.Months, OfferVariable.Rate, OfferVariable.Amount];

    private readonly FeatureEncoder _encoder;

    public ModelGrid(LoanModel model)
    {
        Model = model;
        _encoder = model.Encoder;
        Ensemble = new GridEnsemble(
            model.Ensemble,
            [.. _encoder.Features.Select((_, i) => _encoder.VariableOf(i) is { } variable ? Array.IndexOf(Axes, variable) : (int?)null)]);
        Bounds = new ProbabilityBounds(model.Calibrator);
    }

    /// <summary>The model.</summary>
    public LoanModel Model { get; }

    /// <summary>Its ensemble; which offer variables it sees.</summary>
    public GridEnsemble Ensemble { get; }

    /// <summary>Bounds of its probabilities.</summary>
    public ProbabilityBounds Bounds { get; }

    /// <summary>A free feature of the ensemble at one value of its axis.</summary>
    public float ValueOf(FreeFeature free, Applicant applicant, double variable)
    {
        var value = 0f;
        _encoder.EncodeColumn(free.Feature, applicant, [variable], new Span<float>(ref value));
        return value;
    }

    /// <summary>
    /// Scores every offer. An axis that the model does not see gets one position, so a model of the rate alone has a row of
    /// scores.
    /// </summary>
    /// <param name="applicant">Who asks.</param>
    /// <param name="months">Terms.</param>
    /// <param name="rates">Rates.</param>
    /// <param name="amounts">Amounts.</param>
    /// <param name="scratch">Takes the scores.</param>
    public void Score(
        Applicant applicant, ReadOnlySpan<double> months, ReadOnlySpan<double> rates, ReadOnlySpan<double> amounts, ModelScratch scratch)
    {
        var shape = new GridShape(
            Ensemble.Sees(0) ? months.Length : 1, Ensemble.Sees(1) ? rates.Length : 1, Ensemble.Sees(2) ? amounts.Length : 1);
        scratch.Grid.Begin(shape);
        foreach (var free in Ensemble.Free)
        {
            var axis = free.Axis switch
            {
                0 => months,
                1 => rates,
                _ => amounts,
            };
            var column = scratch.Column(axis.Length);
            _encoder.EncodeColumn(free.Feature, applicant, axis, column);
            scratch.Grid.SetValues(free, column);
        }

        _encoder.Encode(applicant, new OfferVector(double.NaN, double.NaN, double.NaN), scratch.Row);
        Ensemble.Score(scratch.Row, scratch.Grid);
        scratch.Finish();
    }
}
