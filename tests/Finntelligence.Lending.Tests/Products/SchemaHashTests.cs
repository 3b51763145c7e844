using System.Security.Cryptography;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Tests.Products;

public sealed class SchemaHashTests
{
    // Pins the text: if this fails, every model in the world stops loading.
    [Fact]
    public void Compute_Hashes_a_text_that_never_changes()
    {
        var hash = SchemaHash.Compute(
            [new FeatureSpec("risk", FeatureKind.Category), new FeatureSpec("rate", FeatureKind.Numeric, Monotonicity.Decreasing)],
            [["applicant", "LOW", "é"], ["offer", "rate"]]);

        var text = "finntelligence schema 1\n4:risk 8:category 1:0 9:applicant 3:LOW 1:é \n4:rate 7:numeric 2:-1 5:offer 4:rate \n";
        hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Compute_Tells_apart_what_reads_the_same_run_together() =>
        SchemaHash.Compute([new FeatureSpec("a", FeatureKind.Category)], [["applicant", "x", "y"]])
            .ShouldNotBe(SchemaHash.Compute([new FeatureSpec("a", FeatureKind.Category)], [["applicant", "x 1:y"]]));
}
