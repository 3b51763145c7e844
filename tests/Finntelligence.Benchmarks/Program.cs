using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Finntelligence.Benchmarks.Corpus;
using Finntelligence.Benchmarks.Decisions;
using Finntelligence.Benchmarks.Explorer;
using Finntelligence.Benchmarks.Offers;
using Finntelligence.Benchmarks.RateCards;
using Finntelligence.Benchmarks.Trees;

// Comparisons have a name of their own; whatever else is asked for goes to BenchmarkDotNet.
var comparisons = new Dictionary<string, Action<string[]>>(StringComparer.Ordinal);
TreesCommands.AddTo(comparisons);
OffersCommands.AddTo(comparisons);
DecisionsCommands.AddTo(comparisons);
PageCommand.AddTo(comparisons);
CorpusCommand.AddTo(comparisons);
CardSearchTimes.AddTo(comparisons);

if (args.Length > 0 && comparisons.TryGetValue(args[0], out var comparison))
{
    comparison(args[1..]);
    return 0;
}

// In this process, so that nothing is restored or built besides what already is.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
return BenchmarkSwitcher.FromAssembly(typeof(OffersCommands).Assembly).Run(args, config).Any() ? 0 : 1;
