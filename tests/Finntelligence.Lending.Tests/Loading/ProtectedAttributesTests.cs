using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Loading;

public sealed class ProtectedAttributesTests
{
    [Theory]
    [InlineData("age", "age")]
    [InlineData("AGE", "age")]
    [InlineData("applicantAge", "age")]
    [InlineData("age_years", "age")]
    [InlineData("ageYears", "age")]
    [InlineData("age2", "age")]
    [InlineData("lnage", "age")]
    [InlineData("dateOfBirth", "dateofbirth")]
    [InlineData("dateofbirth", "dateofbirth")]
    [InlineData("DOB", "dob")]
    [InlineData("sex", "sex")]
    [InlineData("Gender", "gender")]
    [InlineData("female", "female")]
    [InlineData("isMale", "male")]
    [InlineData("ismale", "male")]
    [InlineData("maritalStatus", "marital")]
    [InlineData("MARITALSTATUS", "maritalstatus")]
    [InlineData("marital-status", "marital")]
    [InlineData("married", "married")]
    [InlineData("client.ethnicity", "ethnicity")]
    [InlineData("race", "race")]
    [InlineData("religion", "religion")]
    [InlineData("nationality", "nationality")]
    [InlineData("hasDisability", "disability")]
    [InlineData("pregnancy", "pregnancy")]
    [InlineData("motherTongue", "mothertongue")]
    [InlineData("trade_union", "tradeunion")]
    [InlineData("carOwnerAge", "age")]
    [InlineData("sexOfCarBuyer", "sex")]
    [InlineData("loanToAge", "age")]
    public void Find_Recognises_a_protected_attribute(string name, string word) => ProtectedAttributes.Find(name).ShouldBe(word);

    [Theory]
    [InlineData("average")]
    [InlineData("wage")]
    [InlineData("wages")]
    [InlineData("mortgage")]
    [InlineData("percentage")]
    [InlineData("agency")]
    [InlineData("traceId")]
    [InlineData("pstdue_average")]
    [InlineData("loansize")]
    [InlineData("management")]
    [InlineData("trcount")]
    [InlineData("monthlyIncome")]
    [InlineData("essex")]
    [InlineData("carAge")]
    [InlineData("age véhicule")]
    [InlineData("ageOfAccount")]
    [InlineData("vehicle_colour")]
    [InlineData("")]
    [InlineData("123")]
    public void Find_Lets_other_names_be(string name) => ProtectedAttributes.Find(name).ShouldBeNull();

    [Fact]
    public void Words_Splits_at_capitals_digits_and_separators() =>
        ProtectedAttributes.Words("applicantAge2 of_HTTPServer").ShouldBe(["applicant", "age", "of", "http", "server"]);
}
