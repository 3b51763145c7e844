using System.Collections.Immutable;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>What the history holds.</summary>
internal sealed record DataFigures
{
    public required string File { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>What the file is, for people.</summary>
    public required string Description { get; init; }

    public required int Rows { get; init; }

    /// <summary>Labelled rows and events of each model, and what was left out.</summary>
    public required ImmutableArray<LabelFigures> Labels { get; init; }

    public required ImmutableArray<FeatureFigures> Features { get; init; }

    /// <summary>Rows and events by period; empty without periods.</summary>
    public required ImmutableArray<PeriodFigures> Periods { get; init; }

    /// <summary>What a period is called.</summary>
    public required string PeriodName { get; init; }

    /// <summary>Acceptance, then default, by class and rate.</summary>
    public required ImmutableArray<RateTable> ByRate { get; init; }
}

/// <summary>One label.</summary>
internal sealed record LabelFigures(string Model, string Event, int Rows, int Events, int LeftOut, string Why);

/// <summary>
/// One applicant feature or offer variable over the rows of the model that sees it. Missing is a share; implausible values, out of the
/// product's range, are among the missing; shares are of the known values in each bin.
/// </summary>
internal sealed record FeatureFigures(
    string Name, string Unit, string Description, int Rows, double Missing, int Implausible, double P5, double Median, double P95,
    ImmutableArray<string> Bins, ImmutableArray<double> Shares);

/// <summary>One period.</summary>
internal sealed record PeriodFigures(string Name, int Rows, double Accepted, int Loans, double? Defaulted);

/// <summary>Share of the event by class (rows) and rate (columns).</summary>
public sealed record RateTable(string Event, ImmutableArray<string> Classes, ImmutableArray<string> Rates, ImmutableArray<RateCell> Cells);

/// <summary>One cell; the share is null where there are fewer people than may be shown, and then so is the count.</summary>
public sealed record RateCell(int Class, int Rate, int? Rows, double? Share, double? Low, double? High);
