using System.Text;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>
/// Applicants in memory, as the bytes of <see cref="MenuCodec"/>: a tenth of what their offers would take as objects. A block that was read
/// is one part.
/// </summary>
/// <param name="resources">How many hulls an applicant has.</param>
internal sealed class MenuBlocks(int resources) : IMenuSource
{
    private readonly List<Block> _blocks = [];

    public int Parts => _blocks.Count;

    public long Applicants { get; private set; }

    public long PositionOf(int part) => _blocks[part].Position;

    /// <summary>Takes the next applicants; one thread at a time.</summary>
    public void Add(IReadOnlyList<PortfolioApplicant> applicants)
    {
        if (applicants.Count == 0)
            return;
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            long before = 0;
            foreach (var applicant in applicants)
            {
                MenuCodec.Write(writer, applicant, before);
                before = applicant.Line;
            }
        }

        _blocks.Add(new Block(Applicants, applicants.Count, bytes.ToArray()));
        Applicants += applicants.Count;
    }

    public IEnumerable<PortfolioApplicant> Read(int part)
    {
        var block = _blocks[part];
        using var reader = new BinaryReader(new MemoryStream(block.Bytes, writable: false), Encoding.UTF8);
        long before = 0;
        for (var i = 0; i < block.Applicants; i++)
        {
            var applicant = MenuCodec.Read(reader, before, resources);
            before = applicant.Line;
            yield return applicant;
        }
    }

    /// <param name="Position">Applicants in the blocks before.</param>
    /// <param name="Applicants">In this one.</param>
    /// <param name="Bytes">Their menus.</param>
    private sealed record Block(long Position, int Applicants, byte[] Bytes);
}
