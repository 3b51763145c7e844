using System.Text;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class MlflowOptionsTests
{
    [Fact]
    public void FromEnvironment_Is_Null_Without_A_Server() => From([]).ShouldBeNull();

    [Theory]
    [InlineData("http://host:5000", "http://host:5000/")]
    [InlineData("http://host:5000/", "http://host:5000/")]
    [InlineData(" https://host/team/mlflow ", "https://host/team/mlflow/")]
    public void Server_Ends_In_A_Slash(string address, string expected) =>
        From(("MLFLOW_TRACKING_URI", address))!.Server.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("file:./mlruns")]
    [InlineData("sqlite:///mlflow.db")]
    [InlineData("host:5000")]
    [InlineData("mlruns")]
    public void Server_Must_Be_Http(string address) =>
        Should.Throw<ArgumentException>(() => From(("MLFLOW_TRACKING_URI", address))).Message.ShouldContain("MLFLOW_TRACKING_URI");

    [Fact]
    public void A_User_And_Password_Go_Before_A_Token()
    {
        var options = From(("MLFLOW_TRACKING_URI", "http://host"), ("MLFLOW_TRACKING_USERNAME", "anna"), ("MLFLOW_TRACKING_PASSWORD", "gehèim"),
            ("MLFLOW_TRACKING_TOKEN", "token"));

        options!.Authorization!.ToString().ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("anna:gehèim")));
    }

    [Fact]
    public void A_Token_Is_A_Bearer() =>
        From(("MLFLOW_TRACKING_URI", "http://host"), ("MLFLOW_TRACKING_TOKEN", "token"))!.Authorization!.ToString().ShouldBe("Bearer token");

    [Fact]
    public void A_Password_In_The_Address_Is_Taken_Out_Of_It()
    {
        var options = From(("MLFLOW_TRACKING_URI", "http://anna:p%40ss@host:5000/x"))!;

        options.Server.ToString().ShouldBe("http://host:5000/x/");
        options.Authorization!.Parameter.ShouldBe(Convert.ToBase64String("anna:p@ss"u8));
        options.ToString()!.ShouldNotContain("p@ss");
    }

    private static MlflowOptions? From(params (string Name, string Value)[] variables) =>
        MlflowOptions.FromEnvironment(name => variables.FirstOrDefault(variable => variable.Name == name).Value);

    [Fact]
    public void Another_Patience_Keeps_Server_And_Account()
    {
        var options = WithPassword("http://host:5000", "me", "secret").With(TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(3));

        options.Server.ShouldBe(new Uri("http://host:5000/"));
        options.Authorization.ShouldNotBeNull();
        (options.Timeout, options.MaximumRetries, options.MaximumWait).ShouldBe((TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(3)));
    }

    /// <summary>As the environment of a user with a password has it.</summary>
    internal static MlflowOptions WithPassword(string server, string user, string password) => MlflowOptions.FromEnvironment(name => name switch
    {
        "MLFLOW_TRACKING_URI" => server,
        "MLFLOW_TRACKING_USERNAME" => user,
        "MLFLOW_TRACKING_PASSWORD" => password,
        _ => null,
    })!;
}
