using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests.Registry;

public sealed class ModelUriTests
{
    [Theory]
    [InlineData("models:/cash-loan-risk@production", "cash-loan", "risk", "production", false)]
    [InlineData("models:/cash-loan-acceptance/3", "cash-loan", "acceptance", "3", true)]
    public void Parse_Finds_Product_Kind_And_Version(string text, string product, string kind, string reference, bool isPinned)
    {
        var uri = ModelUri.Parse(text);

        (uri.Product, uri.Kind, uri.Reference, uri.IsPinned).ShouldBe((product, kind, reference, isPinned));
        uri.Name.ShouldBe(ModelUri.NameOf(product, kind));
        uri.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("models/cash-loan")]
    [InlineData("models:/cash-loan-risk")]
    [InlineData("models:/cash-loan-risk@")]
    [InlineData("models:/risk@production")]
    [InlineData("models:/cash-loan-@production")]
    [InlineData("models:/cash-loan-risk@latest")]
    [InlineData("models:/cash-loan-risk@3")]
    [InlineData("models:/cash-loan-risk/Production")]
    [InlineData("models:/-risk@production")]
    public void Parse_Refuses_Anything_Else(string text) => Should.Throw<RegistryException>(() => ModelUri.Parse(text));
}
