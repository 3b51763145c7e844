using System.Data.Common;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Guarding;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Experimenting;

/// <summary>
/// The price experiment that runs, as data/&lt;product&gt;/pricing-experiment.json says. A definition that cannot be read draws nothing: prices
/// are drawn only while it is certain that somebody wants it.
/// </summary>
internal sealed partial class ExperimentBoard
{
    private readonly ILogger<ExperimentBoard> _logger;
    private readonly PredictionEnginePool _pool;
    private readonly IGivenUpBefore _before;
    private readonly TimeProvider _time;
    private readonly bool _hasLog;
    private readonly SemaphoreSlim _turn = new(1);
    private byte[] _read = [];
    private RunningExperiment? _last;
    private ArmPairs _pairs = ArmPairs.None;
    private (int Version, string Why)? _ended;
    private volatile RunningExperiment? _current;
    private volatile string? _fault;
    private volatile ArmJudgement? _judged;

    public ExperimentBoard(
        ServedProduct served, PredictionEnginePool pool, IGivenUpBefore before, IOptions<ServiceOptions> options, TimeProvider time, ILogger<ExperimentBoard> logger)
    {
        (_pool, _before, _time, _logger) = (pool, before, time, logger);
        _hasLog = options.Value.DecisionLog.Mode != DecisionLogOptions.Off;
        File = Path.Combine(Path.GetDirectoryName(served.File)!, ExperimentFile.Name);
    }

    /// <summary>Where the definition lies.</summary>
    public string File { get; }

    /// <summary>The experiment in force, running or stopped; null without one, and where its definition cannot be read.</summary>
    public RunningExperiment? Current => _current;

    /// <summary>Why the definition cannot be used; null if it can, or there is none.</summary>
    public string? Fault => _fault;

    /// <summary>What the stop rule said last; null without a rule, and before the first look.</summary>
    public ArmJudgement? Judged => _judged;

    /// <summary>Looks at the file again.</summary>
    /// <param name="product">In service.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RefreshAsync(ProductDefinition product, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!System.IO.File.Exists(File))
            {
                Take(null, null);
                _read = [];
                _pairs = ArmPairs.None;
                return;
            }

            var bytes = Utf8File.ReadAllBytes(File);
            if (_current?.Product.Sha256 == product.Sha256 && bytes.AsSpan().SequenceEqual(_read))
                return;
            _read = bytes;
            var experiment = EndedByRule(ExperimentReader.Read(bytes, product));
            if (Unserved(experiment.Current) is { } unserved)
                throw new RequestFaultException(unserved, where: File);
            _pairs = experiment.Current.State == ExperimentState.Running
                ? _pairs.With(experiment.Current, product, pair => _pool.Load(pair.Risk, pair.Acceptance, cancellationToken))
                : ArmPairs.None;
            Take(new RunningExperiment(product, experiment, await GivenUpOfAsync(experiment, cancellationToken), _pairs), null);
        }
        catch (Exception fault) when (fault is UserFaultException or IOException or UnauthorizedAccessException or InvalidDataException or DbException)
        {
            Take(null, fault.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes up what the stop rule says, and stops the experiment at once where it ends it: here first, then in the file, whose history says why.</summary>
    /// <param name="running">What was judged.</param>
    /// <param name="judgement">Of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task JudgeAsync(RunningExperiment running, ArmJudgement judgement, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Another version may be in force by now; it is judged by itself.
            if (!ReferenceEquals(_current, running))
                return;
            _judged = judgement;
            if (running.Version.State != ExperimentState.Running || ArmVerdicts.WhyStop(judgement.Arms) is not { } why)
                return;
            _ended = (running.Version.Version, why);
            Take(new RunningExperiment(running.Product, EndedByRule(running.Experiment), running.GivenUp, ArmPairs.None), null);
            LogEnded(running.Version.Version, why);
            ExperimentFile.Change(File, running.Product, ExperimentState.Stopped, judgement.At, ArmVerdicts.ByRule, why);
        }
        catch (Exception fault) when (fault is UserFaultException or IOException or UnauthorizedAccessException)
        {
            // Another process that shares the file may have been first. Where it cannot be written, each process stops by itself.
            LogNotWritten(File, fault.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    // Where the file could not be written, it still says that the version runs.
    private PricingExperiment EndedByRule(PricingExperiment experiment) =>
        _ended is { } ended && experiment.Current is { State: ExperimentState.Running } current && current.Version == ended.Version
            ? experiment with
            {
                Versions = experiment.Versions.SetItem(
                    experiment.Versions.Length - 1, current with { State = ExperimentState.Stopped, By = ArmVerdicts.ByRule, Why = ended.Why }),
            }
            : experiment;

    private string? Unserved(ExperimentVersion version) => _hasLog ? null
        : version.Arms.Any(a => a.Shadow) ? "a shadow's decisions stand in the decision log, and this service keeps none (Finntelligence__DecisionLog__Mode=off)."
        : version.Guardrails.Stop is not null ? "guardrails.stop is asked of the decision log, and this service keeps none (Finntelligence__DecisionLog__Mode=off)."
        : null;

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
        if (experiment?.Version.Salt != _last?.Version.Salt)
            _judged = null;
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

    [LoggerMessage(LogLevel.Warning, "The stop rule ended version {Version} of the price experiment: {Reason}")]
    private partial void LogEnded(int version, string reason);

    [LoggerMessage(LogLevel.Error, "The price experiment is stopped in this process, and {File} does not say so: {Reason}")]
    private partial void LogNotWritten(string file, string reason);
}

/// <summary>An experiment in force.</summary>
/// <param name="product">It was read against.</param>
/// <param name="experiment">All its versions.</param>
/// <param name="givenUp">What it has cost.</param>
/// <param name="pairs">The models of its arms.</param>
internal sealed class RunningExperiment(ProductDefinition product, PricingExperiment experiment, GivenUp givenUp, ArmPairs pairs)
{
    /// <summary>It was read against.</summary>
    public ProductDefinition Product { get; } = product;

    /// <summary>All its versions.</summary>
    public PricingExperiment Experiment { get; } = experiment;

    /// <summary>What it has cost, by the log and since.</summary>
    public GivenUp GivenUp { get; } = givenUp;

    /// <summary>The models of its arms.</summary>
    public ArmPairs Pairs { get; } = pairs;

    /// <summary>What it says.</summary>
    public ExperimentVersion Version { get; } = experiment.Current;

    /// <summary>Arms that decide beside the answer.</summary>
    public IReadOnlyList<Arm> Shadows { get; } = [.. experiment.Current.Arms.Where(a => a.Shadow && experiment.Current.State == ExperimentState.Running)];
}
