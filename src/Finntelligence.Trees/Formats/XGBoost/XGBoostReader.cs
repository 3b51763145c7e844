using Finntelligence.Trees.Formats.XGBoost.Documents;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>
/// Reads models that XGBoost 1.0 to 3.x wrote with <c>save_model</c>, as JSON or as UBJSON: one-output tree boosters
/// (gbtree and dart) of every objective whose link is known.
/// </summary>
/// <remarks>
/// The ensemble's score is XGBoost's margin bit for bit (<see cref="Ensembles.ScoreArithmetic.Single"/>); only the leaves of DART
/// models, into which the weights are folded, may differ from XGBoost in the last bit. NaN is missing, whatever marker the
/// training code used; a caller's double is rounded to float32 before scoring, as XGBoost does.
/// </remarks>
public static class XGBoostReader
{
    /// <summary>Reads one model.</summary>
    /// <param name="stream">Read forward from where it stands, to its end; not closed.</param>
    /// <param name="options">Which rounds to take and how much to read; null for the defaults.</param>
    /// <exception cref="InvalidModelFileException">The file is no such model, is damaged, or cannot be represented; the message says where and why.</exception>
    public static ImportedModel Read(Stream stream, XGBoostReadOptions? options = null)
    {
        options ??= new XGBoostReadOptions();
        var tokens = Encoding(new ByteSource(stream, options.Limits.Bytes));
        var learner = new LearnerDocumentReader(new DocumentReader(tokens), options.Limits).Read();
        return LearnerConverter.Convert(learner, options);
    }

    /// <summary>Tells the encodings apart by the first two bytes, and what only looks like a model by the first.</summary>
    private static ITokenReader Encoding(ByteSource source)
    {
        source.SkipByteOrderMark();
        while (source.Peek() is ' ' or '\n' or '\r' or '\t')
            source.Take();
        switch (source.Peek())
        {
            case '{':
                return source.PeekSecond() is 'i' or 'U' or 'I' or 'l' or 'L' or '$' or '#'
                    ? new UbjsonTokenReader(source)
                    : new JsonTokenReader(source);
            case '[':
                throw new InvalidModelFileException(
                    "", "This is a dump of trees, not a model: it has no base score and no objective. Write one with save_model");
            case < 0:
                throw new InvalidModelFileException("", "The file is empty");
            default:
                throw new InvalidModelFileException(
                    "",
                    "This is neither JSON nor UBJSON. XGBoost's old binary format is not read: load it in XGBoost and write it with save_model(\"model.json\")");
        }
    }
}
