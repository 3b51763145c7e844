using Finntelligence.ModelOps.Registry;
using FluentValidation;

namespace Finntelligence.Api.Hosting;

/// <summary>Settings that the service can run with.</summary>
internal sealed class ServiceOptionsValidator : AbstractValidator<ServiceOptions>
{
    // A timer cannot wait longer than this.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public ServiceOptionsValidator()
    {
        RuleFor(o => o.Product).Matches("^[a-z0-9]+(-[a-z0-9]+)*$")
            .WithMessage("must name a product: lower-case letters, digits and hyphens.");
        RuleFor(o => o.MaximumBodyBytes).InclusiveBetween(1024, 16 * 1024 * 1024).WithMessage("must be between 1,024 and 16,777,216 bytes.");
        RuleFor(o => o.MaximumBatchBytes).InclusiveBetween(1024, 1L << 40).WithMessage("must be between 1,024 bytes and 1 TiB.");
        RuleFor(o => o.ShutdownTimeout).InclusiveBetween(TimeSpan.Zero, LongestWait).WithMessage("must be between 0 and 1 day.");
        RuleFor(o => o.DrainTime).InclusiveBetween(TimeSpan.Zero, LongestWait).WithMessage("must be between 0 and 1 day.");
        RuleFor(o => o.ReadPatience).InclusiveBetween(TimeSpan.Zero, LongestWait).WithMessage("must be between 0 and 1 day.");
        RuleFor(o => o.WarmUp).InclusiveBetween(TimeSpan.Zero, TimeSpan.FromMinutes(1)).WithMessage("must be between 0 and 1 minute.");
        RuleFor(o => o.DriftWindow).InclusiveBetween(0, 100_000).WithMessage("must be 0, for none, or between 1 and 100,000.");
        RuleFor(o => o.DecisionLog.Mode).Must(m => m is DecisionLogOptions.Required or DecisionLogOptions.BestEffort or DecisionLogOptions.Off)
            .WithMessage($"must be {DecisionLogOptions.Required}, {DecisionLogOptions.BestEffort} or {DecisionLogOptions.Off}.");
        RuleFor(o => o.DecisionLog.QueueLength).InclusiveBetween(1, 1_000_000).WithMessage("must be between 1 and 1,000,000.");
        RuleFor(o => o.Callers.RequestsPerSecond).InclusiveBetween(0, 1_000_000).WithMessage("must be 0, for any number, or between 1 and 1,000,000.");
        RuleFor(o => o.Callers.CostlyAtOnce).InclusiveBetween(1, 10_000).WithMessage("must be between 1 and 10,000.");
        RuleFor(o => o.Callers.CostlyWaiting).InclusiveBetween(0, 100_000).WithMessage("must be between 0 and 100,000.");
        RuleFor(o => o.Callers.BatchesAtOnce).InclusiveBetween(1, 10_000).WithMessage("must be between 1 and 10,000.");
        RuleFor(o => o.Callers.BatchesOfCaller).InclusiveBetween(1, 10_000).WithMessage("must be between 1 and 10,000.");
        RuleFor(o => o.Callers.UnreadFor).InclusiveBetween(TimeSpan.FromMilliseconds(100), LongestWait).WithMessage("must be between 0.1 seconds and 1 day.");
        RuleForEach(o => o.Callers.Origins).Must(IsOrigin).WithMessage("must be * or an origin without a path, as https://desk.example.");
        RuleFor(o => o.Callers.Tokens.Authority).Must(a => Uri.TryCreate(a, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)))
            .When(o => o.Callers.Tokens.Authority is { Length: > 0 }).WithMessage("must be the address of an issuer, as https://login.example.");
        RuleFor(o => o.Explorer.Sessions).InclusiveBetween(1, 10_000).WithMessage("must be between 1 and 10,000.");
        RuleFor(o => o.Explorer.KeepDisconnected).InclusiveBetween(0, 10_000).WithMessage("must be between 0 and 10,000.");
        RuleFor(o => o.Explorer.AtOnce).InclusiveBetween(1, 1_000).WithMessage("must be between 1 and 1,000.");
        RuleFor(o => o.Models.Alias).NotEmpty().WithMessage("must name an alias of the registry.");
        RuleFor(o => o.Models.PollInterval).InclusiveBetween(TimeSpan.FromMilliseconds(10), LongestWait)
            .WithMessage("must be between 10 milliseconds and 1 day.");
        RuleFor(o => o.Models.PollJitter).InclusiveBetween(0, 0.9).WithMessage("must be between 0 and 0.9.");
        RuleFor(o => o.Models.CheckOneIn).InclusiveBetween(0, 1_000_000).WithMessage("must be 0, for no decision, or between 1 and 1,000,000.");
        RuleFor(o => o.Models.Source).Custom((_, context) => CheckSource(context.InstanceToValidate, context));
        RuleFor(o => o.Models).Must(m => (m.RiskFile is null) == (m.AcceptanceFile is null))
            .WithMessage("must name both RiskFile and AcceptanceFile, or neither.");
        RuleFor(o => o.Models).Must(m => m.RateCardFile is null || m.RiskFile is not null)
            .WithMessage("must name RiskFile and AcceptanceFile beside RateCardFile.");
    }

    private static bool IsOrigin(string origin) =>
        origin == CallerOptions.AnyOrigin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && origin == uri.GetLeftPart(UriPartial.Authority));

    private static void CheckSource(ServiceOptions options, ValidationContext<ServiceOptions> context)
    {
        var models = options.Models;
        if (models.Source is null)
            return;
        if (models.RiskFile is not null)
            context.AddFailure("cannot stand beside RiskFile and AcceptanceFile.");
        if (!models.NamesModels)
            return;
        if (models.RiskVersion is not null || models.AcceptanceVersion is not null)
            context.AddFailure($"names versions itself, as {ModelUri.Scheme}{options.Product}-risk/3; leave out RiskVersion and AcceptanceVersion.");
        try
        {
            ModelPair.Parse(models.Source, options.Product);
        }
        catch (RegistryException fault)
        {
            context.AddFailure(fault.Message);
        }
    }
}
