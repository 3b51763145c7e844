using System.Globalization;
using System.Resources;
using Finntelligence.Explorer.Audit;
using Finntelligence.Explorer.InService;
using Finntelligence.Explorer.Portfolio;
using Finntelligence.Explorer.Texts;

namespace Finntelligence.Explorer.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData(typeof(PortfolioWords))]
    [InlineData(typeof(InServiceWords))]
    [InlineData(typeof(AuditWords))]
    [InlineData(typeof(LetterWords))]
    [InlineData(typeof(Words))]
    public void Both_languages_name_the_same_texts_with_the_same_places_for_figures(Type words)
    {
        var manager = new ResourceManager(words);
        var english = Read(manager, CultureInfo.InvariantCulture);
        var german = Read(manager, new CultureInfo("de"));

        english.ShouldNotBeEmpty();
        german.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var (name, text) in english)
            Places(german[name]).ShouldBe(Places(text), $"{words.Name}.{name}");
    }

    private static Dictionary<string, string> Read(ResourceManager manager, CultureInfo culture) =>
        manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private static IEnumerable<string> Places(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, @"\{\d[^}]*\}").Select(m => m.Value).Order(StringComparer.Ordinal);
}
