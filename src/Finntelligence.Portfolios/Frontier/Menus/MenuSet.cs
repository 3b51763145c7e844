using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Shards;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>The shards of one portfolio: each of them once, all made with the same product and pair.</summary>
public sealed class MenuSet : IMenuSource
{
    private readonly ImmutableArray<MenuFile> _files;
    private readonly ImmutableArray<long> _positions;
    private readonly ImmutableArray<long> _lines;
    private readonly int _resources;

    private MenuSet(ImmutableArray<MenuFile> files)
    {
        _files = files;
        Resources = Resource.All(Header.Currency, Header.LossGivenDefault);
        _resources = Resources.Count;
        // Lines are counted as if the shards were one input again, whose header is the first one's.
        _positions = [.. Before(files, file => file.Counts.Applicants)];
        _lines = [.. Before(files, file => file.Counts.Lines - file.Counts.HeaderLines).Select((before, i) =>
            before + files[0].Counts.HeaderLines - files[i].Counts.HeaderLines)];
    }

    /// <summary>What all shards have in common.</summary>
    public MenuHeader Header => _files[0].Header;

    /// <summary>In the order of the hulls.</summary>
    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>Lines with faults, in all shards.</summary>
    public long Faulty => _files.Sum(file => file.Counts.Faulty);

    /// <inheritdoc/>
    public long Applicants => _files.Sum(file => file.Counts.Applicants);

    /// <inheritdoc/>
    public int Parts => _files.Length;

    /// <summary>Opens files in any order.</summary>
    /// <exception cref="DataFaultException">Something is wrong with files, or they do not belong together; all of it is named.</exception>
    public static MenuSet Open(IReadOnlyList<string> paths)
    {
        var faults = new List<string>();
        var files = new List<MenuFile>();
        foreach (var path in paths)
        {
            try
            {
                files.Add(MenuFile.Open(path));
            }
            catch (DataFaultException fault)
            {
                faults.Add(fault.Message);
            }
        }

        if (faults.Count == 0)
            faults.AddRange(ShardFile.Faults([.. files.Select(Shard)]));
        return faults.Count == 0
            ? new MenuSet([.. files.OrderBy(file => file.Header.Shard)])
            : throw new DataFaultException(string.Join(' ', faults));
    }

    /// <inheritdoc/>
    public long PositionOf(int part) => _positions[part];

    /// <inheritdoc/>
    public IEnumerable<PortfolioApplicant> Read(int part) =>
        _files[part].Read(_resources).Select(applicant => applicant with { Line = applicant.Line + _lines[part] });

    private static ShardFile Shard(MenuFile file) => new(
        file.Path, file.Header.Shard, file.Header.Shards,
        [
            ("product", $"{file.Header.Product}, {file.Header.ProductSha256}"),
            ("pair of models", $"risk {file.Header.RiskSha256}, acceptance {file.Header.AcceptanceSha256}"),
            ("loss given default", file.Header.LossGivenDefault.ToString(CultureInfo.InvariantCulture)),
        ],
        file.Counts.Applicants == 0 ? null : Convert.ToHexStringLower(file.Sha256));

    private static IEnumerable<long> Before(IEnumerable<MenuFile> files, Func<MenuFile, long> count)
    {
        long sum = 0;
        foreach (var file in files)
        {
            yield return sum;
            sum += count(file);
        }
    }
}
