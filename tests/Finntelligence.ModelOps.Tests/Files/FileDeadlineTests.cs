using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Tests.Files;

public sealed class FileDeadlineTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    private readonly string _path = $"/somewhere/{Guid.NewGuid()}";

    [Fact]
    public void Work_that_ends_gives_what_it_gives() => FileDeadline.Run(_path, Late, _ => 7).ShouldBe(7);

    [Fact]
    public void A_fault_comes_through_as_it_is() =>
        Should.Throw<FileNotFoundException>(() => FileDeadline.Run<int>(_path, Late, _ => throw new FileNotFoundException("none"))).Message.ShouldBe("none");

    [Fact]
    public async Task A_file_that_does_not_answer_is_given_up_refused_meanwhile_and_taken_again_when_it_has_come_back()
    {
        using var answers = new ManualResetEventSlim();
        CancellationToken told = default;

        Should.Throw<IOException>(() => FileDeadline.Run(_path, Soon, isOver => Hang(isOver))).Message.ShouldBe($"{_path} did not answer within 0.05 s.");
        told.IsCancellationRequested.ShouldBeTrue("the work shall know that nobody waits");
        var asked = false;
        Should.Throw<IOException>(() => FileDeadline.Run(_path, Late, _ => asked = true)).Message.ShouldContain("has not come back");
        asked.ShouldBeFalse("one thread at most waits for a file");
        FileDeadline.Run(_path + ".other", Late, _ => 1).ShouldBe(1);

        answers.Set();
        while (!IsTaken())
            await Task.Delay(5);

        int Hang(CancellationToken isOver)
        {
            told = isOver;
            answers.Wait(CancellationToken.None);
            return 0;
        }

        bool IsTaken()
        {
            try
            {
                return FileDeadline.Run(_path, Late, _ => true);
            }
            catch (IOException)
            {
                return false;
            }
        }
    }
}
