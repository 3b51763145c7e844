using System.Globalization;
using Finntelligence.Explorer.Serving;
using Finntelligence.Lending.Drift;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Finntelligence.Explorer.InService;

/// <summary>The models in service: what they are, why they may serve, how well they do and whether that still holds.</summary>
public sealed partial class ModelsPage : IDisposable
{
    private const int MostMoves = 50;

    // Drift and refusals change by themselves; a page that is looked at follows.
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    private static readonly (string Name, string Metric, string Format)[] Metrics =
    [
        ("Auc", "auc", "N4"), ("LogLoss", "logLoss", "N4"), ("Brier", "brier", "N4"), ("CalibrationError", "calibrationError", "N4"),
        ("Broken", "directionsBroken", "N0"),
    ];

    private readonly CancellationTokenSource _gone = new();
    private ServiceBoard _board = null!;
    private ServedPair? _pair;
    private Evidence? _evidence;
    private string? _evidenceFault;
    private RegistryView _registry = RegistryView.Empty;
    private string? _registryFault;
    private bool _hasReport;
    private bool _isOfThese;

    [Inject]
    private IStringLocalizer<InServiceWords> Words { get; set; } = null!;

    [Inject]
    private IServedPair Served { get; set; } = null!;

    [Inject]
    private IServiceBoard Board { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Look();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = FollowAsync(_gone.Token);
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Refresh, Clock);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await InvokeAsync(() =>
                {
                    Look();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    // At once: what comes after the first picture of a page would push down what is seen already.
    private void Look()
    {
        _board = Board.Now;
        // The files beside the models change with them.
        if (_pair is not null && _pair == Served.Current)
            return;
        _pair = Served.Current;
        (_registry, _registryFault) = RegistryView.Read(Board.ModelFolder);
        _hasReport = File.Exists(Path.Combine(Board.ModelFolder, Evidence.PageName));
        (_evidence, _evidenceFault) = Evidence.Read(Board.ModelFolder);
        _isOfThese = _pair is { } pair && _evidence?.Of("acceptance", pair.Acceptance.Model.Sha256) is not null && _evidence.Of("risk", pair.Risk.Model.Sha256) is not null;
    }

    private string Say(string name, params object[] with) => string.Format(CultureInfo.CurrentCulture, Words[name], with);

    private string Time(DateTimeOffset at) => Say("Utc", at.UtcDateTime.ToString("g", CultureInfo.CurrentCulture));

    private static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.CurrentCulture) : "–";

    private static string LevelName(DriftLevel level) => $"{level}Level";
}
