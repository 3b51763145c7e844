namespace Finntelligence.Trees.Formats;

/// <summary>
/// A model file that is damaged, is no model, or says something an ensemble cannot express.
/// The message gives the place in the file (a path or a line) and the reason, and is fit to be shown to a user.
/// </summary>
public sealed class InvalidModelFileException : Exception
{
    /// <param name="where">Path in the document, or line; empty when the fault is the file as a whole.</param>
    /// <param name="what">The fault, without a full stop at the end.</param>
    public InvalidModelFileException(string where, string what)
        : base(where.Length == 0 ? $"{what}." : $"{where}: {what}.")
    {
    }
}
