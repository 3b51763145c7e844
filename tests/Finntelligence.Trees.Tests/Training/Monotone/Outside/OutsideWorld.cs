using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Training.Monotone.Outside;

/// <summary>
/// What happens to the library out there, once for all tests: it is packed, the README's program trains with the package and saves, and a
/// second program that knows only ML.NET loads the model and scores.
/// </summary>
public sealed class OutsideWorld : IDisposable
{
    private const int TrainingRows = 5_000;

    // FastTree's native library is left out of both: neither training here nor scoring needs it.
    private static readonly string FastTree =
        $"""<PackageReference Include="Microsoft.ML.FastTree" Version="{VersionOf("Microsoft.ML.FastTree")}" ExcludeAssets="native" />""";

    private readonly Workplace _workplace = new();

    public OutsideWorld()
    {
        var library = typeof(FixedPoint).Assembly;
        var configuration = library.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        _workplace.Dotnet(
            "pack", Repository.File("src/Finntelligence.Trees"), "--no-build", "-c", configuration, "-o", _workplace.File("feed"));

        _workplace.Write("offers.csv", Csv());
        _workplace.Program("Trainer", Readme, $"""<PackageReference Include="Finntelligence.Trees" Version="{Version}" />{FastTree}""");
        _workplace.Dotnet("run", "--project", "Trainer");

        File.WriteAllBytes(_workplace.File("rows.bin"), MemoryMarshal.AsBytes(Rows.SelectMany(r => r).ToArray().AsSpan()));
        _workplace.Program("Reader", Reader, $"""<PackageReference Include="Microsoft.ML" Version="{VersionOf("Microsoft.ML")}" />{FastTree}""");
        _workplace.Dotnet("run", "--project", "Reader");
    }

    /// <summary>The library's own version.</summary>
    public static string Version { get; } = typeof(FixedPoint).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>The README's program.</summary>
    public static string Readme { get; } = ReadmeProgram();

    /// <summary>10,000 rows to score: price, visits, age; many values are missing, some are infinite.</summary>
    public static float[][] Rows { get; } = [.. Enumerable.Range(0, 10_000).Select(i => Row(new CounterRandom(2).Fork((ulong)i), missing: 0.2))];

    public string Package => _workplace.File($"feed/Finntelligence.Trees.{Version}.nupkg");

    public string Offers => _workplace.File("offers.csv");

    public string Model => _workplace.File("model.zip");

    /// <summary>Score and probability of each row, from the reading program.</summary>
    public (float Score, float Probability)[] Scores =>
        [.. MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_workplace.File("scores.bin"))).ToArray().Chunk(2).Select(p => (p[0], p[1]))];

    /// <summary>The files beside a built program.</summary>
    public string[] FilesOf(string program) =>
        [.. Directory.GetFiles(_workplace.File($"{program}/bin"), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))];

    /// <summary>The version of a package that this repository uses.</summary>
    public static string VersionOf(string package) => (string)XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion")
        .Single(e => (string?)e.Attribute("Include") == package).Attribute("Version")!;

    public void Dispose() => _workplace.Dispose();

    private const string Reader = """
        using System.Runtime.InteropServices;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var ml = new MLContext();
        var model = ml.Model.Load("model.zip", out _);
        var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes("rows.bin")).ToArray();
        var rows = ml.Data.LoadFromEnumerable(values.Chunk(3).Select(v => new Row { Price = v[0], Visits = v[1], Age = v[2] }));
        var scored = model.Transform(rows);
        float[] scores = [.. scored.GetColumn<float>("Score").Zip(scored.GetColumn<float>("Probability"), (s, p) => new[] { s, p }).SelectMany(p => p)];
        File.WriteAllBytes("scores.bin", MemoryMarshal.AsBytes(scores.AsSpan()).ToArray());

        sealed class Row
        {
            public float Price { get; set; }
            public float Visits { get; set; }
            public float Age { get; set; }
        }
        """;

    private static string ReadmeProgram()
    {
        const string fence = "```";
        var text = File.ReadAllText(Repository.File("src/Finntelligence.Trees/README.md")).ReplaceLineEndings("\n");
        var blocks = text.Split(fence);
        blocks.Length.ShouldBe(3, "README.md has one block of code.");
        blocks[1].ShouldStartWith("csharp\n");
        return blocks[1]["csharp\n".Length..];
    }

    private static string Csv()
    {
        var lines = new List<string> { "Price,Visits,Age,Accepted" };
        for (var i = 0; i < TrainingRows; i++)
        {
            var draw = new CounterRandom(1).Fork((ulong)i);
            var row = Row(draw, missing: 0.1);
            var score = 1 - (float.IsNaN(row[0]) ? 1 : row[0] / 30) + (float.IsNaN(row[1]) ? 0 : row[1] / 4);
            var accepted = draw.Uniform(9) < PortableMath.Sigmoid(score);
            lines.Add(string.Join(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture)).Append(accepted ? "1" : "0")));
        }

        return string.Join('\n', lines) + "\n";
    }

    private static float[] Row(CounterRandom draw, double missing)
    {
        float[] row = [(float)(100 * draw.Uniform(0)), (float)Math.Floor(9 * draw.Uniform(1)), (float)Math.Floor(18 + (60 * draw.Uniform(2)))];
        for (var f = 0; f < row.Length; f++)
        {
            if (draw.Uniform(3 + (ulong)f) < missing)
                row[f] = float.NaN;
        }

        return row;
    }
}
