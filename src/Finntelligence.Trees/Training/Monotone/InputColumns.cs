using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>The columns of the data that the options name, checked.</summary>
/// <param name="Label">A Boolean.</param>
/// <param name="Features">A vector of Single of known size.</param>
/// <param name="Weight">A Single, if the options name one.</param>
internal sealed record InputColumns(DataViewSchema.Column Label, DataViewSchema.Column Features, DataViewSchema.Column? Weight)
{
    /// <summary>Number of features.</summary>
    public int Width => ((VectorDataViewType)Features.Type).Size;

    /// <summary>Finds the columns, or names what is wrong with each.</summary>
    public static InputColumns Of(MonotoneFastTreeOptions options, DataViewSchema schema, string parameter)
    {
        var faults = Faults(options, [.. schema.Where(c => !c.IsHidden).Select(ColumnShape.Of)]);
        FaultList.Throw(faults, parameter);
        return new InputColumns(
            schema[options.LabelColumnName],
            schema[options.FeatureColumnName],
            options.ExampleWeightColumnName is { } weight ? schema[weight] : null);
    }

    /// <summary>What is wrong with a pipeline's columns, before there are rows.</summary>
    public static IReadOnlyList<string> Faults(MonotoneFastTreeOptions options, SchemaShape schema) =>
        Faults(options, [.. schema.Select(ColumnShape.Of)]);

    private static List<string> Faults(MonotoneFastTreeOptions options, IReadOnlyList<ColumnShape> columns)
    {
        var faults = new List<string>();
        if (Find(options.LabelColumnName, nameof(options.LabelColumnName)) is { } label && !label.IsScalar(BooleanDataViewType.Instance))
            faults.Add($"The label \"{label.Name}\" is {label.Type}; it must be Boolean.");
        if (Find(options.FeatureColumnName, nameof(options.FeatureColumnName)) is { } features)
            faults.AddRange(FeatureFaults(features));
        if (options.ExampleWeightColumnName is { } weightName
            && Find(weightName, nameof(options.ExampleWeightColumnName)) is { } weight && !weight.IsScalar(NumberDataViewType.Single))
        {
            faults.Add($"The weight \"{weight.Name}\" is {weight.Type}; it must be Single.");
        }

        return faults;

        ColumnShape? Find(string name, string option)
        {
            if (columns.FirstOrDefault(c => c.Name == name) is { } found)
                return found;
            var have = columns.Count == 0 ? "no columns" : FaultList.Names([.. columns.Select(c => c.Name)]);
            faults.Add($"There is no column \"{name}\" ({option}); the data has {have}.");
            return null;
        }
    }

    private static IEnumerable<string> FeatureFaults(ColumnShape features)
    {
        if (features.Kind != SchemaShape.Column.VectorKind.Vector || !features.IsSingle)
        {
            yield return $"The features \"{features.Name}\" are {features.Type}; they must be a vector of Single of known size. "
                + "Concatenate makes one of Single columns, and ConvertType makes a column Single.";
        }
    }
}
