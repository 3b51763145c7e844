using System.Text;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Formats.XGBoost;

/// <summary>Damaged files end in a refusal or in an ensemble that scores: no other exception, no endless walk, no memory beyond the limits.</summary>
public sealed class XGBoostFuzzTests
{
    private static readonly XGBoostReadOptions SmallLimits = new()
    {
        Limits = new ModelFileLimits { Bytes = 1 << 16, Trees = 100, Nodes = 1000, Features = 100 },
    };

    [Fact]
    public void Damaged_Json_Is_Refused_Or_Scores() => ShouldBeRefusedOrScore(
        Encoding.UTF8.GetBytes(TinyModel.Json),
        ["NaN", "-Infinity", "1e999", "-1", "0", "2147483647", "99999999999999999999", "{", "}", "[", "]", ",", "\"", "\\u", "\\ud800", "null", "true", "\"trees\":[]", "\"weight_drop\":[1,2],"]);

    [Fact]
    public void Damaged_Ubjson_Is_Refused_Or_Scores() => ShouldBeRefusedOrScore(
        UbjsonEncoder.Encode(TinyModel.Json),
        ["{", "}", "[", "]", "[#", "[$d#", "[$l#L", "[$Z#", "L\0\0\0\0\0\0\0\u0001", "U\u0003", "i\u007f", "S", "T", "F", "Z", "D\u007f", "\0\0\0\0", "\u007f\u007f\u007f\u007f"]);

    private static void ShouldBeRefusedOrScore(byte[] original, string[] pieces)
    {
        byte[][] parts = [.. pieces.Select(Encoding.UTF8.GetBytes), [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xC0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF]];
        Fuzz.ShouldBeRefusedOrRead<InvalidModelFileException>(100_000, seed: 20261122, random =>
        {
            var model = XGBoostReader.Read(new MemoryStream(Mutations.Of(random, original, parts)), SmallLimits);
            model.Ensemble.Score(new float[model.Ensemble.Features.Length]);
        });
    }
}
