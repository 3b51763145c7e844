using Finntelligence.Trees.Ensembles.Specialised;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>What one model's scoring works in, and the scores it leaves. For one thread at a time.</summary>
/// <param name="model">The model.</param>
internal sealed class ModelScratch(ModelGrid model)
{
    private float[] _column = [];
    private float[] _scores = [];
    private int _monthStep;
    private int _rateStep;
    private int _amountStep;

    /// <summary>The grid of the axes the model sees.</summary>
    public GridScratch Grid { get; } = new(model.Ensemble);

    /// <summary>The applicant's vector.</summary>
    public float[] Row { get; } = new float[model.Model.Encoder.Features.Length];

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
        _scores = Grid.ScoreArray;
        _monthStep = model.Ensemble.Sees(0) ? shape.Middle * shape.Inner : 0;
        _rateStep = model.Ensemble.Sees(1) ? shape.Inner : 0;
        _amountStep = model.Ensemble.Sees(2) ? 1 : 0;
    }

    /// <summary>The score of one offer.</summary>
    public float Score(int month, int rate, int amount) => _scores[month * _monthStep + rate * _rateStep + amount * _amountStep];

    /// <summary>The probability of one offer, as the model alone would say.</summary>
    public float Probability(int month, int rate, int amount) => model.Model.Calibrator.Probability(Score(month, rate, amount));

    /// <summary>Bounds of the probability of one offer.</summary>
    public ref readonly Interval Bounds(int month, int rate, int amount) => ref model.Bounds.At(Score(month, rate, amount));

    /// <summary>Bounds of the probabilities of a run of amounts.</summary>
    public Interval Bounds(int month, int rate, int from, int to)
    {
        var row = month * _monthStep + rate * _rateStep;
        if (_amountStep == 0)
            return model.Bounds.At(_scores[row]);
        var extremes = Extremes.Of(_scores.AsSpan(row + from, to - from));
        return model.Bounds.Between(extremes.Least, extremes.Greatest);
    }
}
