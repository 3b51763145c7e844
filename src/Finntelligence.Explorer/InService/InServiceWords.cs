namespace Finntelligence.Explorer.InService;

/// <summary>Names the texts of the page about the models: <c>InServiceWords.resx</c> in English, <c>InServiceWords.de.resx</c> in German.</summary>
public sealed class InServiceWords;
