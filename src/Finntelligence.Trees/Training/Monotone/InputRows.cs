using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Trees.Learning;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>Copies the rows of a data view into the arrays that the learner takes.</summary>
internal static class InputRows
{
    private const int CheckEvery = 1024;

    /// <summary>Reads all rows, in the order of the data view.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="columns">Where features, labels and weights are.</param>
    /// <param name="features">The learner's columns, one for each slot.</param>
    /// <param name="parameter">The caller's name for the data.</param>
    /// <param name="bothClasses">Whether one class alone is a fault.</param>
    /// <param name="cancellationToken">Checked often.</param>
    /// <exception cref="ArgumentException">No rows, weights that are none, one class only, or too many values for an array.</exception>
    public static LabeledRows Read(
        IDataView data,
        InputColumns columns,
        ImmutableArray<FeatureSpec> features,
        string parameter,
        bool bothClasses,
        CancellationToken cancellationToken)
    {
        var width = features.Length;
        var values = new Rows<float>(data.GetRowCount(), width);
        var labels = new Rows<float>(data.GetRowCount(), 1);
        var weights = columns.Weight is null ? null : new Rows<float>(data.GetRowCount(), 1);

        DataViewSchema.Column[] active = [columns.Label, columns.Features, .. columns.Weight is { } w ? [w] : Array.Empty<DataViewSchema.Column>()];
        using (var cursor = data.GetRowCursor(active))
        {
            var getFeatures = cursor.GetGetter<VBuffer<float>>(columns.Features);
            var getLabel = cursor.GetGetter<bool>(columns.Label);
            var getWeight = columns.Weight is { } column ? cursor.GetGetter<float>(column) : null;
            VBuffer<float> vector = default;
            bool label = default;
            float weight = default;
            for (var count = 0; cursor.MoveNext(); count++)
            {
                if (count % CheckEvery == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                if ((count + 1L) * width > Array.MaxLength)
                    throw new ArgumentException($"There are more than {count} rows of {width} features: more values than the {Array.MaxLength} that an array holds.", parameter);
                getFeatures(ref vector);
                vector.CopyTo(values.Next());
                getLabel(ref label);
                labels.Next()[0] = label ? 1 : 0;
                getWeight?.Invoke(ref weight);
                if (weights is not null)
                    weights.Next()[0] = weight;
            }
        }

        var (labelArray, weightArray) = (labels.ToArray(), weights?.ToArray());
        FaultList.Throw([.. Faults(columns, labelArray, weightArray, bothClasses)], parameter);
        return new LabeledRows(features, values.ToArray(), labelArray, weightArray);
    }

    private static IEnumerable<string> Faults(InputColumns columns, float[] labels, float[]? weights, bool bothClasses)
    {
        if (labels.Length == 0)
        {
            yield return "The data has no rows.";
            yield break;
        }

        if (weights is not null)
        {
            var bad = Array.FindIndex(weights, IsNoWeight);
            if (bad >= 0)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"The weight \"{columns.Weight!.Value.Name}\" is {weights[bad]} in row {bad}, counted from 0, and {weights.Count(IsNoWeight)} of {weights.Length} weights are like it: a weight must be finite and at least 0.");
                yield break;
            }
        }

        bool[] seen = [.. labels.Where((_, row) => weights is null || weights[row] > 0).Select(label => label == 1).Distinct()];
        if (seen.Length == 0)
            yield return $"No row has a weight \"{columns.Weight!.Value.Name}\" above 0, so there is none to learn from.";
        else if (seen.Length == 1 && bothClasses)
            yield return $"The label \"{columns.Label.Name}\" is {(seen[0] ? "true" : "false")} in every row{(weights is null ? "" : " with a weight above 0")}; there is nothing to tell apart.";
    }

    private static bool IsNoWeight(float weight) => !(weight >= 0 && float.IsFinite(weight));

    /// <summary>An array that grows by rows. It has its size from the start where the number of rows is known.</summary>
    private sealed class Rows<T>(long? expected, int width)
    {
        private const int FirstRows = 1024;

        private T[] _items = new T[Math.Min((expected ?? FirstRows) * width, Array.MaxLength)];
        private int _count;

        public Span<T> Next()
        {
            if (_count + (long)width > _items.Length)
                Array.Resize(ref _items, (int)Math.Clamp(2L * _items.Length, _count + (long)width, Array.MaxLength));
            _count += width;
            return _items.AsSpan(_count - width, width);
        }

        public T[] ToArray()
        {
            Array.Resize(ref _items, _count);
            return _items;
        }
    }
}
