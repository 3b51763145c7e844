namespace Finntelligence.Explorer.Texts;

/// <summary>Names the page's texts: <c>Words.resx</c> in English, <c>Words.de.resx</c> in German. A test holds both to the same names.</summary>
public sealed class Words;
