using System.Diagnostics;
using System.Globalization;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests;

/// <summary>What a second process does in tests of locks and of kill -9. The first argument says what, the second where.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["hold-lock", var folder]:
                using (FolderLock.Acquire(folder, TimeSpan.FromSeconds(30), TimeProvider.System))
                {
                    Console.WriteLine("held");
                    Console.ReadLine();
                }
                return 0;
            case ["register-many", var folder, var first, var count]:
                var registry = new LocalModelRegistry(folder, TimeProvider.System) { LockTimeout = TimeSpan.FromMinutes(2) };
                for (var i = 0; i < Number(count); i++)
                    registry.Register("risk", Sample.Zip(Number(first) + i), Sample.Info());
                return 0;
            case ["register", var folder, var content, var killAt]:
                Killed(folder, killAt).Register("risk", Sample.Zip(Number(content)), Sample.Info());
                return 0;
            case ["move", var folder, var version, var killAt]:
                Registry.Training.SetAlias(Killed(folder, killAt), "risk", RegistryNames.Production, Number(version), "test");
                return 0;
            case ["train", var folder, var content, var killAt]:
                Registry.Training.Register(Killed(folder, killAt), Number(content));
                return 0;
            case ["run-forever", var folder]:
                var run = new LocalExperimentStore(folder, TimeProvider.System).Start("test", "killed");
                for (var step = 0; step < 1000; step++)
                    run.LogMetric("loss", 1.0 / (step + 1), step);
                Console.WriteLine(run.Id);
                Console.ReadLine();
                return 0;
            default:
                Console.Error.WriteLine("No such job.");
                return 2;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    // Process.Kill is SIGKILL: no finally block runs, as when the machine loses power.
    private static LocalModelRegistry Killed(string folder, string at) => new(folder, TimeProvider.System, step =>
    {
        if (step == at)
            Process.GetCurrentProcess().Kill();
    });
}
