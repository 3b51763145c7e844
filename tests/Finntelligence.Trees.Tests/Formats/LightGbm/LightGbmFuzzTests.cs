using System.Text;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.LightGbm;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Formats.LightGbm;

/// <summary>Damaged files end in a refusal or in an ensemble that scores: no other exception, no endless walk, no memory beyond the limits.</summary>
public sealed class LightGbmFuzzTests
{
    [Fact]
    public void Damaged_Text_Is_Refused_Or_Scores()
    {
        var original = Encoding.UTF8.GetBytes(TinyModel.Text);
        byte[][] pieces =
        [
            .. "nan|inf|-inf|1e308|-1|-2147483648|4294967295|99999999999|0| |\n|=|\nTree=|\nend of trees\n|average_output\n|num_cat=2|num_leaves=1\n|is_linear=1|\r|\t"
                .Split('|').Select(Encoding.UTF8.GetBytes),
        ];
        var limits = new ModelFileLimits { Bytes = 1 << 16, Trees = 100, Nodes = 1000, Features = 100, CategoryBytes = 1 << 16 };
        Fuzz.ShouldBeRefusedOrRead<InvalidModelFileException>(100_000, seed: 20261122, random =>
        {
            var model = LightGbmReader.Read(new MemoryStream(Mutations.Of(random, original, pieces)), limits);
            if (double.IsNaN(model.Ensemble.Score(new float[model.Ensemble.Features.Length])))
                throw new InvalidOperationException("The score is NaN.");
        });
    }
}
