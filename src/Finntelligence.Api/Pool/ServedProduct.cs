using Finntelligence.Api.Hosting;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Pool;

/// <summary>Where the product of this service lies.</summary>
/// <param name="File">Full path of product.json.</param>
/// <param name="ModelFolder">Full path of the folder of its models.</param>
internal sealed record ServedProduct(string File, string ModelFolder)
{
    public static ServedProduct Find(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ServiceOptions>>().Value;
        var workspace = options.Workspace();
        return new ServedProduct(workspace.ProductFile(options.Product), workspace.ModelFolder(options.Product));
    }
}
