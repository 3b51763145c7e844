using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Tests.Products.Json;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["monthlyIncome", "bureauScore", "priorLoans"];

    [Theory]
    [InlineData("monthlyincome", "monthlyIncome")]
    [InlineData("buroScore", "bureauScore")]
    [InlineData("priorLoan", "priorLoans")]
    public void Hint_Names_what_was_meant(string written, string meant) =>
        NearestName.Hint(written, Names).ShouldBe($" Did you mean \"{meant}\"?");

    [Theory]
    [InlineData("shoeSize")]
    [InlineData("")]
    public void Hint_Is_silent_where_nothing_is_near(string written) => NearestName.Hint(written, Names).ShouldBe("");

    // kitten → sitten → sittin → sitting.
    [Fact]
    public void Distance_Counts_edits() => NearestName.Distance("Kitten", "sitting").ShouldBe(3);
}
