using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Ensembles.Specialised;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Evaluation.Modelling;

/// <summary>An acceptance model over ascending rates, for one thread at a time.</summary>
internal sealed class AcceptanceCurve
{
    private const int RateAxis = 2;

    private readonly FeatureEncoder _encoder;
    private readonly GridEnsemble _ensemble;
    private readonly ICalibrator? _calibrator;
    private readonly GridScratch _scratch;
    private readonly float[] _row;
    private float[] _column = [];

    /// <summary>A curve of an ensemble; without a calibrator its log-odds are taken as they are.</summary>
    public AcceptanceCurve(FeatureEncoder encoder, TreeEnsemble ensemble, ICalibrator? calibrator)
    {
        _encoder = encoder;
        _calibrator = calibrator;
        _ensemble = new GridEnsemble(
            ensemble, [.. encoder.Features.Select((_, i) => encoder.VariableOf(i) == OfferVariable.Rate ? RateAxis : (int?)null)]);
        _scratch = new GridScratch(_ensemble);
        _row = new float[encoder.Features.Length];
    }

    /// <summary>Probabilities at each rate.</summary>
    /// <param name="applicant">Of whom.</param>
    /// <param name="offer">Amount and months; NaN where they are not known. The rate plays no part.</param>
    /// <param name="rates">Ascending.</param>
    /// <param name="probabilities">One for each rate.</param>
    public void Write(Applicant applicant, in OfferVector offer, ReadOnlySpan<double> rates, Span<double> probabilities)
    {
        _scratch.Begin(new GridShape(1, 1, _ensemble.Sees(RateAxis) ? rates.Length : 1));
        if (_column.Length < rates.Length)
            _column = new float[rates.Length];
        foreach (var free in _ensemble.Free)
        {
            _encoder.EncodeColumn(free.Feature, applicant, rates, _column.AsSpan(0, rates.Length));
            _scratch.SetValues(free, _column.AsSpan(0, rates.Length));
        }
        _encoder.Encode(applicant, offer, _row);
        _ensemble.Score(_row, _scratch);
        var scores = _scratch.Scores;
        for (int i = 0; i < rates.Length; i++)
        {
            float score = scores[scores.Length == 1 ? 0 : i];
            probabilities[i] = _calibrator is null ? PortableMath.Sigmoid(score) : _calibrator.Probability(score);
        }
    }
}
