using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Products;

/// <summary>One member of the applicant.</summary>
public sealed record ApplicantFeature
{
    /// <summary>Name in JSON and in the models; camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>Type of its values.</summary>
    public required ApplicantFeatureKind Kind { get; init; }

    /// <summary>Category values; a value's position is its code. Empty for other kinds.</summary>
    public ImmutableArray<string> Values
    {
        get;
        init
        {
            field = value;
            // A portfolio has millions of cells, and a category up to ten thousand values. A value that stands twice is a fault of its own.
            var codes = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < value.Length; i++)
                codes.TryAdd(value[i], i);
            _codes = codes.ToFrozenDictionary(StringComparer.Ordinal);
        }
    } = [];

    private readonly FrozenDictionary<string, int> _codes = FrozenDictionary<string, int>.Empty;

    /// <summary>The code of a category's value; −1 for a text that is none.</summary>
    public int CodeOf(string value) => _codes.GetValueOrDefault(value, -1);

    /// <summary>Whether the categories are in a meaningful order (then a model sees the code as a number).</summary>
    public bool Ordered { get; init; }

    /// <summary>Unit for people, such as "ZAR a month".</summary>
    public string? Unit { get; init; }

    /// <summary>Least plausible value, inclusive; numbers and integers only.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Greatest plausible value, inclusive; numbers and integers only.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Whether a request must carry it. Optional ones may be absent or null, which means missing.</summary>
    public required bool Required { get; init; }

    /// <summary>For people, in the API's documentation.</summary>
    public required string Description { get; init; }

    /// <summary>A plausible value, for the API's documentation.</summary>
    public required JsonElement Example { get; init; }

    /// <summary>Where history holds it.</summary>
    public required SourceColumn Source { get; init; }

    /// <summary>How the probability of default may move as it rises.</summary>
    public Monotonicity MonotoneDefault { get; init; }

    /// <summary>How the probability of acceptance may move as it rises.</summary>
    public Monotonicity MonotoneAcceptance { get; init; }

    /// <summary>What the feature belongs to where its name could be taken for a protected attribute, such as "the car"; null when that is not declared.</summary>
    public string? NotPersonal { get; init; }

    /// <summary>How a decision names it.</summary>
    public required ReasonCode Reason { get; init; }
}

/// <summary>Type of an applicant's member.</summary>
public enum ApplicantFeatureKind
{
    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>A JSON number without a fraction.</summary>
    Integer,

    /// <summary>true or false; 1 or 0 in a CSV.</summary>
    Boolean,

    /// <summary>One of the declared texts.</summary>
    Category,
}

/// <summary>A column of the history.</summary>
/// <param name="Column">Header in the CSV.</param>
/// <param name="Scale">A number in the CSV times this is the feature's value (for a column in thousands: 1000).</param>
/// <param name="Missing">Texts that mean missing, besides the empty one.</param>
public sealed record SourceColumn(string Column, decimal Scale, ImmutableArray<string> Missing)
{
    /// <summary>What texts that are no numbers stand for ("10+ years": 10), in the feature's unit; a text named here is not scaled.</summary>
    public ImmutableDictionary<string, decimal> Map { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>Of a category: which texts stand for a value beside itself; null where none do.</summary>
    public CategoryGroups? Groups { get; init; }

    /// <summary>
    /// Of a rate: the column of the base rate, or a competitor's, that this one is a spread over, in its own unit; the rate is the sum of both. Null
    /// where the column holds the rate itself.
    /// </summary>
    public SourceColumn? Reference { get; init; }

    /// <summary>The columns that are read for it: its own, then that of its reference.</summary>
    public IEnumerable<string> Columns => Reference is null ? [Column] : [Column, Reference.Column];

    /// <summary>A column of numbers as they are.</summary>
    public static SourceColumn Plain(string column) => new(column, 1, []);

    /// <summary>Whether a cell says that nothing is known.</summary>
    public bool IsMissing(string text) => text.Length == 0 || Missing.Contains(text);

    /// <summary>The number that a cell stands for, which is not missing.</summary>
    internal bool TryNumber(string text, out ScaledNumber number) =>
        Map.TryGetValue(text, out var mapped)
            ? NumberText.TryScale(mapped, 1, out number)
            : NumberText.TryParse(text, Scale, out number);

    /// <summary>Whether reading a cell as a number would succeed.</summary>
    public bool CanRead(string text) => IsMissing(text) || TryNumber(text, out _);
}

/// <summary>How a decision names a feature.</summary>
/// <param name="Code">Upper-case identifier.</param>
/// <param name="Text">One phrase for the customer, specific, true whichever way the feature points.</param>
public sealed record ReasonCode(string Code, string Text);
