using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Api.Tests.Hosting;

public sealed class ModelPairTests
{
    [Theory]
    [InlineData("models:/cash-loan-risk@production", "production", "production")]
    [InlineData("models:/cash-loan-acceptance@staging", "staging", "staging")]
    [InlineData("models:/cash-loan-acceptance@a, models:/cash-loan-risk@b", "b", "a")]
    [InlineData("models:/cash-loan-risk/3,models:/cash-loan-acceptance/2", "3", "2")]
    [InlineData("models:/cash-loan-risk/3 models:/cash-loan-acceptance@production", "3", "production")]
    public void One_Alias_Names_Both_And_Two_Addresses_Each(string text, string risk, string acceptance) =>
        ModelPair.Parse(text, "cash-loan").ShouldBe(ModelPair.Of("cash-loan", "unused", risk, acceptance));

    [Theory]
    [InlineData("models:/cash-loan-risk/3", "version of the other one")]
    [InlineData("models:/car-loan-risk@production", "car-loan")]
    [InlineData("models:/cash-loan-fraud@production", "does not name a risk and an acceptance model")]
    [InlineData("models:/cash-loan-risk@a,models:/cash-loan-risk@b", "does not name a risk and an acceptance model")]
    [InlineData("models:/cash-loan-risk", "does not name a model")]
    [InlineData("", "does not name")]
    public void Anything_Else_Is_Refused_With_The_Reason(string text, string reason) =>
        Should.Throw<RegistryException>(() => ModelPair.Parse(text, "cash-loan")).Message.ShouldContain(reason);
}
