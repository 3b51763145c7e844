using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Tests.Storage;

public sealed class ScratchSpaceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_does_not_fit_into_memory_lies_in_files_and_bulk_leaves_half_of_it()
    {
        using var space = new ScratchSpace(1000, _folder.Path);
        var bulk = space.Allocate<byte>(501, isBulk: true);
        (space.InMemory, space.InFiles).ShouldBe((0, 501));
        var half = space.Allocate<int>(125, isBulk: true);
        (space.InMemory, space.InFiles).ShouldBe((500, 501));
        var rest = space.Allocate<byte>(500);
        (space.InMemory, space.InFiles).ShouldBe((1000, 501));
        var more = space.Allocate<long>(1);
        (space.InMemory, space.InFiles).ShouldBe((1000, 509));

        half.Free();
        half.Free();
        (space.InMemory, space.InFiles).ShouldBe((500, 509));
        bulk.Free();
        more.Free();
        rest.Free();
        (space.InMemory, space.InFiles).ShouldBe((0, 0));
    }

    [Fact]
    public void Numbers_are_kept_in_files_and_never_have_a_name_there()
    {
        using var space = new ScratchSpace(0, _folder.Path);
        using var numbers = space.Allocate<long>(300_000);
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = i * 7L;
        numbers.GetSpan()[299_999].ShouldBe(299_999 * 7L);
        numbers.Memory.Span[12_345].ShouldBe(12_345 * 7L);

        // So a process that is killed here leaves nothing; on Windows the system deletes the file when its last handle is closed.
        if (!OperatingSystem.IsWindows())
            _folder.Files.ShouldBeEmpty();
        space.InFiles.ShouldBe(2_400_000);
    }

    [Fact]
    public void The_end_of_the_space_gives_everything_back()
    {
        var space = new ScratchSpace(10, _folder.Path);
        space.Allocate<byte>(10);
        space.Allocate<byte>(20);
        space.Dispose();
        space.Dispose();
        (space.InMemory, space.InFiles).ShouldBe((0, 0));
        _folder.Files.ShouldBeEmpty();
        Should.Throw<ObjectDisposedException>(() => space.Allocate<byte>(1));
    }

    [Fact]
    public void A_folder_without_room_is_named_with_what_was_wanted()
    {
        using var space = new ScratchSpace(0, _folder.Path);
        var fault = Should.Throw<ScratchException>(() => space.Allocate<byte>(1L << 52));
        fault.Message.ShouldStartWith($"The scratch folder {_folder.Path} cannot take 4,503,599,627,370,496 bytes more: ");
        (space.InMemory, space.InFiles).ShouldBe((0, 0));
        _folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_is_none_is_named()
    {
        using var space = new ScratchSpace(0, Path.Combine(_folder.Path, "absent"));
        Should.Throw<ScratchException>(() => space.Allocate<byte>(1)).Message.ShouldContain(Path.Combine(_folder.Path, "absent"));
    }

    [Fact]
    public void Without_a_bound_all_is_memory()
    {
        using var numbers = ScratchSpace.Unbounded.Allocate<int>(3);
        numbers.GetSpan().Fill(4);
        (ScratchSpace.Unbounded.IsBounded, ScratchSpace.Unbounded.InFiles).ShouldBe((false, 0));
    }
}
