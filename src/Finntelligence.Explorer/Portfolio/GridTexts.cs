using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>What MudBlazor says of itself in a table, in the page's language; what is not here it says in English.</summary>
internal sealed class GridTexts(IStringLocalizer<PortfolioWords> words) : MudLocalizer
{
    /// <inheritdoc/>
    public override LocalizedString this[string key] => words[key];

    /// <inheritdoc/>
    public override LocalizedString this[string key, params object[] arguments] => words[key, arguments];
}
