namespace Finntelligence.ModelOps.Workspaces;

/// <summary>Where things lie on disk: a folder that holds <c>data</c> and <c>models</c>, one sub-folder per product in each.</summary>
/// <param name="Root">Full path of the folder.</param>
public sealed record Workspace(string Root)
{
    /// <summary>Names the workspace when it is not above the current folder.</summary>
    public const string RootVariable = "FINNTELLIGENCE_ROOT";

    private const string Data = "data";
    private const string Models = "models";

    /// <summary>
    /// The folder named by FINNTELLIGENCE_ROOT; else the nearest folder holding both <c>data</c> and <c>models</c>, at or above
    /// <paramref name="start"/> (the current folder when null), then at or above the program's own folder.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is none; the message says where it was looked for.</exception>
    public static Workspace Find(string? start = null) =>
        Find(start ?? Environment.CurrentDirectory, AppContext.BaseDirectory, Environment.GetEnvironmentVariable(RootVariable));

    internal static Workspace Find(string start, string program, string? named)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return IsWorkspace(named)
                ? new Workspace(Path.GetFullPath(named))
                : throw new DirectoryNotFoundException(
                    $"{RootVariable} names {named}, which does not hold the folders '{Data}' and '{Models}'. Correct it or unset it.");
        }
        var root = Above(start).Concat(Above(program)).FirstOrDefault(IsWorkspace);
        return root is null
            ? throw new DirectoryNotFoundException(
                $"No folder holding both '{Data}' and '{Models}' was found at or above {Path.GetFullPath(start)} or {Path.GetFullPath(program)}. "
                + $"Run from inside the repository, or set {RootVariable} to such a folder.")
            : new Workspace(root);
    }

    /// <summary><c>data/&lt;product&gt;</c>.</summary>
    public string DataFolder(string product) => Path.Combine(Root, Data, Checked(product));

    /// <summary><c>models/&lt;product&gt;</c>.</summary>
    public string ModelFolder(string product) => Path.Combine(Root, Models, Checked(product));

    /// <summary><c>data/&lt;product&gt;/product.json</c>.</summary>
    public string ProductFile(string product) => Path.Combine(DataFolder(product), "product.json");

    /// <summary><c>runs</c>: the record of every training, of all products.</summary>
    public string RunsFolder => Path.Combine(Root, "runs");

    private static bool IsWorkspace(string folder) =>
        Directory.Exists(Path.Combine(folder, Data)) && Directory.Exists(Path.Combine(folder, Models));

    private static IEnumerable<string> Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }

    // A product's name becomes a folder's name, so it must not lead anywhere else.
    private static string Checked(string product) =>
        product.Length > 0 && product[0] != '.' && product.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? product
            : throw new ArgumentException($"'{product}' is not a product's name: use letters, digits, '-' and '_'.", nameof(product));
}
