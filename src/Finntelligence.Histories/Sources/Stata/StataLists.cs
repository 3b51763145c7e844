using System.Collections.Immutable;
using System.Text;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>Lists of one entry for each variable, which all releases have.</summary>
internal static class StataLists
{
    /// <summary>The storage types.</summary>
    /// <exception cref="InvalidSourceException">The file ends within them, or a code is no type.</exception>
    public static ImmutableArray<StataType> Types(StataInput input, StataRelease release, int count)
    {
        int width = release.Number < 117 ? 1 : 2;
        var types = ImmutableArray.CreateBuilder<StataType>();
        for (int i = 0; i < count; i++)
        {
            long start = input.Position;
            int code = width == 1 ? input.Byte("the type list") : input.UInt16("the type list");
            types.Add(StataType.FromCode(code, release)
                ?? throw new InvalidSourceException($"Byte {start} of the Stata file: {code} is no type of variable {i + 1}."));
        }
        return types.ToImmutable();
    }

    /// <summary>The names, all different.</summary>
    /// <exception cref="InvalidSourceException">The file ends within them, or one is no name, or stands twice.</exception>
    public static ImmutableArray<string> Names(StataInput input, StataRelease release, int count)
    {
        long start = input.Position;
        ImmutableArray<string> names = Texts(input, release, count, release.NameWidth, "the variable names");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            bool plain = names[i].Length > 0 && names[i].EnumerateRunes().All(c => c.Value == '_' || (release.IsUtf8 ? Rune.IsLetterOrDigit(c) : c.IsAscii && Rune.IsLetterOrDigit(c)));
            if (!plain || !seen.Add(names[i]))
            {
                string fault = plain ? $"the name {names[i]} of an earlier one" : "no proper name";
                throw new InvalidSourceException($"Byte {start + ((long)i * release.NameWidth)} of the Stata file: variable {i + 1} has {fault}.");
            }
        }
        return names;
    }

    /// <summary>Texts of a fixed width.</summary>
    /// <exception cref="InvalidSourceException">The file ends within them.</exception>
    public static ImmutableArray<string> Texts(StataInput input, StataRelease release, int count, int width, string what)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        Span<byte> bytes = stackalloc byte[width];
        for (int i = 0; i < count; i++)
        {
            input.Fill(bytes, what);
            texts.Add(StataCell.Text(bytes, release));
        }
        return texts.ToImmutable();
    }
}
