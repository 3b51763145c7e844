namespace Finntelligence.Trees.Tests.Support;

/// <summary>Seeded attempts on a reader: each must end in a refusal or in a model. Anything else thrown fails the test and says in which block.</summary>
internal static class Fuzz
{
    // A block has its own random numbers, so the attempts are the same on any number of cores.
    private const int BlockSize = 1_000;

    /// <param name="rounds">Attempts, a multiple of a thousand.</param>
    /// <param name="seed">Of the first block; the next have the next ones.</param>
    /// <param name="attempt">Damages a file, reads it and uses what was read. Called from several threads.</param>
    public static void ShouldBeRefusedOrRead<TRefusal>(int rounds, int seed, Action<Random> attempt)
        where TRefusal : Exception
    {
        var (read, refused) = (0, 0);
        Parallel.For(0, rounds / BlockSize, block =>
        {
            var random = new Random(seed + block);
            var refusals = 0;
            for (var round = 0; round < BlockSize; round++)
            {
                try
                {
                    attempt(random);
                }
                catch (TRefusal refusal) when (!string.IsNullOrWhiteSpace(refusal.Message))
                {
                    refusals++;
                }
                catch (Exception fault)
                {
                    throw new InvalidOperationException($"Seed {seed + block}, round {round}: {fault.GetType().Name}: {fault.Message}", fault);
                }
            }

            Interlocked.Add(ref refused, refusals);
            Interlocked.Add(ref read, BlockSize - refusals);
        });

        (read + refused).ShouldBe(rounds);
        // Both ends are met, so the damage is neither always fatal nor never seen.
        read.ShouldBeGreaterThan(rounds / 100);
        refused.ShouldBeGreaterThan(rounds / 4);
    }
}
