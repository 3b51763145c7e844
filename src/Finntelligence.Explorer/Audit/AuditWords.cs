namespace Finntelligence.Explorer.Audit;

/// <summary>Names the texts of the page about a decision: <c>AuditWords.resx</c> in English, <c>AuditWords.de.resx</c> in German.</summary>
public sealed class AuditWords;
