using System.CommandLine;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Product;

/// <summary><c>product</c>: what a lender's definition says.</summary>
internal static class ProductCommand
{
    public static Command Create(ConsoleHost host) => new("product", "Propose a product.json for a history, and check one.")
    {
        ProductInitCommand.Create(host),
        ProductCheckCommand.Create(host),
    };
}
