using System.Security.Cryptography;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Files;

/// <summary>The file that models are fitted on.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Description">What it is, for a person.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="Md5">Of its bytes, lower-case hex: the name that DVC gives it.</param>
public sealed record TrainingHistory(string Path, string Description, string Sha256, string Md5)
{
    /// <summary>File name without its folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Whether nobody lived it: what is learned from it says nothing about customers.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Where an imported history is kept.</summary>
    public static string ImportedPath(Workspace workspace, string product) =>
        System.IO.Path.Combine(workspace.DataFolder(product), "raw", "history.csv");

    /// <summary>The file asked for; else the imported history; else the simulated twin.</summary>
    /// <exception cref="RequestFaultException">There is none.</exception>
    public static TrainingHistory Find(Workspace workspace, string product, string? asked)
    {
        var (path, description) = Locate(workspace, product, asked);
        return Open(path, description);
    }

    /// <summary>Where <see cref="Find"/> looks first that there is something.</summary>
    /// <exception cref="RequestFaultException">There is nothing.</exception>
    public static (string Path, string Description) Locate(Workspace workspace, string product, string? asked)
    {
        var folder = workspace.DataFolder(product);
        var imported = ImportedPath(workspace, product);
        var simulated = System.IO.Path.Combine(folder, "simulated.csv.gz");
        if (asked is not null)
        {
            return File.Exists(asked)
                ? (asked, "the file named by --data")
                : throw new RequestFaultException($"there is no file {asked}.", where: "--data");
        }

        if (File.Exists(imported))
            return (imported, "the imported history");
        if (File.Exists(simulated))
            return (simulated, "the simulated twin, since no history has been imported");
        throw new RequestFaultException($"There is nothing to learn from: import a history first (data import --from …); it would become {imported}.");
    }

    /// <summary>A file, read once for its hashes.</summary>
    public static TrainingHistory Open(string path, string description)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var file = File.OpenRead(path);
        var buffer = new byte[1 << 16];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            sha256.AppendData(buffer, 0, read);
            md5.AppendData(buffer, 0, read);
        }

        return new TrainingHistory(
            path, description, Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(md5.GetHashAndReset()))
        {
            IsSimulated = SimulatedMark.IsOn(path),
        };
    }
}
