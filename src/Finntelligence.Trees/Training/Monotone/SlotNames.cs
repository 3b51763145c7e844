using System.Collections.Immutable;
using Microsoft.ML.Data;
using Column = Microsoft.ML.DataViewSchema.Column;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>The names of the features vector's slots: they are the features' names, and directions are given by them.</summary>
internal static class SlotNames
{
    /// <summary>One name for each slot; empty where the column has none.</summary>
    public static ImmutableArray<string> Of(Column features)
    {
        if (!features.HasSlotNames())
            return [];
        VBuffer<ReadOnlyMemory<char>> names = default;
        features.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>Directions that belong to no slot, or to more than one.</summary>
    public static IEnumerable<string> Faults(MonotoneFastTreeOptions options, ImmutableArray<string> slotNames)
    {
        if (slotNames.IsEmpty && options.Monotone.Count > 0)
        {
            yield return $"The features \"{options.FeatureColumnName}\" have no slot names, and Monotone names {FaultList.Names([.. options.Monotone.Keys.Order(StringComparer.Ordinal)])}. "
                + "Concatenate of named columns gives slot names; a vector that is loaded as such needs the annotation SlotNames.";
            yield break;
        }

        foreach (var name in options.Monotone.Keys.Order(StringComparer.Ordinal))
        {
            var count = slotNames.Count(slot => slot == name);
            if (count == 0)
                yield return $"Monotone names \"{name}\", which is no slot of \"{options.FeatureColumnName}\"; its slots are {FaultList.Names(slotNames)}.";
            else if (count > 1)
                yield return $"Monotone names \"{name}\", and {count} slots of \"{options.FeatureColumnName}\" have that name; it must be one.";
        }
    }

    /// <summary>The learner's columns, with names that differ.</summary>
    public static ImmutableArray<FeatureSpec> Features(MonotoneFastTreeOptions options, ImmutableArray<string> slotNames, int width)
    {
        var taken = new HashSet<string>(slotNames, StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, width).Select(Feature)];

        FeatureSpec Feature(int slot)
        {
            var name = slotNames.IsEmpty ? "" : slotNames[slot];
            if (name.Length > 0 && used.Add(name))
                return new FeatureSpec(name, Monotonicity: options.Monotone.TryGetValue(name, out var direction) ? direction : Monotonicity.None);
            name = $"slot {slot}";
            while (!taken.Add(name))
                name += "_";
            return new FeatureSpec(name);
        }
    }
}
