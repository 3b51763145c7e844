using Finntelligence.Lending.Models;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Api.Pool;

/// <summary>Files of models in folders that others write to.</summary>
internal static class ModelFiles
{
    /// <summary>The bytes of a model or of what is kept beside it.</summary>
    /// <exception cref="IOException">It cannot be read, or is too large for a model: reading it could take the memory that those in service need.</exception>
    public static byte[] Read(string path) => RegularFile.ReadAllBytes(path, ModelArtifact.MaximumBytes);

    /// <summary>Whether a file is there and has the content, where that is known.</summary>
    public static bool IsWhole(string path, string? sha256) =>
        RegularFile.Sha256(path, ModelArtifact.MaximumBytes) is { } found && (sha256 is null || found == sha256);
}
