using Microsoft.Playwright;

namespace Finntelligence.Explorer.Tests.Browsing;

/// <summary>One Chromium, and one service for each product, for all tests of the collection.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Width and height of a phone.</summary>
    public static readonly (int Width, int Height) Phone = (390, 844);

    /// <summary>Width and height of a desktop's window.</summary>
    public static readonly (int Width, int Height) Desktop = (1440, 900);

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ServiceProcess? _cash;
    private ServiceProcess? _car;

    /// <summary>The service of data/cash-loan.</summary>
    public Uri CashLoan => _cash!.Address;

    /// <summary>The service of data/car-loan.</summary>
    public Uri CarLoan => _car!.Address;

    /// <summary>Opens a window, empty as a new profile.</summary>
    /// <param name="size">Of its inside, in pixels.</param>
    /// <param name="dark">Whether the system is dark.</param>
    /// <param name="language">What the browser asks for first, as "en".</param>
    /// <param name="stillness">Whether the system asks for less motion.</param>
    internal async Task<Visit> VisitAsync((int Width, int Height)? size = null, bool dark = false, string language = "en", bool stillness = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = (size ?? Desktop).Width, Height = (size ?? Desktop).Height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = stillness ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            Locale = language,
        });
        return await Visit.StartAsync(context);
    }

    public async Task InitializeAsync()
    {
        if (Chromium.Path is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox"] });
        _cash = await RunningService.StartAsync("--Finntelligence:Product=cash-loan");
        _car = await RunningService.StartAsync("--Finntelligence:Product=car-loan");
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _cash?.Dispose();
        _car?.Dispose();
    }
}

/// <summary>Tests that share a browser run one after another: two cores carry one page at a time.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Browser>
{
    public const string Name = nameof(BrowserTests);
}
