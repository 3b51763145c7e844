using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Importing;

/// <summary>
/// Gives a foreign ensemble the product's columns: by name, in the product's order. A column that no tree tests is let go; one that
/// is tested and that the product does not have is a fault, because nothing could fill it.
/// </summary>
internal static class FeatureBinding
{
    /// <summary>The ensemble over the product's inputs, and what a user should know about it.</summary>
    /// <exception cref="RequestFaultException">A column does not match; the message names every one.</exception>
    public static (TreeEnsemble Ensemble, ImmutableArray<string> Notices) Bind(
        ForeignModel model, ImmutableArray<FeatureSpec> inputs, ProductDefinition product)
    {
        var notices = ImmutableArray.CreateBuilder<string>();
        var positions = model.HasFeatureNames
            ? ByName(model, inputs, notices)
            : ByPosition(model, inputs, notices);
        var source = model.Ensemble;
        var bound = new TreeEnsemble(
            inputs,
            source.BaseScore,
            [.. source.Trees.Select(t => t with { Nodes = [.. t.Nodes.Select(n => n with { Feature = positions[n.Feature] })] })],
            source.Arithmetic);
        CheckCategories(model, bound, product);
        notices.AddRange(ThresholdRanges.Doubts(bound, product));
        return (bound, notices.ToImmutable());
    }

    private static int[] ByName(ForeignModel model, ImmutableArray<FeatureSpec> inputs, ImmutableArray<string>.Builder notices)
    {
        var names = inputs.Select(f => f.Name).ToList();
        int[] positions = [.. model.Ensemble.Features.Select(f => names.IndexOf(f.Name))];
        var tested = model.Ensemble.Trees.SelectMany(t => t.Nodes).Select(n => n.Feature).ToHashSet();
        int[] foreign = [.. Enumerable.Range(0, positions.Length).Where(i => positions[i] < 0)];
        if (foreign.Any(tested.Contains))
        {
            throw new RequestFaultException(
                $"{model.File} has columns that are no inputs of the product's model: {Names(model, foreign.Where(tested.Contains))}. "
                + $"The inputs are {string.Join(", ", names)}.");
        }

        if (foreign.Length > 0)
            notices.Add($"Columns that no tree of the file tests were left out: {Names(model, foreign)}.");
        string[] absent = [.. names.Except(model.Ensemble.Features.Select(f => f.Name), StringComparer.Ordinal)];
        if (absent.Length == names.Count)
            throw new RequestFaultException($"{model.File} has none of the inputs of the product's model: {string.Join(", ", names)}.");
        if (absent.Length > 0)
            notices.Add($"The file does not know these inputs of the product, so they have no influence: {string.Join(", ", absent)}.");
        return positions;
    }

    private static int[] ByPosition(ForeignModel model, ImmutableArray<FeatureSpec> inputs, ImmutableArray<string>.Builder notices)
    {
        var names = string.Join(", ", inputs.Select(f => f.Name));
        var columns = model.Ensemble.Features.Length;
        if (columns != inputs.Length)
        {
            throw new RequestFaultException(
                $"{model.File} names no columns and has {columns} of them, "
                + $"so they cannot be matched to the product's {inputs.Length}: {names}.");
        }

        notices.Add($"The file names no columns; they were taken in the product's order: {names}.");
        return [.. Enumerable.Range(0, columns)];
    }

    private static void CheckCategories(ForeignModel model, TreeEnsemble bound, ProductDefinition product)
    {
        var categories = product.Applicant.Where(f => f.Kind == ApplicantFeatureKind.Category).Select(f => f.Name).ToHashSet();
        string[] wrong =
        [
            .. bound.Trees.SelectMany(t => t.Nodes)
                .Where(n => n.Categories is not null)
                .Select(n => bound.Features[n.Feature].Name)
                .Where(name => !categories.Contains(name))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        if (wrong.Length > 0)
        {
            throw new RequestFaultException(
                $"{model.File} splits by sets of category codes on inputs that are numbers to the product: {string.Join(", ", wrong)}.");
        }
    }

    private static string Names(ForeignModel model, IEnumerable<int> columns) =>
        string.Join(", ", columns.Select(i => model.Ensemble.Features[i].Name));
}
