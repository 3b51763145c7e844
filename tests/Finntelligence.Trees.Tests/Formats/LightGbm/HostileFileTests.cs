using System.Text;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.LightGbm;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Formats.LightGbm;

public sealed class HostileFileTests
{
    [Fact]
    public void Cycle_Is_Refused() =>
        Refusal(TinyModel.With("left_child=1 -1", "left_child=1 0"))
            .ShouldBe("line 20, left_child[1]: node 0 has two parents or is its own ancestor.");

    [Fact]
    public void Child_Out_Of_Range_Is_Refused() =>
        Refusal(TinyModel.With("left_child=1 -1", "left_child=7 -1")).ShouldBe("line 20, left_child[0]: there is no node 7.");

    [Fact]
    public void Feature_Out_Of_Range_Is_Refused() =>
        Refusal(TinyModel.With("split_feature=0 1", "split_feature=0 3"))
            .ShouldBe("line 16, split_feature[1]: there is no feature 3, the model has 3.");

    [Fact]
    public void Two_Thousand_Million_Leaves_Are_Refused() =>
        Refusal(TinyModel.With("num_leaves=3", "num_leaves=2147483647"))
            .ShouldBe("line 14, num_leaves: more than the 4000000 nodes allowed that are left.");

    [Fact]
    public void Two_Thousand_Million_Features_Are_Refused() =>
        Refusal(TinyModel.With("max_feature_idx=2", "max_feature_idx=2147483647")).ShouldStartWith("line 6, max_feature_idx: ");

    [Fact]
    public void Two_Thousand_Million_Category_Words_Are_Refused() =>
        Refusal(TinyModel.With("cat_boundaries=0 2", "cat_boundaries=0 2147483647")).ShouldContain("cat_");

    [Fact]
    public void NaN_Leaf_Is_Refused() =>
        Refusal(TinyModel.With("leaf_value=0.25 0.5 -1", "leaf_value=0.25 nan -1")).ShouldBe("line 22, leaf_value[1]: the leaf value is NaN.");

    [Fact]
    public void Tree_Of_A_Hundred_Thousand_Levels_Is_Refused() =>
        Refusal(TinyModel.Chain(100_000))
            .ShouldBe("the tree from line 7 on: the tree is 100000 splits deep; 1024 is the most that is read.");

    private static string Refusal(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Hostile.Refusal<InvalidModelFileException>(bytes.Length, () => LightGbmReader.Read(new MemoryStream(bytes)));
    }
}
