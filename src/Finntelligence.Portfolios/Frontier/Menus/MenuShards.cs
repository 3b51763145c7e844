using System.Globalization;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>Whether files are the shards of one portfolio.</summary>
internal static class MenuShards
{
    private const int MostNamed = 20;

    /// <summary>Everything that is wrong, in sentences.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<MenuFile> files)
    {
        var first = files[0];
        foreach (var file in files.Skip(1))
        {
            var (a, b) = (first.Header, file.Header);
            if ((a.Product, a.ProductSha256) != (b.Product, b.ProductSha256))
                yield return $"{file.Path}: it was made with another product ({Short(b.Product, b.ProductSha256)}) than {first.Path} ({Short(a.Product, a.ProductSha256)}).";
            else if ((a.RiskSha256, a.AcceptanceSha256) != (b.RiskSha256, b.AcceptanceSha256))
                yield return $"{file.Path}: it was made with another pair of models ({Pair(b)}) than {first.Path} ({Pair(a)}).";
            else if (a.LossGivenDefault != b.LossGivenDefault)
                yield return string.Create(CultureInfo.InvariantCulture, $"{file.Path}: it counts {b.LossGivenDefault} of a defaulted amount as a loss, {first.Path} {a.LossGivenDefault}.");
            else if (a.Shards != b.Shards)
                yield return $"{file.Path}: it is one of {b.Shards} shards, {first.Path} one of {a.Shards}.";
        }

        foreach (var same in files.GroupBy(file => file.Header.Shard).Where(group => group.Count() > 1))
            yield return $"Shard {same.Key} is there {same.Count()} times: {Paths(same)}.";
        foreach (var same in files.Where(file => file.Counts.Applicants > 0).GroupBy(file => Convert.ToHexString(file.Sha256))
            .Where(group => group.Select(file => file.Header.Shard).Distinct().Count() > 1))
            yield return $"{Paths(same)} hold the same applicants under different numbers.";
        int[] missing = [.. Enumerable.Range(1, first.Header.Shards).Except(files.Select(file => file.Header.Shard))];
        if (missing.Length > 0)
            yield return $"Of {first.Header.Shards} shards {Numbers(missing)} {(missing.Length == 1 ? "is" : "are")} not there.";
    }

    private static string Short(string name, string sha256) => $"{name}, {sha256[..Math.Min(12, sha256.Length)]}";

    private static string Pair(MenuHeader header) => $"{Short("risk", header.RiskSha256)}, {Short("acceptance", header.AcceptanceSha256)}";

    private static string Paths(IEnumerable<MenuFile> files) => string.Join(", ", files.Select(file => file.Path));

    private static string Numbers(int[] missing) =>
        string.Join(", ", missing.Take(MostNamed)) + (missing.Length > MostNamed ? " …" : "");

}
