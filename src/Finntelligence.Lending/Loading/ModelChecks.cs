using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Loading;

/// <summary>What the models refer to exists, can be read from history, and was known when the offer was made.</summary>
internal static class ModelChecks
{
    public static IEnumerable<(ModelDefinition Model, string Path)> Models(ProductDefinition product) =>
        [(product.Risk, "models.risk"), (product.Acceptance, "models.acceptance")];

    public static void Check(ProductDefinition product, ICollection<Fault> faults)
    {
        foreach (var (model, path) in Models(product))
        {
            if (model.Declared is { } declared)
            {
                CheckDirection(product, declared, model.Kind, path, faults);
                continue;
            }

            for (var i = 0; i < model.Inputs.Length; i++)
                CheckInput(product, model, model.Inputs[i], JsonPaths.Element($"{path}.inputs", i), faults);
            for (var i = 0; i < model.Support.Variables.Length; i++)
                CheckOfferColumn(model, model.Support.Variables[i].Variable, $"{path}.support.variables[{i}].variable", faults);
            foreach (var (column, where) in OfferColumns(model, path))
                CheckKnown(product, model, column, where, faults);
            for (var i = 0; i < model.Filters.Length && model.Kind == ModelKind.Acceptance; i++)
                CheckKnown(product, model, model.Filters[i].Column, $"{path}.filters[{i}].column", faults);
        }
    }

    /// <summary>Every column that holds part of the terms of past offers, and where the definition names it.</summary>
    public static IEnumerable<(string Column, string Path)> OfferColumns(ModelDefinition model, string path) =>
        model.OfferColumns.OrderBy(c => c.Key).SelectMany(c => Of(c.Value, $"{path}.offerColumns.{OfferVariableNames.Of(c.Key)}"));

    private static IEnumerable<(string Column, string Path)> Of(SourceColumn source, string path) =>
        source.Reference is { } reference ? [(source.Column, path), (reference.Column, $"{path}.reference")] : [(source.Column, path)];

    // A declared curve must keep what the product promises of the rate, like any other model.
    private static void CheckDirection(
        ProductDefinition product, DeclaredProbability declared, ModelKind kind, string path, ICollection<Fault> faults)
    {
        var direction = product.Offer.Rate.Monotone.For(kind);
        for (var i = 1; i < declared.Points.Length; i++)
        {
            var rises = declared.Points[i].Probability.CompareTo(declared.Points[i - 1].Probability);
            if ((direction == Monotonicity.Increasing && rises < 0) || (direction == Monotonicity.Decreasing && rises > 0))
            {
                faults.Add(new Fault(
                    $"{JsonPaths.Element($"{path}.curve", i)}.probability",
                    $"Must not {(rises < 0 ? "fall" : "rise")} with the rate: offer.rate.monotone declares the direction."));
            }
        }
    }

    private static void CheckInput(ProductDefinition product, ModelDefinition model, string input, string path, ICollection<Fault> faults)
    {
        if (input.Length == 0)
            return;
        if (product.Applicant.FirstOrDefault(f => f.Name == input) is { } feature)
            CheckSource(product, model, feature, path, faults);
        else if (OfferVariableNames.Find(input) is { } variable)
            CheckOfferColumn(model, variable, path, faults);
        else if (product.Derived.FirstOrDefault(f => f.Name == input) is { } derived)
        {
            if (derived.Variable is { } of)
                CheckOfferColumn(model, of, path, faults);
            foreach (var source in product.Applicant.Where(f => derived.Features.Contains(f.Name)))
                CheckSource(product, model, source, path, faults);
        }
        else
            faults.Add(new Fault(path, $"\"{input}\" is no applicant feature, offer variable or derived feature."
                + NearestName.Hint(input, Names(product))));
    }

    private static void CheckSource(
        ProductDefinition product, ModelDefinition model, ApplicantFeature feature, string path, ICollection<Fault> faults)
    {
        CheckKnown(product, model, feature.Source.Column, path, faults);
        if (feature.Source.Column == model.Label.Column && model.Label.Column.Length > 0)
            faults.Add(new Fault(path, $"\"{feature.Name}\" is read from \"{feature.Source.Column}\", the column of the label."));
    }

    // A taken loan's terms do tell the model of default something; nothing about a later event may tell the model of take-up.
    private static void CheckKnown(ProductDefinition product, ModelDefinition model, string column, string path, ICollection<Fault> faults)
    {
        if (model.Kind == ModelKind.Acceptance && product.KnownOnlyAfterOffer.Contains(column) && column.Length > 0)
            faults.Add(new Fault(path, $"Column \"{column}\" is known only after the offer; the acceptance model cannot use it."));
    }

    private static void CheckOfferColumn(ModelDefinition model, OfferVariable variable, string path, ICollection<Fault> faults)
    {
        if (!model.OfferColumns.ContainsKey(variable))
            faults.Add(new Fault(path, $"Needs a column of history for \"{OfferVariableNames.Of(variable)}\" under offerColumns."));
    }

    private static IEnumerable<string> Names(ProductDefinition product) =>
    [
        .. product.Applicant.Select(f => f.Name),
        .. Enum.GetValues<OfferVariable>().Select(OfferVariableNames.Of),
        .. product.Derived.Select(f => f.Name),
    ];
}
