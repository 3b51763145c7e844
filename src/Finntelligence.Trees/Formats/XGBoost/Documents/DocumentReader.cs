using System.Globalization;

namespace Finntelligence.Trees.Formats.XGBoost.Documents;

/// <summary>
/// Reads the parts of a document one asks for, in whatever order they come, and knows the path of what it reads.
/// Every method starts at the token <see cref="Advance"/> moved to, and leaves the reader on the last token of its value.
/// </summary>
internal sealed class DocumentReader(ITokenReader tokens)
{
    private readonly List<Step> _path = [];
    private TokenKind _kind;

    /// <summary>The path of the current value, such as <c>learner.gradient_booster.model.trees[3].id</c>.</summary>
    public string Path => string.Concat(_path).TrimStart('.');

    /// <summary>Reads the one value a document is.</summary>
    public void ReadDocument(Action value)
    {
        Advance();
        value();
        Advance();
    }

    /// <summary>Reads those members of an object that are named, each by its action, and passes over the others.</summary>
    public void ReadObject(params (string Name, Action Read)[] members)
    {
        Expect(TokenKind.ObjectStart, "an object");
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (Advance() != TokenKind.ObjectEnd)
        {
            var name = tokens.Text;
            _path.Add(new Step(name, 0));
            if (!names.Add(name))
                throw Fault("is given twice");
            Advance();
            var known = Array.FindIndex(members, m => m.Name == name);
            if (known < 0)
                Skip();
            else
                members[known].Read();
            _path.RemoveAt(_path.Count - 1);
        }
    }

    /// <summary>Passes over a value of any kind.</summary>
    private void Skip()
    {
        var depth = 0;
        while (true)
        {
            if (_kind is TokenKind.ObjectStart or TokenKind.ArrayStart)
                depth++;
            else if (_kind is TokenKind.ObjectEnd or TokenKind.ArrayEnd)
                depth--;
            if (depth == 0)
                return;
            Advance();
        }
    }

    /// <summary>A string; a number or truth value, where a writer left the quotes out, as the text it stands for.</summary>
    public string ReadText() => _kind switch
    {
        TokenKind.String => tokens.Text,
        TokenKind.Number => tokens.Integer?.ToString(CultureInfo.InvariantCulture)
            ?? tokens.Single.ToString(CultureInfo.InvariantCulture),
        _ => throw Fault("must be a string"),
    };

    /// <summary>A whole number from 0 on that fits an int, as a number or as a string.</summary>
    public int ReadCount()
    {
        var text = ReadText();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw Fault($"must be a whole number from 0 on, not '{Shorten(text)}'");
    }

    /// <summary>A float32.</summary>
    public float ReadSingle() => _kind == TokenKind.Number ? tokens.Single : throw Fault("must be a number");

    /// <summary>A whole number. One beyond int32 becomes the nearest int32: no index or count that can be right is so large.</summary>
    public int ReadInteger() =>
        _kind == TokenKind.Number && tokens.Integer is { } integer
            ? (int)Math.Clamp(integer, int.MinValue, int.MaxValue)
            : throw Fault("must be a whole number");

    /// <summary>A truth value, which XGBoost writes as 1 or 0.</summary>
    public bool ReadFlag() => _kind switch
    {
        TokenKind.True => true,
        TokenKind.False => false,
        _ => ReadInteger() switch
        {
            0 => false,
            1 => true,
            _ => throw Fault("must be 0 or 1"),
        },
    };

    /// <summary>Whether the current value is an array with at least one element, after passing over it.</summary>
    public bool SkipAndSeeWhetherFilled()
    {
        if (_kind != TokenKind.ArrayStart)
        {
            Skip();
            return false;
        }

        var filled = false;
        while (Advance() != TokenKind.ArrayEnd)
        {
            filled = true;
            Skip();
        }

        return filled;
    }

    /// <summary>The elements of an array, each read by one of the methods above.</summary>
    public List<T> ReadList<T>(int maximumCount, Func<T> element)
    {
        Expect(TokenKind.ArrayStart, "an array");
        var list = new List<T>();
        while (Advance() != TokenKind.ArrayEnd)
        {
            _path.Add(new Step(null, list.Count));
            if (list.Count == maximumCount)
                throw Fault($"more than the {maximumCount} elements allowed");
            list.Add(element());
            _path.RemoveAt(_path.Count - 1);
        }

        return list;
    }

    /// <summary>A fault at the current value.</summary>
    public InvalidModelFileException Fault(string what) => new(Path, what);

    private TokenKind Advance() => _kind = tokens.Read();

    private void Expect(TokenKind kind, string name)
    {
        if (_kind != kind)
            throw Fault($"must be {name}");
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>A member's name, or an element's place.</summary>
    private readonly record struct Step(string? Name, int Index)
    {
        public override string ToString() => Name is null ? $"[{Index}]" : "." + Shorten(Name);
    }
}
