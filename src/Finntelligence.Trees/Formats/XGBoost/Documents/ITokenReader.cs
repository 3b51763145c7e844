namespace Finntelligence.Trees.Formats.XGBoost.Documents;

/// <summary>
/// Reads one document forward, token by token. It checks the grammar of its encoding: starts and ends match, a value follows
/// each name, depth is at most <see cref="MaximumDepth"/>.
/// </summary>
internal interface ITokenReader
{
    /// <summary>Real models are 8 deep.</summary>
    const int MaximumDepth = 64;

    /// <summary>A string longer than this is refused. The longest real one is the attribute scikit_learn, some hundred bytes.</summary>
    const int MaximumStringBytes = 16 << 20;

    /// <summary>Moves to the next token.</summary>
    /// <exception cref="InvalidModelFileException">The file breaks its grammar or ends too soon.</exception>
    TokenKind Read();

    /// <summary>The current name or string.</summary>
    string Text { get; }

    /// <summary>The current number as a float32: rounded once, from its text or its bits.</summary>
    float Single { get; }

    /// <summary>The current number when it is a whole number, however it is written; otherwise null.</summary>
    long? Integer { get; }
}
