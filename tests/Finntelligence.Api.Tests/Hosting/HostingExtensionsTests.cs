using Finntelligence.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Finntelligence.Api.Tests.Hosting;

public sealed class HostingExtensionsTests
{
    [Fact]
    public void Service_Listens_On_Its_Default_Address() => UrlsOf().ShouldBe("http://localhost:5080");

    [Fact]
    public void Address_That_Was_Given_Wins() => UrlsOf("--urls=http://localhost:7000").ShouldBe("http://localhost:7000");

    [Theory]
    [InlineData("--http_ports=7000")]
    [InlineData("--https_ports=7000")]
    [InlineData("--Kestrel:Endpoints:Http:Url=http://localhost:7000")]
    public void Ports_And_Endpoints_That_Were_Given_Win(string argument) => UrlsOf(argument).ShouldBeNull();

    private static string? UrlsOf(params string[] arguments) =>
        WebApplication.CreateBuilder(arguments).AddServiceHost().WebHost.GetSetting(WebHostDefaults.ServerUrlsKey);
}
