using Finntelligence.Explorer.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Finntelligence.Explorer.Shell;

/// <summary>What all pages share: where to go, in which language, light or dark, and what is said when a page fails.</summary>
public sealed partial class Layout : IDisposable
{
    private MudThemeProvider? _provider;
    private ErrorBoundary? _boundary;
    private bool _dark;
    private string _choice = Scheme.System;
    private DotNetObjectReference<Layout>? _self;

    /// <summary>Whether the page begins in the dark.</summary>
    [CascadingParameter(Name = "StartsDark")]
    public bool StartsDark { get; set; }

    [Inject]
    private IStringLocalizer<Words> Words { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    /// <summary>Told by the browser when the system turns light or dark.</summary>
    [JSInvokable]
    public void SystemTurned(bool dark)
    {
        if (_choice != Scheme.System || _dark == dark)
            return;
        _dark = dark;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _dark = StartsDark;
        Navigation.LocationChanged += OnLocationChanged;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _choice = await Script.InvokeAsync<string>("explorer.watchScheme", _self);
        StateHasChanged();
    }

    private string Language(System.Globalization.CultureInfo locale) => $"language?to={locale.Name}&back={Uri.EscapeDataString(Here)}";

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        _choice = change.Value as string ?? Scheme.System;
        _dark = await Script.InvokeAsync<bool>("explorer.chooseScheme", _choice);
    }

    // The links that come back to this page hold its address.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        _boundary?.Recover();
        InvokeAsync(StateHasChanged);
    }
}
