using Finntelligence.Foundation.Faults;

namespace Finntelligence.Foundation.Tests.Faults;

public sealed class UserFaultExceptionTests
{
    [Theory]
    [InlineData("there is no file a.csv.", null, null, "there is no file a.csv.")]
    [InlineData("there is no file a.csv.", "--in", null, "--in: there is no file a.csv.")]
    [InlineData("it is damaged.", "model.zip", "Restore it from a backup.", "model.zip: it is damaged. Restore it from a backup.")]
    public void The_message_says_where_what_and_what_to_do(string what, string? where, string? remedy, string message)
    {
        foreach (UserFaultException fault in new UserFaultException[]
        {
            new RequestFaultException(what, where: where, remedy: remedy), new DataFaultException(what, where: where, remedy: remedy),
            new ServerFaultException(what, where: where, remedy: remedy),
        })
        {
            fault.Message.ShouldBe(message);
            (fault.What, fault.Where, fault.Remedy).ShouldBe((what, where, remedy));
        }
    }
}
