namespace Finntelligence.Trees.Tests.Support;

/// <summary>Seeded damage to a valid file: what a torn download, a careless editor or an attacker might do to it.</summary>
internal static class Mutations
{
    /// <summary>One to four changes: bits, bytes, pieces lost, doubled, moved, and pieces from a list put in.</summary>
    /// <param name="random">Where the choices come from.</param>
    /// <param name="original">The valid file; not changed.</param>
    /// <param name="pieces">What means something in the format: tokens, extreme numbers.</param>
    public static byte[] Of(Random random, byte[] original, IReadOnlyList<byte[]> pieces)
    {
        var bytes = (byte[])original.Clone();
        for (var n = random.Next(1, 5); n > 0 && bytes.Length > 1; n--)
        {
            var at = random.Next(bytes.Length);
            var end = Math.Min(at + random.Next(1, 12), bytes.Length);
            var piece = pieces[random.Next(pieces.Count)];
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[end..]];
                    break;
                case 3:
                    bytes = [.. bytes[..end], .. bytes[at..]];
                    break;
                case 4:
                    bytes = [.. bytes[..at], .. piece, .. bytes[at..]];
                    break;
                case 5:
                    bytes = [.. bytes[..at], .. piece, .. bytes[end..]];
                    break;
                case 6:
                    var from = random.Next(bytes.Length);
                    bytes = [.. bytes[..at], .. bytes[from..Math.Min(from + end - at, bytes.Length)], .. bytes[end..]];
                    break;
                default:
                    // Numbers are where a file's claims are: one digit changed keeps the rest believable.
                    var digit = Array.FindIndex(bytes, at, b => b is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                        bytes[digit] = (byte)('0' + random.Next(10));
                    break;
            }
        }

        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }
}
