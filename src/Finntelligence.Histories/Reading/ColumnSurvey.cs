using Finntelligence.Histories.Sources;

namespace Finntelligence.Histories.Reading;

/// <summary>What the cells of a column are, counted while rows go by.</summary>
internal sealed class ColumnSurvey
{
    /// <summary>Rows where it is empty.</summary>
    public long Missing { get; private set; }

    /// <summary>Cells that are numbers as history.csv writes them, or nearly.</summary>
    public long Plain { get; private set; }

    /// <summary>Cells that are numbers with something besides.</summary>
    public long Written { get; private set; }

    /// <summary>Cells that are neither.</summary>
    public long Texts { get; private set; }

    /// <summary>Everything that stood beside numbers.</summary>
    public CellMarks Marks { get; private set; }

    /// <summary>Cells where the decimal sign must be the point, and where it must be the comma.</summary>
    public (long Point, long Comma) Signs { get; private set; }

    /// <summary>Cells with one point that could be either.</summary>
    public long AmbiguousPoints { get; private set; }

    public void Add(string cell)
    {
        if (cell.Length == 0 || cell == ".")
        {
            Missing++;
            return;
        }

        // By far the commonest cells need no closer look.
        if (PlainNumber.Is(cell, out var point))
        {
            Plain++;
            if (point == DecimalEvidence.Point)
                Signs = (Signs.Point + 1, Signs.Comma);
            else if (point == DecimalEvidence.AmbiguousPoint)
                AmbiguousPoints++;
            return;
        }

        if (WrittenNumber.Read(cell, null, out var signs, out var marks) is null)
        {
            if (WrittenNumber.Read(cell, true, out signs, out marks) is null)
            {
                Texts++;
                return;
            }
        }

        // Currency, percent and the like tell; whether a comma divides thousands is for the whole column to say.
        Marks |= marks & ~(CellMarks.Thousands | CellMarks.DecimalComma);
        Signs = (Signs.Point + (signs == DecimalEvidence.Point ? 1 : 0), Signs.Comma + (signs == DecimalEvidence.Comma ? 1 : 0));
        AmbiguousPoints += signs == DecimalEvidence.AmbiguousPoint ? 1 : 0;
        if (marks == CellMarks.None && signs is DecimalEvidence.None or DecimalEvidence.Point or DecimalEvidence.AmbiguousPoint && NumberText.IsNumber(cell))
            Plain++;
        else
            Written++;
    }
}
