using System.Text;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests.Registry;

public sealed class RegistryJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalModelRegistry _registry;

    public RegistryJsonTests() => _registry = new LocalModelRegistry(_folder.Path, new SettableClock()) { User = "anna" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_Is_Readable_Sorted_And_The_Same_Every_Time()
    {
        _registry.Register("risk", "abc"u8.ToArray(), Sample.Info());
        _registry.SetAlias("risk", "production", 1, "première fois");

        // The sha256 of "abc" is the example of FIPS 180-2.
        File.ReadAllText(_registry.StatePath).ShouldBe("""
            {
              "format": 1,
              "models": {
                "risk": {
                  "aliases": {
                    "production": 1
                  },
                  "versions": [
                    {
                      "version": 1,
                      "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                      "size": 3,
                      "created": "2026-03-01T12:00:00+00:00",
                      "data": {
                        "name": "history.csv",
                        "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                        "md5": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
                      },
                      "options": {
                        "LearningRate": "0.05",
                        "NumberOfTrees": "200"
                      },
                      "seed": 7,
                      "library": "1.0.0",
                      "commit": "0123abc",
                      "metrics": {
                        "auc": 0.7,
                        "logLoss": 0.25
                      },
                      "runId": "20260301-120000-1",
                      "tags": {
                        "source": "test"
                      }
                    }
                  ]
                }
              },
              "history": [
                {
                  "when": "2026-03-01T12:00:00+00:00",
                  "who": "anna",
                  "alias": "production",
                  "action": "move",
                  "why": "première fois",
                  "forced": false,
                  "moves": [
                    {
                      "kind": "risk",
                      "from": null,
                      "to": 1,
                      "metrics": {
                        "auc": 0.7,
                        "logLoss": 0.25
                      }
                    }
                  ]
                }
              ]
            }

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void Write_And_Read_Keep_Every_Byte()
    {
        var info = Sample.Info() with { Metrics = new Dictionary<string, double> { ["nan"] = double.NaN, ["inf"] = double.NegativeInfinity } };
        _registry.Register("risk", Sample.Zip(1), info with { Commit = null, RunId = null });
        var before = File.ReadAllBytes(_registry.StatePath);
        using var after = new MemoryStream();

        RegistryJson.Write(after, _registry.Read());

        after.ToArray().ShouldBe(before);
        _registry.Read().Kind("risk").Versions[0].Metrics["nan"].ShouldBe(double.NaN);
    }

    [Fact]
    public void Read_Of_Any_Truncation_Says_What_To_Do_And_Writers_Leave_The_File_Alone()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        var whole = File.ReadAllBytes(_registry.StatePath);
        // The last byte is the line feed after the closing brace: without it the file is still whole.
        for (var length = 0; length < whole.Length - 1; length += 7)
        {
            var part = whole[..length];
            File.WriteAllBytes(_registry.StatePath, part);

            Should.Throw<RegistryException>(() => _registry.Read()).Message.ShouldContain("git checkout");
            Should.Throw<RegistryException>(() => _registry.Register("risk", Sample.Zip(2), Sample.Info()));
            File.ReadAllBytes(_registry.StatePath).ShouldBe(part);
        }
        File.WriteAllBytes(_registry.StatePath, whole);
        _registry.Read().Kind("risk").Versions.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "format": 2, "models": {}, "history": [] }""")]
    [InlineData("""{ "format": 1, "models": {} }""")]
    [InlineData("""{ "format": 1, "models": { "risk": { "aliases": { "production": 1 }, "versions": [] } }, "history": [] }""")]
    [InlineData("""{ "format": 1, "models": { "risk": { "aliases": {}, "versions": null } }, "history": [] }""")]
    [InlineData("""{ "format": 1, "models": {}, "history": [], "unknown": 1 }""")]
    public void Read_Of_A_File_That_Contradicts_Itself_Names_The_File(string json) =>
        Should.Throw<RegistryException>(() => RegistryJson.Read(Encoding.UTF8.GetBytes(json), "the-file")).Message.ShouldStartWith("the-file is damaged");

    [Fact]
    public void Read_Refuses_The_Same_Version_Twice()
    {
        _registry.Register("risk", Sample.Zip(1), Sample.Info());
        _registry.Register("risk", Sample.Zip(2), Sample.Info());
        var json = File.ReadAllText(_registry.StatePath).Replace("\"version\": 2", "\"version\": 1", StringComparison.Ordinal);
        File.WriteAllText(_registry.StatePath, json);

        Should.Throw<RegistryException>(() => _registry.Read()).Message.ShouldContain("version 1 twice");
    }
}
