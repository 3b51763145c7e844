namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>
/// What one row's scoring of a grid works in: where each threshold cuts its axis for this row, and the scores. Reused from row
/// to row, so that scoring allocates nothing once it has grown to the largest grid. For one thread at a time.
/// </summary>
public sealed class GridScratch
{
    private float[] _scores = [];
    private long[] _integers = [];
    private double[] _doubles = [];
    private Pending[] _stack = new Pending[64];

    /// <summary>Scratch for the grids of one ensemble.</summary>
    public GridScratch(GridEnsemble ensemble) => Cuts = new int[ensemble.CutCount];

    /// <summary>The grid.</summary>
    public GridShape Shape { get; private set; }

    /// <summary>After <see cref="GridEnsemble.Score"/>: log-odds of each cell, rounded to float32 as calibrators take them.</summary>
    public Span<float> Scores => _scores.AsSpan(0, Shape.Count);

    /// <summary>For each cut c ≥ 0: positions below c go left. For c &lt; 0: positions from ~c on go left.</summary>
    internal int[] Cuts { get; }

    /// <summary>The array that holds <see cref="Scores"/>, from its start; it may be longer.</summary>
    public float[] ScoreArray => _scores;

    internal ref Pending[] Stack => ref _stack;

    /// <summary>At least one integer per cell, of any value.</summary>
    internal long[] IntegerArray() => Grown(ref _integers, Shape.Count);

    /// <summary>At least one double per cell, of any value.</summary>
    internal double[] DoubleArray() => Grown(ref _doubles, Shape.Count);

    /// <summary>Starts a grid.</summary>
    public void Begin(GridShape shape)
    {
        Shape = shape;
        Grown(ref _scores, shape.Count);
    }

    /// <summary>Finds where a free feature's thresholds cut its axis for this row.</summary>
    /// <param name="free">The feature.</param>
    /// <param name="values">
    /// Its value at each position of its axis: never falling, never rising, or all NaN.
    /// </param>
    public void SetValues(FreeFeature free, ReadOnlySpan<float> values)
    {
        var cuts = Cuts.AsSpan(free.FirstCut, free.Thresholds.Length);
        var thresholds = free.Thresholds.AsSpan();
        if (float.IsNaN(values[0]))
        {
            for (var i = 0; i < cuts.Length; i++)
                cuts[i] = thresholds[i].MissingGoesLeft ? values.Length : 0;
        }
        else if (values[0] <= values[^1])
        {
            var position = 0;
            for (var i = 0; i < cuts.Length; i++)
            {
                while (position < values.Length && values[position] <= thresholds[i].Value)
                    position++;
                cuts[i] = position;
            }
        }
        else
        {
            var position = values.Length;
            for (var i = 0; i < cuts.Length; i++)
            {
                while (position > 0 && values[position - 1] <= thresholds[i].Value)
                    position--;
                cuts[i] = ~position;
            }
        }
    }

    private static T[] Grown<T>(ref T[] array, int length) => array.Length < length ? array = new T[length] : array;

    /// <summary>A subtree still to be walked, and the box it covers.</summary>
    internal struct Pending
    {
        public int Child;
        public Box Box;
    }
}
