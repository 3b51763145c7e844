using Finntelligence.Api.Hosting;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Microsoft.AspNetCore.Http;

namespace Finntelligence.Api.Tests.Hosting;

public sealed class ProblemsTests
{
    [Fact]
    public void A_fault_of_the_request_is_the_clients_and_may_be_read()
    {
        var fault = new RequestFaultException("there is no such policy.", where: "policy");
        Problems.StatusOf(fault).ShouldBe(StatusCodes.Status400BadRequest);
        Problems.DetailOf(fault).ShouldBe("policy: there is no such policy.");
    }

    [Fact]
    public void A_fault_of_the_services_own_files_or_servers_is_not_told_to_clients()
    {
        foreach (Exception fault in new Exception[] { new InvalidModelException("/srv/models/risk/1/model.zip is damaged."), new ServerFaultException("MLflow is silent.") })
        {
            Problems.StatusOf(fault).ShouldBe(StatusCodes.Status503ServiceUnavailable);
            Problems.DetailOf(fault).ShouldBeNull();
        }
    }

    [Fact]
    public void A_defect_is_the_services() => Problems.StatusOf(new InvalidOperationException()).ShouldBe(StatusCodes.Status500InternalServerError);
}
