using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;

namespace Finntelligence.Explorer.Hosting;

/// <summary>
/// The languages of the page, with how each writes numbers. They are stated here, since the service runs without the tables of the operating system,
/// so that its answers are the same on every machine.
/// </summary>
public static class Locales
{
    // Nobody reads more, and each is looked for.
    private const int MostLanguages = 10;

    /// <summary>1,234.56.</summary>
    public static CultureInfo English { get; } = Make("en", decimals: ".", groups: ",", date: "d MMM yyyy");

    /// <summary>1.234,56.</summary>
    public static CultureInfo German { get; } = Make("de", decimals: ",", groups: ".", date: "dd.MM.yyyy");

    /// <summary>All of them, the first where a browser asks for none of them.</summary>
    public static ImmutableArray<CultureInfo> All { get; } = [English, German];

    internal static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(English);
        options.SupportedCultures = [.. All];
        options.SupportedUICultures = [.. All];
        // The address holds the case alone: a link shows it to each reader in his language.
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new CustomRequestCultureProvider(AskedFor)];
    }

    // "de-AT" is "de": without the operating system's tables no region knows its language.
    private static Task<ProviderCultureResult?> AskedFor(HttpContext context)
    {
        IList<StringSegment> languages =
        [
            .. context.Request.GetTypedHeaders().AcceptLanguage
                .Where(l => l.Quality is not 0)
                .OrderByDescending(l => l.Quality ?? 1)
                .Select(l => l.Value.Split(['-']).First())
                .Take(MostLanguages),
        ];
        return Task.FromResult(languages.Count == 0 ? null : new ProviderCultureResult(languages));
    }

    private static CultureInfo Make(string name, string decimals, string groups, string date)
    {
        var culture = new CultureInfo(name);
        var numbers = culture.NumberFormat;
        (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator) = (decimals, groups);
        (numbers.PercentDecimalSeparator, numbers.PercentGroupSeparator) = (decimals, groups);
        (numbers.CurrencyDecimalSeparator, numbers.CurrencyGroupSeparator) = (decimals, groups);
        (culture.DateTimeFormat.ShortDatePattern, culture.DateTimeFormat.ShortTimePattern) = (date, "HH:mm");
        return CultureInfo.ReadOnly(culture);
    }
}
