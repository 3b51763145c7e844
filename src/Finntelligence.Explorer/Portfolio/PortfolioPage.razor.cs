using System.Globalization;
using System.Text;
using Finntelligence.Explorer.Serving;
using Finntelligence.Portfolios.Frontier;
using Finntelligence.Portfolios.Frontier.Exploring;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>A portfolio: a file is dropped, scored, looked at and downloaded.</summary>
public sealed partial class PortfolioPage : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private PortfolioWork _work = null!;
    private bool _ignoreUnknown;

    // A file that is chosen a second time is a change again.
    private int _picks;

    [Inject]
    private IStringLocalizer<PortfolioWords> Words { get; set; } = null!;

    [Inject]
    private IServedPair Served { get; set; } = null!;

    [Inject]
    private IServiceBoard Board { get; set; } = null!;

    [Inject]
    private PortfolioDesk Desk { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private ILogger<PortfolioPage> Logger { get; set; } = null!;

    private bool IsBusy => _work.Stage != PortfolioStage.Idle;

    private double? Share => _work.Stage is PortfolioStage.Scoring ? _work.Share : null;

    private string Doing => _work.Stage switch
    {
        PortfolioStage.Receiving => string.Format(CultureInfo.CurrentCulture, Words["Receiving"], _work.Name),
        PortfolioStage.Waiting when Desk.Waiting > 0 => Words["Waiting"],
        _ => string.Format(CultureInfo.CurrentCulture, Words["Scoring"], _work.Name),
    };

    /// <inheritdoc/>
    public void Dispose() => _work?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized() => _work = new PortfolioWork(Desk, Served, Logger);

    private Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        var file = chosen.File;
        // Longer ones are refused by our own words.
        return ShowAsync(_work.RunAsync(token => file.OpenReadStream(Math.Max(1, file.Size), token), file.Name, file.Name, _ignoreUnknown));
    }

    private Task TakeSampleAsync() => ShowAsync(
        _work.RunAsync(_ => File.OpenRead(Board.SampleFile!), Path.GetFileName(Board.SampleFile!), Words["SampleName"], ignoreUnknown: false));

    private Task SearchAgainAsync() => ShowAsync(_work.SearchAsync());

    // What goes on elsewhere is shown at a steady beat, however often it tells how far it is.
    private async Task ShowAsync(Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(Beat)) != work)
            StateHasChanged();
        await work;
        _picks++;
    }

    private string Names(bool required) => string.Join(", ", Served.Product.Applicant.Where(f => f.Required == required).Select(f => f.Name));

    private Task DownloadTemplateAsync() => SaveAsync(
        new MemoryStream(Encoding.UTF8.GetBytes(string.Join(',', Served.Product.Applicant.Select(f => f.Name).Prepend("id")) + "\n")),
        $"{Served.Product.Name}.csv");

    private async Task DownloadRowsAsync(IReadOnlyList<PortfolioRow>? rows)
    {
        if (_work.Scored is { } scored)
            await SaveAsync(await scored.DecisionsAsync(rows, CancellationToken.None), $"decisions.{Ending(scored)}");
    }

    private async Task DownloadFaultsAsync()
    {
        if (_work.Scored is { } scored)
            await SaveAsync(await scored.FaultsAsync(CancellationToken.None), $"errors.{Ending(scored)}");
    }

    private async Task DownloadPointAsync((EfficientFrontier Frontier, FrontierPoint Point) at)
    {
        if (_work.Frontier is not { } found)
            return;
        var offers = PortfolioFile.CreateScratch();
        await Task.Run(() => found.WriteOffers(offers, at.Frontier, at.Point));
        offers.Position = 0;
        await SaveAsync(offers, "offers.csv");
    }

    private async Task SaveAsync(Stream content, string name)
    {
        using var reference = new DotNetStreamReference(content);
        await Script.InvokeVoidAsync("explorer.save", name, reference);
    }

    private static string Ending(ScoredPortfolio scored) => scored.IsCsv ? "csv" : "ndjson";
}
