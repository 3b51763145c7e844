namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>The lines of one tree, by key.</summary>
internal sealed class TreeBlock
{
    private const string Start = "Tree=";
    private const string End = "end of trees";

    private readonly int _line;
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);

    private TreeBlock(int line) => _line = line;

    /// <summary>Whether a line is the first of a tree.</summary>
    public static bool Starts(string line) => line.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Whether a line says that no more trees follow, or belongs to what follows them: old files have no line of its own for that.</summary>
    public static bool EndsAll(string line) => IsEnd(line) || line is "feature importances:" or "feature_importances:" or "parameters:";

    /// <summary>Whether a line says that no more trees follow.</summary>
    public static bool IsEnd(string? line) => line == End;

    /// <summary>
    /// The tree that starts at the current line, or null when the trees are over. Leaves the lines at what ended the block.
    /// </summary>
    public static TreeBlock? Next(TextLines lines, int index, int maximumTrees)
    {
        if (lines.Current is null || EndsAll(lines.Current))
            return null;
        if (index == maximumTrees)
            throw new InvalidModelFileException(lines.Where, $"more than the {maximumTrees} trees allowed");
        var block = new TreeBlock(lines.Number);
        var number = Field.Of(lines.Number, lines.Current)!;
        if (number.Count() != index)
            throw number.Fault($"is {number.Text}, but the tree is number {index}");
        while (lines.Next() is { } line && !Starts(line) && !EndsAll(line))
        {
            if (line.Length == 0)
                continue;
            var field = Field.Of(lines.Number, line) ?? throw new InvalidModelFileException(lines.Where, "is not key=value");
            if (!block._fields.TryAdd(field.Key, field))
                throw field.Fault("is given twice");
        }

        // Every version writes it last. LightGBM itself reads a file that ends here.
        return lines.Current is null && (lines.EndsWithinLine || block.Optional("shrinkage") is null) ? throw CutFile(lines) : block;
    }

    /// <summary>The fault of a file that does not reach its last line.</summary>
    public static InvalidModelFileException CutFile(TextLines lines) =>
        new($"after line {lines.Number}", $"the file ends without '{End}', so it has been cut");

    /// <summary>Inner nodes and leaves together, at most the given number.</summary>
    public int NodeCount(int maximum)
    {
        var leaves = Required("num_leaves");
        var nodes = (2L * leaves.Count()) - 1;
        return nodes <= maximum ? (int)nodes : throw leaves.Fault($"more than the {maximum} nodes allowed that are left");
    }

    public Field? Optional(string key) => _fields.GetValueOrDefault(key);

    public Field Required(string key) => Optional(key) ?? throw Fault($"{key} is missing");

    /// <summary>A fault of the tree as a whole.</summary>
    public InvalidModelFileException Fault(string what) => new($"the tree from line {_line} on", what);
}
