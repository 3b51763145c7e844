using System.Security.Cryptography;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class MlflowProductModelsTests
{
    private static readonly string[] Kinds = ["acceptance", "risk"];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_Move_Is_Kept_With_Who_When_Why_And_The_Figures_And_The_Stages_Follow(int majorVersion)
    {
        using var mlflow = await WithTwoPairsAsync(majorVersion);
        var models = Models(mlflow);
        await models.MoveAsync("production", Pair(1), "first", forced: false);

        var change = (await models.MoveAsync("production", Pair(2), "it is better", forced: true)).ShouldNotBeNull();

        var kept = (await models.ReadAsync()).History;
        kept.Count.ShouldBe(2);
        (kept[1].Who, kept[1].When, kept[1].Why, kept[1].Forced).ShouldBe(("anna", change.When, "it is better", true));
        kept[1].Moves.Select(move => (move.Kind, move.From, move.To, move.Metrics["auc"])).ShouldBe([("acceptance", 1, 2, 0.71), ("risk", 1, 2, 0.71)]);
        mlflow.Server.Versions.Select(version => version.Stage).ShouldBe(["Archived", "Archived", "Production", "Production"]);
        mlflow.Server.Aliases[("cash-loan-risk", "production")].ShouldBe(2);
        (await models.MoveAsync("production", Pair(2), "again", forced: false)).ShouldBeNull();
        (await models.ReadAsync()).History.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Rollback_Undoes_What_Moved_Together_And_Then_The_Move_Before()
    {
        using var mlflow = await WithTwoPairsAsync();
        var models = Models(mlflow);
        await models.MoveAsync("production", Pair(1), "first", forced: false);
        await models.MoveAsync("production", [new AliasTarget("risk", 2)], "risk alone", forced: false);
        await models.MoveAsync("production", Pair(2), "both", forced: false);

        (await models.RollbackAsync("production", "worse")).Moves.ShouldHaveSingleItem().Kind.ShouldBe("acceptance");
        (await models.RollbackAsync("production", "worse")).Moves.ShouldHaveSingleItem().Kind.ShouldBe("risk");

        mlflow.Server.Aliases.ShouldAllBe(alias => alias.Value == 1);
        (await models.ReadAsync()).History.Select(change => change.Action.ToString()).ShouldBe(["Move", "Move", "Move", "Rollback", "Rollback"]);
        await Should.ThrowAsync<RegistryException>(() => models.RollbackAsync("production", "once more"));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_Move_That_Died_In_Any_Request_Is_Finished_As_The_Move_It_Was(bool isRollback, bool doesLastWork)
    {
        var requests = await CountAsync(isRollback);
        requests.ShouldBeGreaterThan(8);

        for (var answered = 0; answered < requests; answered++)
        {
            using var mlflow = await PreparedAsync(isRollback);
            (mlflow.Server.DiesAfter, mlflow.Server.DoesLastWork) = (answered, doesLastWork);
            await Should.ThrowAsync<MlflowException>(() => ActAsync(mlflow, isRollback));
            mlflow.Server.DiesAfter = null;

            // A rollback whose last answer alone was lost is done, and undoing once more has nothing to undo.
            if (isRollback && mlflow.Server.Aliases.All(alias => alias.Value == 1))
                continue;
            await ActAsync(mlflow, isRollback);

            var (version, changes) = isRollback ? (1, 3) : (2, 2);
            mlflow.Server.Aliases.Count.ShouldBe(2);
            mlflow.Server.Aliases.ShouldAllBe(alias => alias.Value == version);
            var history = (await Models(mlflow).ReadAsync()).History;
            history.Count.ShouldBe(changes, $"after {answered} requests");
            history[^1].Moves.Count.ShouldBe(2);
        }
    }

    [Fact]
    public async Task An_Alias_That_Somebody_Else_Moves_Right_After_Ours_Is_No_Half_Way_Move()
    {
        using var mlflow = await WithTwoPairsAsync();
        var models = Models(mlflow);
        await models.MoveAsync("production", Pair(1), "first", forced: false);
        await models.MoveAsync("production", Pair(2), "second", forced: false);
        await models.RollbackAsync("production", "worse");

        mlflow.Server.Aliases[("cash-loan-risk", "production")] = 2;

        (await models.PairAsync("production")).ShouldBe(new Dictionary<string, int> { ["acceptance"] = 1, ["risk"] = 2 }, ignoreOrder: true);
        await models.MoveAsync("production", Pair(2), "third", forced: false);
        (await models.RollbackAsync("production", "much worse")).Why.ShouldBe("much worse");
    }

    [Fact]
    public async Task A_Move_That_Died_Between_Two_Aliases_Serves_The_Pair_From_Before_However_Long_It_Takes()
    {
        using var mlflow = await WithTwoPairsAsync();
        var models = Models(mlflow);
        await models.MoveAsync("production", Pair(1), "first", forced: false);
        // The server dies in ever later requests, until it dies between the two aliases.
        for (var answered = 0; mlflow.Server.Aliases.Values.Distinct().Count() < 2; answered++)
        {
            mlflow.Server.DiesAfter = answered;
            await Should.ThrowAsync<MlflowException>(() => models.MoveAsync("production", Pair(2), "second", forced: false));
        }
        mlflow.Server.DiesAfter = null;
        mlflow.Clock.Now += TimeSpan.FromDays(2);

        (await models.PairAsync("production")).Values.ShouldAllBe(version => version == 1);
    }

    [Fact]
    public async Task After_A_Rollback_The_Version_In_Staging_Has_The_Stage_Of_Staging()
    {
        using var mlflow = await WithTwoPairsAsync();
        var models = Models(mlflow);
        await models.MoveAsync("production", Pair(1), "first", forced: false);
        await models.MoveAsync("staging", Pair(2), "trained", forced: false);
        await models.MoveAsync("production", Pair(2), "promoted", forced: false);
        mlflow.Server.Versions.Select(version => version.Stage).ShouldBe(["Archived", "Archived", "Production", "Production"]);

        await models.RollbackAsync("production", "worse");

        mlflow.Server.Versions.Select(version => version.Stage).ShouldBe(["Production", "Production", "Staging", "Staging"]);
        await models.MoveAsync("staging", Pair(1), "one version has one stage", forced: false);
        mlflow.Server.Versions.Select(version => version.Stage).ShouldBe(["Production", "Production", "Archived", "Archived"]);
    }

    [Fact]
    public async Task A_Version_Says_How_It_Came_About()
    {
        using var mlflow = await WithTwoPairsAsync();

        var entry = (await Models(mlflow).ReadAsync()).Kind("risk").Versions[0];

        (entry.Data, entry.Seed, entry.Library, entry.Commit).ShouldBe((Sample.Info().Data, Sample.Info().Seed, Sample.Info().Library, Sample.Info().Commit));
        entry.Options.ShouldBe(Sample.Info().Options);
    }

    [Fact]
    public async Task Tags_And_Versions_Of_Others_Do_No_Harm()
    {
        using var mlflow = await WithTwoPairsAsync();
        var registry = new MlflowModelRegistry(mlflow.Client);
        await registry.SetTagAsync("cash-loan-risk", "finntelligence.change.000001-none", "{ half");
        await mlflow.Client.SendAsync(HttpMethod.Post, "model-versions/create",
            new() { ["name"] = "cash-loan-risk", ["source"] = "runs:/00000001000000000000000000000000/x" }, CancellationToken.None);

        var state = await Models(mlflow).ReadAsync();

        state.History.ShouldBeEmpty();
        state.Kind("risk").Versions.Count.ShouldBe(3);
        (state.Kind("risk").Versions[2].Data.Name, state.Kind("risk").Versions[2].Sha256).ShouldBe(("unknown", ""));
    }

    [Fact]
    public async Task A_Reason_That_MLflow_Would_Cut_Is_Refused_And_Nothing_Moves()
    {
        using var mlflow = await WithTwoPairsAsync();

        (await Should.ThrowAsync<RegistryException>(() => Models(mlflow).MoveAsync("production", Pair(1), new string('x', 5000), forced: false)))
            .Message.ShouldContain("shorten");

        mlflow.Server.Aliases.ShouldBeEmpty();
    }

    private static async Task<int> CountAsync(bool isRollback)
    {
        using var mlflow = await PreparedAsync(isRollback);
        var before = mlflow.Server.Requests.Count;
        await ActAsync(mlflow, isRollback);
        return mlflow.Server.Requests.Count - before;
    }

    private static async Task<MlflowFixture> PreparedAsync(bool isRollback)
    {
        var mlflow = await WithTwoPairsAsync();
        await Models(mlflow).MoveAsync("production", Pair(1), "first", forced: false);
        if (isRollback)
            await Models(mlflow).MoveAsync("production", Pair(2), "second", forced: false);
        return mlflow;
    }

    private static async Task ActAsync(MlflowFixture mlflow, bool isRollback)
    {
        if (isRollback)
            await Models(mlflow).RollbackAsync("production", "worse");
        else
            await Models(mlflow).MoveAsync("production", Pair(2), "better", forced: false);
    }

    private static AliasTarget[] Pair(int version) => [new("risk", version), new("acceptance", version)];

    private static MlflowProductModels Models(MlflowFixture mlflow) =>
        new(new MlflowModelRegistry(mlflow.Client), "cash-loan", Kinds, mlflow.Clock) { User = "anna" };

    private static async Task<MlflowFixture> WithTwoPairsAsync(int majorVersion = 3)
    {
        var mlflow = new MlflowFixture(majorVersion);
        var experiment = await mlflow.Client.EnsureExperimentAsync("cash-loan");
        var registry = new MlflowModelRegistry(mlflow.Client);
        var tags = new Dictionary<string, string>
        {
            [MlflowProductModels.VersionTag] = System.Text.Encoding.UTF8.GetString(
                RegistryNotes.Write(Sample.Info() with { Metrics = new Dictionary<string, double> { ["auc"] = 0.71 } })),
        };
        foreach (var content in new[] { 1, 2 })
        {
            var run = await mlflow.Client.EnsureRunAsync(experiment, $"run {content}", "train", mlflow.Clock.GetUtcNow());
            foreach (var kind in Kinds)
            {
                var zip = Sample.Zip(content);
                await registry.RegisterAsync(
                    $"cash-loan-{kind}", run.RunId, "model.zip", new Dictionary<string, byte[]> { ["model.zip"] = zip },
                    Convert.ToHexStringLower(SHA256.HashData(zip)), tags);
            }
        }
        return mlflow;
    }
}
