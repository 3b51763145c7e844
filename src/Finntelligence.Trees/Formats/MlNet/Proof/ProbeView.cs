using System.Collections.Immutable;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Formats.MlNet.Proof;

/// <summary>
/// Probe rows as ML.NET reads them: every column the pipeline was saved with, those that are inputs filled from the rows, the others
/// (labels, mostly) with the default of their type.
/// </summary>
internal sealed class ProbeView : IDataView
{
    private const string UnknownText = "\u2400 no such text";

    private readonly MlNetModel _model;
    private readonly IReadOnlyList<float[]> _rows;
    private readonly ImmutableArray<ImmutableArray<int>> _features;

    /// <param name="schema">The columns the file says it expects; null when it does not say, and the inputs are then all there is.</param>
    /// <param name="model">The folded model.</param>
    /// <param name="rows">Values in the order of its inputs.</param>
    public ProbeView(DataViewSchema? schema, MlNetModel model, IReadOnlyList<float[]> rows)
    {
        _model = model;
        _rows = rows;
        var builder = new DataViewSchema.Builder();
        if (schema is null)
        {
            foreach (var input in model.Inputs)
                builder.AddColumn(input.Column, NumberDataViewType.Single);
        }
        else
        {
            foreach (var column in schema.Where(c => !c.IsHidden))
                builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        Schema = builder.ToSchema();
        _features = [.. Schema.Select(column => FeaturesOf(column.Name))];
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, [.. columnsNeeded.Select(c => c.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    /// <summary>A text that no vocabulary holds.</summary>
    public static string TextOf(MlNetInput input, float value) => value switch
    {
        float.NaN => "",
        >= 0 when value < input.Terms.Length => input.Terms[(int)value],
        _ => UnknownText,
    };

    // The features of a column, by slot.
    private ImmutableArray<int> FeaturesOf(string column) =>
        [.. Enumerable.Range(0, _model.Inputs.Length).Where(i => _model.Inputs[i].Column == column).OrderBy(i => _model.Inputs[i].Slot)];

    private sealed class Cursor(ProbeView view, HashSet<int> active) : DataViewRowCursor
    {
        private static readonly MethodInfo DefaultOf =
            typeof(Cursor).GetMethod(nameof(Default), BindingFlags.NonPublic | BindingFlags.Static)!;

        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override bool MoveNext() => ++_position < view._rows.Count;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var getter = Getter(column.Type, view._features[column.Index]);
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"The column {column.Name} is {column.Type}, not {typeof(TValue).Name}.");
        }

        private Delegate Getter(DataViewType type, ImmutableArray<int> features)
        {
            if (features.IsEmpty)
                return (Delegate)DefaultOf.MakeGenericMethod(type.RawType).Invoke(null, null)!;
            if (type is VectorDataViewType { ItemType: var item } vector)
                return item.RawType == typeof(float) ? Vector(vector.Size, features, v => v) : Vector(vector.Size, features, v => (double)v);
            if (type is TextDataViewType)
                return Scalar(features[0], v => TextOf(view._model.Inputs[features[0]], v).AsMemory());
            return Type.GetTypeCode(type.RawType) switch
            {
                TypeCode.Single => Scalar(features[0], v => v),
                TypeCode.Double => Scalar(features[0], v => (double)v),
                TypeCode.Boolean => Scalar(features[0], v => v != 0),
                TypeCode.SByte => Scalar(features[0], v => (sbyte)v),
                TypeCode.Byte => Scalar(features[0], v => (byte)v),
                TypeCode.Int16 => Scalar(features[0], v => (short)v),
                TypeCode.UInt16 => Scalar(features[0], v => (ushort)v),
                TypeCode.Int32 => Scalar(features[0], v => (int)v),
                TypeCode.UInt32 => Scalar(features[0], v => (uint)v),
                TypeCode.Int64 => Scalar(features[0], v => (long)v),
                TypeCode.UInt64 => Scalar(features[0], v => (ulong)v),
                _ => throw new InvalidOperationException($"A column of {type} cannot be probed."),
            };
        }

        private ValueGetter<T> Scalar<T>(int feature, Func<float, T> convert) =>
            (ref T value) => value = convert(view._rows[(int)_position][feature]);

        private ValueGetter<VBuffer<T>> Vector<T>(int length, ImmutableArray<int> features, Func<float, T> convert) =>
            (ref VBuffer<T> value) =>
            {
                var items = new T[length];
                foreach (var feature in features)
                    items[view._model.Inputs[feature].Slot!.Value] = convert(view._rows[(int)_position][feature]);
                value = new VBuffer<T>(length, items);
            };

        private static ValueGetter<T> Default<T>() => (ref T value) => value = default!;
    }
}
