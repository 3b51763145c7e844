using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Finntelligence.Testing;

/// <summary>
/// A fact about what ONNX Runtime makes of our files. It is reported as skipped, never as passed, where the runtime is not at
/// hand: install the package in tests/onnx (<c>npm ci</c>) and set FINNTELLIGENCE_ONNXRUNTIME to that folder.
/// </summary>
public sealed class OnnxRuntimeFactAttribute : FactAttribute
{
    public OnnxRuntimeFactAttribute()
    {
        if (OnnxRuntime.Folder is null)
            Skip = $"{OnnxRuntime.Variable} does not name a folder in which onnxruntime-node is installed.";
    }
}

/// <summary>ONNX Runtime, run in Node.</summary>
internal static class OnnxRuntime
{
    public const string Variable = "FINNTELLIGENCE_ONNXRUNTIME";

    public static string? Folder { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path
        && Directory.Exists(Path.Combine(path, "node_modules", "onnxruntime-node"))
            ? path
            : null;

    /// <summary>Margin and probability of each row.</summary>
    public static (float Margin, float Probability)[] Score(byte[] model, IReadOnlyList<float[]> rows)
    {
        var folder = Directory.CreateTempSubdirectory("finntelligence-onnx-");
        try
        {
            var (modelPath, rowsPath, outputPath) = (
                Path.Combine(folder.FullName, "model.onnx"),
                Path.Combine(folder.FullName, "rows.bin"),
                Path.Combine(folder.FullName, "outputs.bin"));
            File.WriteAllBytes(modelPath, model);
            File.WriteAllBytes(rowsPath, MemoryMarshal.AsBytes(rows.SelectMany(r => r).ToArray().AsSpan()).ToArray());
            Run([Repository.File("tests/onnx/score.mjs"), Folder!, modelPath, rowsPath, $"{rows[0].Length}", outputPath]);
            var outputs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(outputPath)).ToArray();
            return [.. outputs.Chunk(2).Select(pair => (pair[0], pair[1]))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEnd();
        node.WaitForExit();
        node.ExitCode.ShouldBe(0, errors);
    }
}
