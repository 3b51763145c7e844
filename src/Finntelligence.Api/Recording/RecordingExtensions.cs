using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Hosting;
using Finntelligence.Decisions.Writing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Finntelligence.Api.Recording;

internal static class RecordingExtensions
{
    /// <summary>The header in which a client may name the applicant, so that what is kept about him can be found and erased.</summary>
    public const string ApplicantHeader = "Applicant-Reference";

    /// <summary>Characters of such a name.</summary>
    public const int LongestApplicant = 100;

    private const string SecondsToWait = "1";

    public static WebApplicationBuilder AddRecording(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IGivenUpBefore, RecordedGivenUp>().AddSingleton<IArmOutcomes, RecordedArmOutcomes>().AddSingleton<DecisionRecorder>().AddHostedService<RecordingStart>()
            .AddHostedService<ShadowRecorder>();
        return builder;
    }

    /// <summary>What is wrong with an applicant's name; null if nothing.</summary>
    public static string? FaultOf(string? applicant) => applicant is { Length: 0 or > LongestApplicant } || applicant?.Any(char.IsControl) == true
        ? $"Must have 1 to {LongestApplicant} characters, none of them a control character."
        : null;

    /// <summary>There is an answer, but its record is not durable, so it must not leave.</summary>
    public static ProblemHttpResult NotRecorded(HttpContext context, NotRecordedException fault)
    {
        context.Response.Headers.RetryAfter = SecondsToWait;
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, $"{fault.Message} No decision was made; ask again after a moment.");
    }

    /// <summary>Opens the log before the service listens, so that a fault ends the start.</summary>
    private sealed class RecordingStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<DecisionRecorder>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
