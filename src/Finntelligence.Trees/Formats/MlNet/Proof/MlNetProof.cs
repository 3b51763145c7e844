using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Finntelligence.Trees.Formats.MlNet.Proof;

/// <summary>
/// The proof that a model read from an ML.NET zip is that model: ML.NET loads the zip itself and scores probe rows, and every score and
/// probability must be ours to the bit.
/// </summary>
public static class MlNetProof
{
    /// <summary>Random rows of every proof, besides those at the thresholds.</summary>
    public const int RandomRows = 1000;

    /// <summary>Rows of a proof at most.</summary>
    public const int MostRows = 20_000;

    private const string Score = "Score";
    private const string Probability = "Probability";

    /// <summary>Compares a folded model with ML.NET's own answers.</summary>
    /// <param name="zip">The file that the model was read from. Read it with our reader first: that one believes nothing.</param>
    /// <param name="model">What was made of it.</param>
    /// <param name="cancellationToken">Checked before ML.NET scores, and while rows are compared.</param>
    /// <returns>The number of rows compared.</returns>
    /// <exception cref="InvalidModelFileException">
    /// ML.NET cannot load or score the file, or a row differs; the message names the row and both figures.
    /// </exception>
    public static int Check(ReadOnlyMemory<byte> zip, MlNetModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var rows = ProbeRows.For(model, RandomRows, MostRows);
        cancellationToken.ThrowIfCancellationRequested();
        var answers = Answers(zip, model, rows);
        for (var r = 0; r < rows.Count; r++)
        {
            if (r % 1024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var score = (float)model.Ensemble.Score(rows[r]);
            Compare(model, rows[r], Score, score, answers.Scores[r]);
            Compare(model, rows[r], Probability, model.Calibrator.Probability(score), answers.Probabilities[r]);
        }

        return rows.Count;
    }

    private static (float[] Scores, float[] Probabilities) Answers(ReadOnlyMemory<byte> zip, MlNetModel model, List<float[]> rows)
    {
        try
        {
            var context = new MLContext(seed: 0);
            // ML.NET finds a loader in assemblies that it knows of.
            context.ComponentCatalog.RegisterAssembly(typeof(FastTreeBinaryModelParameters).Assembly);
            using var stream = new MemoryStream(zip.ToArray(), writable: false);
            var transformer = context.Model.Load(stream, out var schema);
            var scored = transformer.Transform(new ProbeView(schema, model, rows));
            var scores = scored.Schema.GetColumnOrNull(Score) is null ? null : scored.GetColumn<float>(Score).ToArray();
            var probabilities = scored.GetColumn<float>(Probability).ToArray();
            // A pipeline may drop the score; the probability is made of it.
            return (scores ?? [.. rows.Select(row => (float)model.Ensemble.Score(row))], probabilities);
        }
        // ML.NET throws what it likes on a file that it does not like.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var cause = e.GetBaseException();
            throw new InvalidModelFileException("", $"ML.NET itself cannot load and score the file: {cause.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
    }

    private static void Compare(MlNetModel model, float[] row, string what, float ours, float theirs)
    {
        if (BitConverter.SingleToInt32Bits(ours) == BitConverter.SingleToInt32Bits(theirs) || (float.IsNaN(ours) && float.IsNaN(theirs)))
            return;
        var values = model.Ensemble.Features.Select((feature, i) => $"{feature.Name} {Shown(model.Inputs[i], row[i])}");
        throw new InvalidModelFileException(
            "", string.Create(
                CultureInfo.InvariantCulture,
                $"ML.NET gives another {what.ToLowerInvariant()} than the trees read from the file, {theirs:R} and not {ours:R}, at ")
            + string.Join(", ", values));
    }

    private static string Shown(MlNetInput input, float value) => input.Kind == MlNetInputKind.Text
        ? $"'{Reading.FileText.Printable(ProbeView.TextOf(input, value))}'"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
