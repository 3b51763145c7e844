using System.Text;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>The lines of a text file, one after the other, without their ends (LF or CRLF).</summary>
internal sealed class TextLines(ByteSource source)
{
    private readonly List<byte> _line = [];

    /// <summary>Number of the current line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The current line; null after the last.</summary>
    public string? Current { get; private set; }

    /// <summary>Where the current line is, for messages.</summary>
    public string Where => $"line {Number}";

    /// <summary>True when the file's last bytes are no line end.</summary>
    public bool EndsWithinLine { get; private set; }

    /// <summary>Moves to the next line and returns it; null at the end.</summary>
    public string? Next()
    {
        _line.Clear();
        if (Number == 0)
            source.SkipByteOrderMark();
        var next = source.Take();
        if (next < 0)
            return Current = null;
        for (; next >= 0 && next != '\n'; next = source.Take())
            _line.Add((byte)next);
        EndsWithinLine = next < 0;
        if (_line.Count > 0 && _line[^1] == '\r')
            _line.RemoveAt(_line.Count - 1);
        Number++;
        return Current = Encoding.UTF8.GetString([.. _line]);
    }
}
