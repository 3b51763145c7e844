using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Reproduction;

/// <summary>Makes registered models of a product again, and compares bytes.</summary>
public sealed class ReproductionJob(Workspace workspace, string productName, int threads, TimeProvider time, CodeState code, IReporter reporter)
{
    /// <summary>Does it.</summary>
    /// <exception cref="RequestFaultException">The data is nowhere to be found, or a registered file is not what was registered.</exception>
    public ImmutableArray<Comparison> Run(IEnumerable<ModelUri> models, CancellationToken cancellation)
    {
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        var registry = new LocalModelRegistry(workspace.ModelFolder(productName), time);
        ModelVersion[] versions = [.. models.Select(uri => registry.Resolve(uri.Kind, uri.Reference))];
        var remaking = new ModelRemaking(workspace, product, productName, threads, time, code);
        return
        [
            .. versions.Select(version => reporter.Track(
                $"Making {version.Kind} {version.Entry} again", progress => remaking.Remake(version, progress, cancellation))),
        ];
    }

    /// <summary>Reads a model's name, as <c>risk@production</c>, <c>risk/2</c> or <c>models:/cash-loan-risk@production</c>.</summary>
    /// <exception cref="RequestFaultException">It names no model, or one of another product.</exception>
    public static ModelUri Parse(string text, string product)
    {
        string uri = text.StartsWith(ModelUri.Scheme, StringComparison.Ordinal) ? text : $"{ModelUri.Scheme}{product}-{text}";
        ModelUri parsed;
        try
        {
            parsed = ModelUri.Parse(uri);
        }
        catch (RegistryException fault)
        {
            throw new RequestFaultException($"'{text}' names no model.", fault, remedy: $"Write risk@production, risk/2 or models:/{product}-risk@production.");
        }
        if (parsed.Product != product)
            throw new RequestFaultException($"'{text}' is a model of {parsed.Product}; add --product {parsed.Product}.");
        return ModelKinds.Find(parsed.Kind) is not null
            ? parsed
            : throw new RequestFaultException("the kinds of model are risk and acceptance.", where: $"'{text}'");
    }
}
