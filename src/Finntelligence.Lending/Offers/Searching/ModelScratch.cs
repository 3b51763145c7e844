using Finntelligence.Trees.Ensembles.Specialised;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>What one model's scoring works in, and the scores it leaves. For one thread at a time.</summary>
/// <param name="model">The model.</param>
internal sealed class ModelScratch(ModelGrid model)
{
    private float[] _column = [];
    private int _monthStep;
    private int _rateStep;

    /// <summary>The grid of the axes the model sees.</summary>
    public GridScratch Grid { get; } = new(model.Ensemble);

    /// <summary>The applicant's vector.</summary>
    public float[] Row { get; } = new float[model.Model.Encoder.Features.Length];

    /// <summary>1 if the model sees the amount, else 0: what the next amount adds to a score's position.</summary>
    public int AmountStep { get; private set; }

    /// <summary>One value per position of an axis.</summary>
    public Span<float> Column(int length)
    {
        if (_column.Length < length)
            _column = new float[length];
        return _column.AsSpan(0, length);
    }

    /// <summary>Called when the scores are there.</summary>
    public void Finish()
    {
        var shape = Grid.Shape;
        _monthStep = model.Ensemble.Sees(0) ? shape.Middle * shape.Inner : 0;
        _rateStep = model.Ensemble.Sees(1) ? shape.Inner : 0;
        AmountStep = model.Ensemble.Sees(2) ? 1 : 0;
    }

    /// <summary>Where the scores of a term and a rate begin.</summary>
    public int RowStart(int month, int rate) => month * _monthStep + rate * _rateStep;

    /// <summary>The probability of one offer, as the model alone would say.</summary>
    public float Probability(int month, int rate, int amount) =>
        model.Model.Calibrator.Probability(Grid.Scores[RowStart(month, rate) + amount * AmountStep]);
}
