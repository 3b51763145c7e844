using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Finntelligence.Histories.Reading;

namespace Finntelligence.Histories.Proposals;

/// <summary>A column that says what happened.</summary>
/// <param name="Column">It.</param>
/// <param name="Events">Its cells that mean the event; empty where 1 does.</param>
/// <param name="Open">Its cells that say that nothing is known yet.</param>
internal sealed record LabelProposal(ColumnFacts Column, ImmutableArray<string> Events, ImmutableArray<string> Open)
{
    private const int MostValues = 30;

    /// <summary>The column as a label of default; null if it cannot be one.</summary>
    public static LabelProposal? OfDefault(ColumnFacts column)
    {
        if (column.IsBoolean)
            return ColumnWords.IsDefault(column.Name) ? new(column, [], []) : null;
        var values = column.Known.Select(v => v.Key).ToArray();
        var bad = values.Where(ColumnWords.IsBadOutcome).ToImmutableArray();
        return values.Length <= MostValues && !column.IsNumeric && bad.Length > 0 && bad.Length < values.Length
            ? new(column, bad, [.. values.Where(v => !bad.Contains(v) && ColumnWords.IsOpenOutcome(v))])
            : null;
    }

    /// <summary>The column as a label of take-up; null if it cannot be one.</summary>
    public static LabelProposal? OfTakeUp(ColumnFacts column)
    {
        if (!ColumnWords.IsTakeUp(column.Name))
            return null;
        if (column.IsBoolean)
            return new(column, [], []);
        // Of two words the one that says yes, else the rarer: most offers are not taken.
        return column is { IsNumeric: false, Known.Length: 2 }
            ? new(column, [column.Known.Select(v => v.Key).FirstOrDefault(ColumnWords.IsTakeUp) ?? column.Known[1].Key], [])
            : null;
    }

    /// <summary>Whether the event happened in a row with this cell; null where nothing is known.</summary>
    public bool? Happened(string cell)
    {
        if (cell.Length == 0 || CellWords.IsNothing(cell) || Open.Contains(cell))
            return null;
        return Events.IsEmpty ? (CellWords.Flag(cell) ?? cell) == "1" : Events.Contains(cell);
    }

    /// <summary>The label as product.json has it.</summary>
    public JsonObject ToJson(string what)
    {
        var json = new JsonObject { ["column"] = Column.Name };
        if (Events.IsEmpty)
        {
            json["note"] = $"{what}: the column is yes or no, and its name says so.";
            json["above"] = 0;
        }
        else
        {
            json["note"] = $"{what}: of the texts {string.Join(", ", Column.Known.Take(10).Select(v => $"\"{v.Key}\""))} these mean it.";
            json["oneOf"] = new JsonArray([.. Events.Select(e => JsonValue.Create(e))]);
        }

        return json;
    }

    /// <summary>The rows where the event happened, as a filter.</summary>
    public JsonObject ToFilter() => Events.IsEmpty
        ? new JsonObject { ["column"] = Column.Name, ["equalTo"] = 1 }
        : new JsonObject { ["column"] = Column.Name, ["oneOf"] = new JsonArray([.. Events.Select(e => JsonValue.Create(e))]) };

    /// <summary>The rows whose outcome is known, as a filter; null where all are.</summary>
    public JsonObject? ToKnownFilter() => Open.IsEmpty
        ? null
        : new JsonObject
        {
            ["note"] = "Loans that are not at their end say nothing yet.",
            ["column"] = Column.Name,
            ["notOneOf"] = new JsonArray([.. Open.Select(e => JsonValue.Create(e))]),
        };
}
