using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Portfolios.Scoring;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Tests.Scoring;

/// <summary>Runs that end at any step, as if the process had been killed there, and go on.</summary>
public sealed class FileSinkTests : IDisposable
{
    private const int Applicants = 400;

    private static readonly RegisteredModels Models =
        RegisteredModels.Load(new Workspace(Path.GetDirectoryName(Repository.File("Finntelligence.sln"))!), "cash-loan", "production");

    private static readonly OfferEngine Engine = Models.Engine();

    private static readonly ScoreSetup Setup = new("product", "risk", "acceptance", "reading");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_Run_Killed_At_Any_Step_Goes_On_Without_A_Line_Lost_Or_Doubled()
    {
        var random = new Random(3);
        var input = SomeApplicants.Csv(Applicants);
        var whole = Files("whole");
        Run(whole, input, resume: false, step: null);
        var expected = (File.ReadAllText(whole.Output), File.ReadAllText(whole.Errors));
        expected.Item1.Split('\n').Length.ShouldBe(Applicants - Applicants / 20 + 2);

        var kills = 0;
        for (var round = 0; round < 12; round++)
        {
            var files = Files($"round{round}");
            while (true)
            {
                var stepsLeft = random.Next(1, 40);
                try
                {
                    Run(files, input, resume: true, _ =>
                    {
                        if (--stepsLeft == 0)
                            throw new KilledException();
                    });
                    break;
                }
                catch (KilledException)
                {
                    kills++;
                    // What was written after the checkpoint may be there in part, or be anything; after the last nothing is written.
                    if (ScoreCheckpoint.Load(files.Checkpoint) is { Complete: false })
                        Scribble(files, random);
                }
            }

            (File.ReadAllText(files.Output), File.ReadAllText(files.Errors)).ShouldBe(expected);
            Directory.GetFiles(_folder.Path, $"round{round}*").Length.ShouldBe(2, "partial files and checkpoint are gone");
        }

        kills.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_Run_Killed_Between_Its_Last_Checkpoint_And_Its_Renames_Is_Finished_By_The_Next()
    {
        var files = Files("late");
        Should.Throw<KilledException>(() => Run(files, SomeApplicants.Csv(10), resume: false, step =>
        {
            if (step == "saved" && ScoreCheckpoint.Load(files.Checkpoint)!.Complete)
                throw new KilledException();
        }));
        File.Exists(files.Output).ShouldBeFalse();

        ScoreCheckpoint.Load(files.Checkpoint)!.Complete.ShouldBeTrue();
        files.Publish();
        files.Publish();
        File.Exists(files.Output).ShouldBeTrue();
        File.Exists(files.Checkpoint).ShouldBeFalse();
    }

    [Fact]
    public void Another_Input_Or_Setup_Is_Not_Gone_On_With()
    {
        var files = Files("other");
        KillAfter(files, SomeApplicants.Csv(Applicants), steps: 12);

        Should.Throw<RequestFaultException>(() => Run(files, SomeApplicants.Csv(Applicants, seed: 2), resume: true, null)).Message.ShouldContain("input");
        Should.Throw<RequestFaultException>(() => Run(files, SomeApplicants.Csv(Applicants), resume: true, null, Setup with { RiskSha256 = "x" }))
            .Message.ShouldContain("models");
        Run(files, SomeApplicants.Csv(Applicants), resume: true, null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"setup":null}""")]
    public void What_Is_No_Checkpoint_Is_Refused(string text)
    {
        var path = _folder.Write("x.checkpoint", text);

        Should.Throw<RequestFaultException>(() => ScoreCheckpoint.Load(path)).Message.ShouldContain(path);
    }

    [Fact]
    public void An_Output_That_Was_Cut_Short_Is_Not_Gone_On_With()
    {
        var files = Files("cut");
        KillAfter(files, SomeApplicants.Csv(Applicants), steps: 12);
        using (var output = File.OpenWrite(files.PartialOutput))
            output.SetLength(10);

        Should.Throw<RequestFaultException>(() => Run(files, SomeApplicants.Csv(Applicants), resume: true, null)).Message.ShouldContain("shorter");
    }

    private void KillAfter(ScoreFiles files, string input, int steps) =>
        Should.Throw<KilledException>(() => Run(files, input, resume: false, _ =>
        {
            if (--steps == 0)
                throw new KilledException();
        }));

    private ScoreFiles Files(string name) => new(_folder.File($"{name}.csv"), _folder.File($"{name}.errors.csv"));

    private static void Scribble(ScoreFiles files, Random random)
    {
        foreach (var path in (string[])[files.PartialOutput, files.PartialErrors])
            File.AppendAllText(path, new string('?', random.Next(50)));
    }

    // A checkpoint after every block; blocks as small as the stream gives them.
    private static void Run(ScoreFiles files, string input, bool resume, Action<string>? step, ScoreSetup? setup = null)
    {
        using var source = RecordSource.Open(
            Models.Product, new SipStream(Encoding.UTF8.GetBytes(input)), new RecordOptions(null, null, new RequestColumnOptions()));
        var checkpoint = resume ? ScoreCheckpoint.Load(files.Checkpoint) : null;
        if (checkpoint is { Complete: true })
        {
            files.Publish();
            return;
        }

        using var sink = FileSink.Open(
            files, setup ?? Setup, checkpoint, source.Reader, new CsvAnswers(true, true), TimeProvider.System, TimeSpan.Zero, step);
        var scorer = new BlockScorer(source.Parser, Engine, () => new CsvAnswers(true, true));
        ScoreRun.Run(source.Reader, scorer, sink, 2, null, new Progress<double>(), CancellationToken.None);
    }

    private sealed class KilledException : Exception;

    /// <summary>Gives a few lines at a time.</summary>
    private sealed class SipStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 700));
    }
}
