using Finntelligence.Foundation.Faults;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Hosting;

/// <summary>A mistake in the settings, the product or the address is one message on stderr and exit code 1, not a stack trace.</summary>
internal static class StartFaults
{
    public static bool AreTheUsers(Exception fault) =>
        fault is OptionsValidationException or UserFaultException or IOException or UnauthorizedAccessException or FormatException
        // A setting of the wrong type, such as an interval that is no time.
        or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" };

    /// <returns>The exit code.</returns>
    public static int Report(Exception fault)
    {
        Console.Error.WriteLine($"The service cannot start. {fault.Message}");
        return 1;
    }
}
