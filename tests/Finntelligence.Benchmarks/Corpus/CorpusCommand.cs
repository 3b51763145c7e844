using System.Globalization;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;

namespace Finntelligence.Benchmarks.Corpus;

/// <summary>
/// <c>corpus FOLDER</c>: runs every reader over the model files below a folder, and compares with predictions that lie beside them, as
/// <c>model.expected.csv</c> beside <c>model.json</c>. So anyone can point it at the files they have.
/// </summary>
internal static class CorpusCommand
{
    private static readonly string[] Extensions = [".json", ".ubj", ".txt", ".model", ".zip"];

    public static void AddTo(Dictionary<string, Action<string[]>> commands) => commands["corpus"] = Run;

    private static void Run(string[] arguments)
    {
        if (arguments is not [var folder] || !Directory.Exists(folder))
        {
            Console.Error.WriteLine("corpus FOLDER: a folder of model files, with <name>.expected.csv beside those whose predictions are known.");
            return;
        }
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal).ToArray();
        Console.WriteLine("| file | read or refused | trees | rows | largest difference of the score | of the prediction |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            try
            {
                var model = CorpusModel.Read(file);
                Console.WriteLine($"| {name} | {model.Format} | {model.Ensemble.Trees.Length} | {Differences(model, Path.ChangeExtension(file, ".expected.csv"))} |");
            }
            catch (Exception fault) when (fault is InvalidModelFileException or InvalidEnsembleException or InvalidDataException)
            {
                Console.WriteLine($"| {name} | refused: {fault.Message.ReplaceLineEndings(" ").Replace('|', '/')} | | | | |");
            }
            // Nothing else may come out of a reader, whatever the file: it is shown as what it is.
            catch (Exception fault)
            {
                Console.WriteLine($"| {name} | DEFECT {fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ").Replace('|', '/')} | | | | |");
            }
        }
    }

    private static string Differences(CorpusModel model, string path)
    {
        if (!File.Exists(path))
            return "0 | no predictions beside it |";
        var (rows, score, prediction) = Expectations.Compare(model, path);
        return string.Create(CultureInfo.InvariantCulture, $"{rows} | {Shown(score)} | {Shown(prediction)}");
    }

    private static string Shown(double? difference) => difference?.ToString("0.0e+0", CultureInfo.InvariantCulture) ?? "no such column";
}
