using System.Data.Common;
using Finntelligence.Api.Pool;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Guarding;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Api.Experimenting;

/// <summary>
/// The price experiment that runs, as data/&lt;product&gt;/pricing-experiment.json says. A definition that cannot be read draws nothing: prices
/// are drawn only while it is certain that somebody wants it.
/// </summary>
internal sealed partial class ExperimentBoard
{
    private readonly ILogger<ExperimentBoard> _logger;
    private readonly IGivenUpBefore _before;
    private readonly TimeProvider _time;
    private byte[] _read = [];
    private RunningExperiment? _last;
    private volatile RunningExperiment? _current;
    private volatile string? _fault;

    public ExperimentBoard(ServedProduct served, IGivenUpBefore before, TimeProvider time, ILogger<ExperimentBoard> logger)
    {
        (_before, _time, _logger) = (before, time, logger);
        File = Path.Combine(Path.GetDirectoryName(served.File)!, ExperimentFile.Name);
    }

    /// <summary>Where the definition lies.</summary>
    public string File { get; }

    /// <summary>The experiment in force, running or stopped; null without one, and where its definition cannot be read.</summary>
    public RunningExperiment? Current => _current;

    /// <summary>Why the definition cannot be used; null if it can, or there is none.</summary>
    public string? Fault => _fault;

    /// <summary>Looks at the file again. Called by one at a time.</summary>
    /// <param name="product">In service.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RefreshAsync(ProductDefinition product, CancellationToken cancellationToken)
    {
        try
        {
            if (!System.IO.File.Exists(File))
            {
                Take(null, null);
                _read = [];
                return;
            }

            var bytes = Utf8File.ReadAllBytes(File);
            if (_current?.Product.Sha256 == product.Sha256 && bytes.AsSpan().SequenceEqual(_read))
                return;
            _read = bytes;
            var experiment = ExperimentReader.Read(bytes, product);
            var version = experiment.Current;
            if (RunningExperiment.Unserved(version) is { } unserved)
                throw new RequestFaultException(unserved, where: File);
            Take(new RunningExperiment(product, version, await GivenUpOfAsync(experiment, cancellationToken)), null);
        }
        catch (Exception fault) when (fault is UserFaultException or IOException or UnauthorizedAccessException or InvalidDataException or DbException)
        {
            Take(null, fault.Message);
        }
    }

    // What was given up counts on while the people and their prices are the same.
    private async Task<GivenUp> GivenUpOfAsync(PricingExperiment experiment, CancellationToken cancellationToken)
    {
        var version = experiment.Current;
        if (_last is { } last && last.Version.Salt == version.Salt)
            return last.Version.Guardrails == version.Guardrails ? last.GivenUp : last.GivenUp.Under(version.Guardrails);
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var (all, day) = await _before.OfAsync(experiment, today, cancellationToken);
        return new GivenUp(version.Guardrails, all, day, today);
    }

    private void Take(RunningExperiment? experiment, string? fault)
    {
        _last = experiment ?? _last;
        if (fault is not null && fault != _fault)
            LogRefused(File, fault);
        if (experiment is not null && experiment.Version != _current?.Version)
            LogTaken(experiment.Version.Version, experiment.Version.State);
        (_current, _fault) = (experiment, fault);
    }

    [LoggerMessage(LogLevel.Information, "Version {Version} of the price experiment is in force: {State}")]
    private partial void LogTaken(int version, ExperimentState state);

    [LoggerMessage(LogLevel.Error, "No price is drawn: {File} cannot be used: {Reason}")]
    private partial void LogRefused(string file, string reason);
}

/// <summary>An experiment in force.</summary>
/// <param name="Product">It was read against.</param>
/// <param name="Version">What it says.</param>
/// <param name="GivenUp">What it has cost, by the log and since.</param>
internal sealed record RunningExperiment(ProductDefinition Product, ExperimentVersion Version, GivenUp GivenUp)
{
    /// <summary>What of a version the service cannot do; null where it can all.</summary>
    public static string? Unserved(ExperimentVersion version) =>
        version.Arms.FirstOrDefault(a => a.Models is not null || a.Shadow) is { } other
            ? $"the arm \"{other.Name}\" has models of its own or is a shadow, which the service does not serve yet."
            : version.Arms.Any(a => a.Exploration?.Draw == DrawLaw.Thompson)
                ? "thompson needs bagged models, which the service does not have."
                : null;
}
