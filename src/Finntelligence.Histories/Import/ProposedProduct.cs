using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Proposals;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Import;

/// <summary>A proposal that was written.</summary>
/// <param name="Path">The product.json.</param>
/// <param name="Proposal">What was proposed.</param>
/// <param name="Faults">What keeps it from being used yet.</param>
public sealed partial record ProposedProduct(string Path, ProductProposal Proposal, ImmutableArray<PlacedFault> Faults)
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Proposes a product for a history and writes data/&lt;name&gt;/product.json.</summary>
    /// <exception cref="RequestFaultException">The name is none, or a product.json is there and <paramref name="force"/> was not given.</exception>
    /// <exception cref="InvalidSourceException">The history cannot be read.</exception>
    public static ProposedProduct Write(
        Workspace workspace, string from, string? name, string? sheet, bool force, IProposalChoices choices, IReporter reporter, CancellationToken cancellation)
    {
        var file = new SourceFile(from, new HistoryFormat { Sheet = sheet });
        name ??= NameOf(from);
        if (!ProductName().IsMatch(name))
            throw new RequestFaultException($"a product's name has lower-case letters, digits and hyphens, such as \"car-loan\".", where: $"--name '{name}'");
        var path = workspace.ProductFile(name);
        if (File.Exists(path) && !force)
            throw new RequestFaultException($"{path} is there already; --force replaces it, --name makes another.");
        var proposal = reporter.Track(
            $"Reading {System.IO.Path.GetFileName(from)}", progress => ProposalRun.Of(file, name, choices, progress, cancellation));
        var utf8 = Encoding.UTF8.GetBytes(proposal.Definition.ToJsonString(Options).ReplaceLineEndings("\n") + "\n");
        AtomicFile.WriteAllBytes(path, utf8);
        try
        {
            ProductLoader.Parse(utf8);
            return new ProposedProduct(path, proposal, []);
        }
        catch (InvalidProductException e)
        {
            return new ProposedProduct(path, proposal, [.. e.Faults.Select(f => new PlacedFault(f, e.LineOf(f)))]);
        }
    }

    private static string NameOf(string path)
    {
        var name = System.IO.Path.GetFileName(path).Split('.')[0].ToLowerInvariant();
        return Separators().Replace(name, "-").Trim('-');
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Separators();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ProductName();
}
