using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Models;

/// <summary>The tests' own product, whole or altered.</summary>
internal static class SomeProduct
{
    public static ProductDefinition CashLoan => ProductFile.CashLoan;

    /// <summary>The definition after a change of its JSON.</summary>
    public static ProductDefinition With(Action<JsonObject> change) => ProductLoader.Parse(ProductFile.With(change));
}
