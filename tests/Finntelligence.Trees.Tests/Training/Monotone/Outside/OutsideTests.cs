using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Training.Monotone;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Training.Monotone.Outside;

/// <summary>The library as others have it: a package, the lines of its README, and a model whose reader has only ML.NET.</summary>
public sealed class OutsideTests(OutsideWorld world) : IClassFixture<OutsideWorld>
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Package_Depends_On_ML_NET_Alone_And_Brings_Readme_And_Licence()
    {
        using var package = ZipFile.OpenRead(world.Package);
        var names = package.Entries.Select(e => e.FullName).ToArray();
        names.ShouldContain("lib/net10.0/Finntelligence.Trees.dll");
        names.ShouldContain("lib/net10.0/Finntelligence.Trees.xml");
        names.Count(n => n.EndsWith(".dll", StringComparison.Ordinal)).ShouldBe(1);
        Text(package, "README.md").ShouldBe(File.ReadAllText(Repository.File("src/Finntelligence.Trees/README.md")));

        var specification = XDocument.Parse(Text(package, "Finntelligence.Trees.nuspec")).Descendants().ToArray();
        specification.Where(e => e.Name.LocalName == "dependency").Select(e => ((string)e.Attribute("id")!, (string)e.Attribute("version")!))
            .ShouldBe([
                ("Microsoft.ML", OutsideWorld.VersionOf("Microsoft.ML")),
                ("Microsoft.ML.FastTree", OutsideWorld.VersionOf("Microsoft.ML.FastTree")),
            ]);
        Value("id").ShouldBe("Finntelligence.Trees");
        Value("license").ShouldBe("MIT");
        Value("readme").ShouldBe("README.md");
        Value("description").ShouldContain("MonotoneFastTree");

        string Value(string name) => specification.Single(e => e.Name.LocalName == name).Value;
    }

    [Fact]
    public void Readme_Needs_About_Ten_Lines()
    {
        var lines = OutsideWorld.Readme.Split('\n').TakeWhile(l => !l.StartsWith("sealed class", StringComparison.Ordinal)).Count(l => l.Length > 0);
        lines.ShouldBeInRange(5, 10);
    }

    [Fact]
    public void Readme_Trains_The_Model_That_This_Process_Trains()
    {
        var (model, data, _) = Train();
        using var theirs = ZipFile.OpenRead(world.Model);
        var ours = SavedModel.Members(_ml, model, data.Schema);
        theirs.Entries.Select(e => e.FullName).ShouldBe(ours.Keys);
        foreach (var entry in theirs.Entries)
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            content.ToArray().ShouldBe(ours[entry.FullName], entry.FullName);
        }
    }

    [Fact]
    public void Reader_With_Only_ML_NET_Gives_The_Scores_Of_The_Trainer_Bit_For_Bit()
    {
        var (model, _, ensemble) = Train();
        var rows = OutsideWorld.Rows;
        rows.Count(r => r.Any(float.IsNaN)).ShouldBeGreaterThan(4_000);
        var here = Purchases.Scores(model, _ml.Data.LoadFromEnumerable(rows.Select(r => new Offer { Price = r[0], Visits = r[1], Age = r[2] })));
        var there = world.Scores;
        there.Length.ShouldBe(10_000);
        there.Select(s => s.Probability).Distinct().Count().ShouldBeGreaterThan(1_000);
        for (var i = 0; i < rows.Length; i++)
        {
            Bits(there[i].Score).ShouldBe(Bits(here[i].Score), $"row {i}");
            Bits(there[i].Probability).ShouldBe(Bits(here[i].Probability), $"row {i}");
            Bits(there[i].Score).ShouldBe(Bits((float)ensemble.Score(rows[i])), $"row {i}");
        }
    }

    [Fact]
    public void Reader_Has_Nothing_Of_Ours_And_Nobody_Has_A_Native_Library_Of_FastTree()
    {
        var (trainer, reader) = (world.FilesOf("Trainer"), world.FilesOf("Reader"));
        trainer.ShouldContain("Finntelligence.Trees.dll");
        reader.ShouldContain("Microsoft.ML.FastTree.dll");
        reader.ShouldNotContain(f => f.StartsWith("Finntelligence", StringComparison.Ordinal));
        trainer.Concat(reader).ShouldNotContain(f => f.Contains("FastTreeNative", StringComparison.Ordinal));
    }

    /// <summary>What the README's program does, here.</summary>
    private (ITransformer Model, IDataView Data, TreeEnsemble Ensemble) Train()
    {
        var data = _ml.Data.LoadFromTextFile<Offer>(world.Offers, separatorChar: ',', hasHeader: true);
        var options = new MonotoneFastTreeOptions { LabelColumnName = "Accepted", Monotone = { ["Price"] = Monotonicity.Decreasing }, NumberOfThreads = 1 };
        var concatenate = _ml.Transforms.Concatenate("Features", "Price", "Visits", "Age").Fit(data);
        var fit = _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(concatenate.Transform(data));
        return (concatenate.Append(fit.Transformer), data, fit.Ensemble);
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private sealed class Offer
    {
        [LoadColumn(0)]
        public float Price { get; set; }

        [LoadColumn(1)]
        public float Visits { get; set; }

        [LoadColumn(2)]
        public float Age { get; set; }

        [LoadColumn(3)]
        public bool Accepted { get; set; }
    }
}
