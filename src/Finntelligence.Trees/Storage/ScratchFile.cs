using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace Finntelligence.Trees.Storage;

/// <summary>
/// In a file of a scratch folder, mapped into memory. All of its room is taken at once: a disk that is full must be a fault here, since a mapped
/// page without room would end the process. The file loses its name as soon as it has its room (on Windows, when the process ends): who is killed
/// before leaves a <c>finntelligence-*.scratch</c> in the folder, which nobody reads and anybody may delete.
/// </summary>
internal sealed unsafe class ScratchFile : StoredMemory
{
    private readonly MemoryMappedViewAccessor _view = null!;

    public ScratchFile(string folder, long bytes)
        : base(bytes)
    {
        var size = Math.Max(bytes, 1);
        var path = Path.Combine(folder, $"finntelligence-{Guid.NewGuid():N}.scratch");
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Delete,
                BufferSize = 0,
                PreallocationSize = size,
                Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
            });
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            using var mapped = MemoryMappedFile.CreateFromFile(file, null, size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            _view = mapped.CreateViewAccessor(0, size);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScratchException(
                string.Create(CultureInfo.InvariantCulture, $"The scratch folder {folder} cannot take {bytes:N0} bytes more: {e.Message}"), e);
        }

        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start + _view.PointerOffset;
    }

    public override byte* Start { get; }

    protected override void Release()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
    }
}
