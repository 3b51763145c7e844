using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Trees.Calibration;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Benchmarks.Offers;

/// <summary>
/// <c>offers-workspace FOLDER [APPLICANTS]</c>: makes a workspace with the product of the full grid, both models at 150 trees of 16
/// leaves in production, and files of random applicants, so that the service and the console can be measured as they are shipped.
/// </summary>
internal static class BenchmarkWorkspace
{
    private const int DefaultApplicants = 50_000;
    private static readonly string NoHash = new('0', 64);

    public static void Make(string[] args)
    {
        var folder = args.Length > 0 ? args[0] : throw new ArgumentException("offers-workspace takes a folder.");
        var applicants = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : DefaultApplicants;
        var (product, models) = (BenchmarkLoans.Wide, Path.Combine(folder, "models", BenchmarkLoans.Wide.Name));
        Directory.CreateDirectory(Path.Combine(folder, "data", product.Name));
        File.WriteAllBytes(Path.Combine(folder, "data", product.Name, "product.json"), BenchmarkLoans.WideJson);
        var registry = new LocalModelRegistry(models, TimeProvider.System);
        AliasTarget[] targets = [Register(registry, product, ModelKind.Risk, "risk"), Register(registry, product, ModelKind.Acceptance, "acceptance")];
        registry.MoveTogether("production", targets, "made for benchmarks");
        WriteApplicants(folder, product, applicants);
        Console.WriteLine($"{folder}: {product.Name}, {applicants} applicants.");
    }

    private static AliasTarget Register(LocalModelRegistry registry, ProductDefinition product, ModelKind kind, string name)
    {
        var model = BenchmarkLoans.Model(product, kind);
        var options = ImmutableSortedDictionary<string, string>.Empty.Add("NumberOfTrees", "150").Add("NumberOfLeaves", "16");
        var manifest = model.Manifest with
        {
            Options = options,
            Seed = 1,
            Calibration = "none",
            Data = new TrainingData("none.csv", NoHash, 1, 1),
            Library = "1.0.0",
        };
        var histograms = new FeatureHistograms(
            [.. model.Encoder.Features.Select(f => new Histogram(f.Name, [0], [1, 1], 0))], new Histogram("score", [0], [1, 1], 0));
        var contents = new ModelContents(manifest, model.Ensemble, (PlattCalibrator)model.Calibrator, model.Support, histograms);
        var info = new VersionInfo(new DataReference("none.csv", NoHash, NoHash[..32]), options, 1, "1.0.0");
        return new AliasTarget(name, registry.Register(name, ModelArtifact.Write(product, contents), info).Version.Entry.Version);
    }

    private static void WriteApplicants(string folder, ProductDefinition product, int count)
    {
        var (json, csv) = (new StringBuilder(), new StringBuilder());
        string[] names = [.. product.Applicant.Select(f => f.Name)];
        csv.Append("id,").AppendJoin(',', names).Append(",requestedAmount\n");
        var number = 0;
        foreach (var request in BenchmarkLoans.Requests(product, count, alternatives: 0))
        {
            string[] values =
            [
                .. product.Applicant.Select((f, i) => f.Kind == ApplicantFeatureKind.Category
                    ? f.Values[(int)request.Applicant.Values[i]]
                    : request.Applicant.Values[i].ToString(CultureInfo.InvariantCulture)),
            ];
            number++;
            csv.Append(CultureInfo.InvariantCulture, $"{number},").AppendJoin(',', values).Append(",10000\n");
            json.Append(CultureInfo.InvariantCulture, $$"""{"id":{{number}},"applicant":{""");
            json.AppendJoin(',', names.Select((name, i) => product.Applicant[i].Kind == ApplicantFeatureKind.Category
                ? $"\"{name}\":\"{values[i]}\""
                : $"\"{name}\":{values[i]}"));
            json.Append("},\"requestedAmount\":10000}\n");
        }

        File.WriteAllText(Path.Combine(folder, "applicants.csv"), csv.ToString());
        File.WriteAllText(Path.Combine(folder, "applicants.ndjson"), json.ToString());
    }
}
