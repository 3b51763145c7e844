using Finntelligence.Api.Hosting;
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
    private byte[] _read = [];
    private volatile RunningExperiment? _current;
    private volatile string? _fault;

    public ExperimentBoard(ServedProduct served, ILogger<ExperimentBoard> logger)
    {
        _logger = logger;
        File = Path.Combine(Path.GetDirectoryName(served.File)!, ExperimentFile.Name);
    }

    /// <summary>Where the definition lies.</summary>
    public string File { get; }

    /// <summary>The experiment in force, running or stopped; null without one, and where its definition cannot be read.</summary>
    public RunningExperiment? Current => _current;

    /// <summary>Why the definition cannot be used; null if it can, or there is none.</summary>
    public string? Fault => _fault;

    /// <summary>Looks at the file again.</summary>
    /// <param name="product">In service.</param>
    public void Refresh(ProductDefinition product)
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
            if (_current?.Product == product && bytes.AsSpan().SequenceEqual(_read))
                return;
            _read = bytes;
            var version = ExperimentReader.Read(bytes, product).Current;
            if (RunningExperiment.Unserved(version) is { } unserved)
                throw new RequestFaultException(unserved, where: File);
            // What was given up counts on while the people and their prices are the same.
            var given = _current is { } before && before.Version.Salt == version.Salt && before.Version.Guardrails == version.Guardrails
                ? before.GivenUp
                : new GivenUp(version.Guardrails, _current is { } other && other.Version.Salt == version.Salt ? other.GivenUp.InAll : 0);
            Take(new RunningExperiment(product, version, given), null);
        }
        catch (Exception fault) when (fault is UserFaultException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Take(null, fault.Message);
        }
    }

    private void Take(RunningExperiment? experiment, string? fault)
    {
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
/// <param name="GivenUp">What it has cost, since this process started.</param>
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
