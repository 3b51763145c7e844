namespace Finntelligence.Trees.Formats.XGBoost.Documents;

/// <summary>The pieces a document is made of, whichever encoding it has.</summary>
internal enum TokenKind
{
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,

    /// <summary>A member's name; its value follows.</summary>
    Name,
    String,
    Number,
    True,
    False,
    Null,

    /// <summary>The document is over and nothing follows it.</summary>
    End,
}
