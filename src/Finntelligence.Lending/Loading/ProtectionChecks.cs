using Finntelligence.Lending.Products;
namespace Finntelligence.Lending.Loading;

/// <summary>
/// Protected attributes and audit columns never come near a model or a price: an applicant cannot carry one at all, and the columns
/// that hold the terms of past offers cannot be one.
/// </summary>
internal static class ProtectionChecks
{
    public static void Check(ProductDefinition product, ICollection<Fault> faults)
    {
        for (var i = 0; i < product.Applicant.Length; i++)
        {
            var notPersonal = product.Applicant[i].NotPersonal is not null;
            CheckName(product.Applicant[i].Name, $"applicant[{i}].name", faults, notPersonal);
            CheckColumn(product, product.Applicant[i].Source.Column, $"applicant[{i}].source.column", faults, notPersonal);
        }
        for (var i = 0; i < product.Derived.Length; i++)
            CheckName(product.Derived[i].Name, $"derived[{i}].name", faults);
        foreach (var (model, path) in ModelChecks.Models(product))
            foreach (var (column, where) in ModelChecks.OfferColumns(model, path))
                CheckColumn(product, column, where, faults);
    }

    private static void CheckColumn(ProductDefinition product, string column, string path, ICollection<Fault> faults, bool notPersonal = false)
    {
        if (product.Audit.Contains(column, StringComparer.OrdinalIgnoreCase) && column.Length > 0)
            faults.Add(new Fault(path, $"\"{column}\" is listed under audit, so no model may use it."));
        else
            CheckName(column, path, faults, notPersonal);
    }

    private static void CheckName(string name, string path, ICollection<Fault> faults, bool notPersonal = false)
    {
        if (ProtectedAttributes.Find(name) is not { } word)
            return;
        if (!ProtectedAttributes.IsAmbiguous(word))
            faults.Add(new Fault(path, $"\"{name}\" names a protected attribute (\"{word}\"); list its column under audit instead."));
        else if (!notPersonal)
        {
            faults.Add(new Fault(
                path,
                $"\"{name}\" may name a protected attribute (\"{word}\"); list its column under audit, or say in notPersonal what it belongs to if that is no person."));
        }
    }
}
