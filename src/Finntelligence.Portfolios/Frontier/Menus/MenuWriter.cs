using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>Writes a file of menus: the header's line, the menus, and an end that counts and seals them.</summary>
internal sealed class MenuWriter
{
    private readonly Stream _stream;
    private readonly byte[] _header;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _piece = new();
    private readonly BinaryWriter _writer;
    private long _line;
    private long _applicants;

    public MenuWriter(Stream stream, MenuHeader header)
    {
        _stream = stream;
        _writer = new BinaryWriter(_piece, Encoding.UTF8);
        _header = [.. JsonSerializer.SerializeToUtf8Bytes(header, MenuHeader.Json), (byte)'\n'];
        stream.Write(_header);
    }

    public void Write(IReadOnlyList<PortfolioApplicant> applicants)
    {
        foreach (var applicant in applicants)
        {
            MenuCodec.Write(_writer, applicant, _line);
            _line = applicant.Line;
        }

        _applicants += applicants.Count;
        _writer.Flush();
        var bytes = _piece.GetBuffer().AsSpan(0, (int)_piece.Length);
        _hash.AppendData(bytes);
        _stream.Write(bytes);
        _piece.SetLength(0);
    }

    /// <summary>Ends the file.</summary>
    public void Complete(long headerLines, long lines, long faulty) =>
        _stream.Write(MenuSeal.Of(_header, new MenuCounts(_applicants, headerLines, lines, faulty), _hash.GetHashAndReset()));
}
