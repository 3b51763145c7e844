using Finntelligence.Api.Hosting;

namespace Finntelligence.Api.Tests.Hosting;

public sealed class ServiceOptionsValidatorTests
{
    [Theory]
    [InlineData("models:/cash-loan-risk@production")]
    [InlineData("models:/cash-loan-risk/3, models:/cash-loan-acceptance/2")]
    [InlineData("/srv/models/cash-loan")]
    [InlineData(null)]
    public void Sources_That_Name_Models_Or_A_Folder_Pass(string? source) => Faults(new ModelOptions { Source = source }).ShouldBeNull();

    [Theory]
    [InlineData("models:/cash-loan-risk/3", "version of the other one")]
    [InlineData("models:/car-loan-risk@production", "car-loan")]
    [InlineData("models:/cash-loan-risk", "does not name a model")]
    public void Source_That_Names_No_Pair_Is_Refused(string source, string said)
    {
        var faults = Faults(new ModelOptions { Source = source }).ShouldNotBeNull();
        faults.ShouldStartWith("Finntelligence:Models:Source ");
        faults.ShouldContain(said);
    }

    [Fact]
    public void Source_Beside_Files_Or_Other_Versions_Is_Refused()
    {
        const string source = "models:/cash-loan-risk@production";
        Faults(new ModelOptions { Source = source, RiskFile = "a", AcceptanceFile = "b" })!.ShouldContain("RiskFile");
        Faults(new ModelOptions { Source = source, RiskVersion = "2" })!.ShouldContain("RiskVersion");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.95)]
    [InlineData(double.NaN)]
    public void Jitter_Out_Of_Range_Is_Refused(double jitter) =>
        Faults(new ModelOptions { PollJitter = jitter })!.ShouldContain("Finntelligence:Models:PollJitter");

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(1_000_000, true)]
    [InlineData(-1, false)]
    [InlineData(1_000_001, false)]
    public void Share_Of_Checked_Decisions_Is_None_All_Or_One_In_So_Many(int oneIn, bool passes) =>
        (Faults(new ModelOptions { CheckOneIn = oneIn })?.Contains("Finntelligence:Models:CheckOneIn") != true).ShouldBe(passes);

    private static string? Faults(ModelOptions models) =>
        new ValidatedOptions<ServiceOptions>(ServiceOptions.Section, new ServiceOptionsValidator()).Validate(null, new ServiceOptions { Models = models }).FailureMessage;
}
