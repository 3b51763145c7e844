using System.Text;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Formats.XGBoost;

/// <summary>Each file as JSON and as UBJSON, where it can be written in both.</summary>
public sealed class HostileFileTests
{
    [Fact]
    public void Cycle_Is_Refused() =>
        Refusal(TinyModel.With("\"left_children\":[1,3,-1,-1,-1]", "\"left_children\":[1,0,-1,-1,-1]"))
            .ShouldContain("trees[0].left_children: node 0 has two parents or is its own ancestor");

    [Fact]
    public void Child_Out_Of_Range_Is_Refused() =>
        Refusal(TinyModel.With("\"left_children\":[1,3,-1,-1,-1]", "\"left_children\":[1,2147483647,-1,-1,-1]"))
            .ShouldContain("trees[0].left_children[1]: there is no node 2147483647");

    [Fact]
    public void Feature_Out_Of_Range_Is_Refused() =>
        Refusal(TinyModel.With("\"split_indices\":[0,1,0,0,0]", "\"split_indices\":[0,3,0,0,0]"))
            .ShouldContain("trees[0].split_indices[1]: there is no feature 3, the model has 3");

    [Fact]
    public void Two_Thousand_Million_Nodes_Are_Refused() =>
        Refusal(TinyModel.With("\"num_nodes\":\"5\"", "\"num_nodes\":\"2147483647\"")).ShouldContain("trees[0].");

    [Fact]
    public void Two_Thousand_Million_Features_Are_Refused() =>
        Refusal(TinyModel.With("\"num_feature\":\"3\",\"num_class\"", "\"num_feature\":\"2147483647\",\"num_class\""))
            .ShouldContain("num_feature");

    [Fact]
    public void Ubjson_Array_Of_Two_Thousand_Million_Floats_Is_Refused()
    {
        // [ $ d # l 2147483647: a typed array that claims eight gigabytes, with nothing in it.
        byte[] claim = [.. "[$d#l"u8, 0x7F, 0xFF, 0xFF, 0xFF];
        var bytes = UbjsonEncoder.Encode(TinyModel.Json);
        var at = bytes.AsSpan().IndexOf("split_conditions"u8) + "split_conditions".Length;
        Refusal([.. bytes[..at], .. claim]).ShouldContain("the file ends in the middle");
    }

    [Fact]
    public void Ubjson_Array_Of_Two_Thousand_Million_Nothings_Is_Refused()
    {
        // Nulls take no bytes, so nothing but a limit ends this array.
        byte[] claim = [.. "[$Z#l"u8, 0x7F, 0xFF, 0xFF, 0xFF];
        var bytes = UbjsonEncoder.Encode(TinyModel.Json);
        var at = bytes.AsSpan().IndexOf("split_conditions"u8) + "split_conditions".Length;
        Refusal([.. bytes[..at], .. claim, .. bytes[at..]]).ShouldNotBeEmpty();
    }

    [Fact]
    public void Ubjson_Text_Of_Two_Thousand_Million_Bytes_Is_Refused()
    {
        byte[] claim = [(byte)'S', (byte)'l', 0x7F, 0xFF, 0xFF, 0xFF];
        var bytes = UbjsonEncoder.Encode(TinyModel.Json);
        var at = bytes.AsSpan().IndexOf("base_score"u8) + "base_score".Length;
        Refusal([.. bytes[..at], .. claim]).ShouldBe($"byte {at + claim.Length}: a string of more than 4194304 bytes.");
    }

    [Fact]
    public void NaN_Leaf_Is_Refused() =>
        Refusal(TinyModel.With("\"split_conditions\":[1.5E0,0,-1E0,2.5E-1,5E-1]", "\"split_conditions\":[1.5E0,0,-1E0,NaN,5E-1]"))
            .ShouldContain("trees[0].split_conditions[3]: the leaf value is NaN");

    [Fact]
    public void Tree_Of_A_Hundred_Thousand_Levels_Is_Refused() =>
        Refusal(TinyModel.Chain(100_000)).ShouldContain("trees[0]: the tree is 100000 splits deep; 1024 is the most that is read");

    [Fact]
    public void A_Hundred_Thousand_Nested_Arrays_Are_Refused() =>
        Refusal(Encoding.UTF8.GetBytes("{\"unknown\":" + new string('[', 100_000))).ShouldContain("more than 64 levels");

    /// <summary>The refusal of the document as JSON, which must be that of it as UBJSON.</summary>
    private static string Refusal(string json)
    {
        var message = Refusal(Encoding.UTF8.GetBytes(json));
        Refusal(UbjsonEncoder.Encode(json)).ShouldBe(message);
        return message;
    }

    private static string Refusal(byte[] bytes) =>
        Hostile.Refusal<InvalidModelFileException>(bytes.Length, () => XGBoostReader.Read(new MemoryStream(bytes)));
}
