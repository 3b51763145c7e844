using Finntelligence.Foundation.Faults;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Training;

/// <summary>How much memory rows may take, and where those beyond it lie.</summary>
/// <param name="Bytes">At least 0.</param>
/// <param name="Folder">A folder that is there.</param>
public sealed record RowMemory(long Bytes, string Folder)
{
    /// <summary>Room for rows.</summary>
    /// <exception cref="RequestFaultException">There is no such folder.</exception>
    internal static ScratchSpace Open(RowMemory? memory)
    {
        if (memory is null)
            return ScratchSpace.Unbounded;
        return Directory.Exists(memory.Folder)
            ? new ScratchSpace(memory.Bytes, memory.Folder)
            : throw new RequestFaultException($"there is no folder {memory.Folder}.", where: "--scratch");
    }
}
