using System.Text.Json;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Loading;

/// <summary>A feature's example is a value the service would take.</summary>
internal static class ExampleChecks
{
    public static void Check(ProductDefinition product, ICollection<Fault> faults)
    {
        for (var i = 0; i < product.Applicant.Length; i++)
        {
            if (product.Applicant[i].Example.ValueKind == JsonValueKind.Undefined)
                continue;
            ApplicantReader.Value(product.Applicant[i], product.Applicant[i].Example, out var fault);
            if (fault is not null)
                faults.Add(new Fault($"applicant[{i}].example", fault));
        }
    }
}
