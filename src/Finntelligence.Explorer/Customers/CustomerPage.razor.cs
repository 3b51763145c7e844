using System.Collections.Immutable;
using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Explorer.Customers.Case;
using Finntelligence.Explorer.Hosting;
using Finntelligence.Explorer.Serving;
using Finntelligence.Explorer.Texts;
using Finntelligence.Lending.Products;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Finntelligence.Explorer.Customers;

/// <summary>
/// One customer: a form, and what the models in service answer. The case lies in the address; every change puts it there and asks again, the last change
/// giving up what the one before it had begun. What would change the answer comes after it.
/// </summary>
public sealed partial class CustomerPage : IDisposable
{
    // A burst of changes, as of a held key, is one.
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(30);

    private CaseForm _form = null!;
    private CustomerCase _typed = CustomerCase.Empty;
    private CaseReading _reading = CaseReading.Empty;
    private CustomerAnswer? _shown;
    private OfferPictures? _pictures;
    private ImmutableArray<SmallestChange>? _changes;
    private CancellationTokenSource _asking = new();
    private bool _waits;

    [Inject]
    private IServedPair Served { get; set; } = null!;

    [Inject]
    private ExplorerWork Work { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Words> Words { get; set; } = null!;

    private ProductDefinition Product => Served.Product;

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _asking.Cancel();
        _asking.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _form = CaseForm.Of(Product, Words);
        _typed = CustomerCase.OfAddress(Navigation.Uri, _form);
        Navigation.LocationChanged += OnLocationChanged;
        await AnswerAsync(_asking.Token);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Not while the page is first written: it takes a hundred searches and more.
        if (firstRender)
            await RunAsync(ChangesAsync);
    }

    private ImmutableArray<Fault> FaultsOf(CaseField field) => [.. _reading.Faults.Where(f => IsOf(f, field))];

    private static bool IsOf(Fault fault, CaseField field) => fault.Path == field.Path || fault.Path.StartsWith(field.Path + "[", StringComparison.Ordinal);

    private static void Nothing()
    {
        // Every change is answered as it is made.
    }

    private Task Change(CaseField field, string? value) => TakeAsync(_typed.With(field.Name, value), Burst);

    private Task Take(CustomerCase typed) => TakeAsync(typed, TimeSpan.Zero);

    private async Task TakeAsync(CustomerCase typed, TimeSpan burst)
    {
        if (typed == _typed)
            return;
        _typed = typed;
        await _asking.CancelAsync();
        _asking.Dispose();
        _asking = new CancellationTokenSource();
        _waits = true;
        // Beside the answer: nothing waits for the address.
        _ = KeepAsync(typed.ToQuery(_form));
        await RunAsync(async cancellationToken =>
        {
            if (burst > TimeSpan.Zero)
                await Task.Delay(burst, Time, cancellationToken);
            await AnswerAsync(cancellationToken);
            _waits = false;
            StateHasChanged();
            await ChangesAsync(cancellationToken);
        });
    }

    private async Task KeepAsync(string query)
    {
        try
        {
            await Script.InvokeVoidAsync("explorer.keepCase", query);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its address with it.
        }
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        if (Served.Current is not { } pair)
            return;
        var typed = _typed;
        var (reading, pictures) = await Work.RunAsync(
            token =>
            {
                var read = CustomerAnswers.Read(pair, _form, typed);
                return (read, read.Answer is { } answer ? OfferPictures.Of(answer, token) : null);
            },
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _reading = reading;
        if (reading.Answer is not null || typed.IsEmpty)
            (_shown, _pictures, _changes) = (reading.Answer, pictures, null);
    }

    private async Task ChangesAsync(CancellationToken cancellationToken)
    {
        if (_reading.Answer is not { } answer)
            return;
        var changes = await Work.RunAsync(token => SmallestChanges.Of(answer, token), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _changes = changes;
        StateHasChanged();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        var token = _asking.Token;
        try
        {
            await work(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // A later change asked anew, or the page is gone.
        }
    }

    // Back and forward, and links of one case to another.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (Navigation.ToBaseRelativePath(e.Location).Split('?', '#')[0].Length == 0)
            _ = InvokeAsync(() => Take(CustomerCase.OfAddress(e.Location, _form)));
    }
}
