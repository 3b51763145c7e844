using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>The rows of a portfolio: sorted and filtered here, so that a page never holds more of them than are in sight.</summary>
public sealed partial class RowTable
{
    // As the style sheet has it.
    private const float RowHeight = 37;

    private static readonly TimeSpan Typing = TimeSpan.FromMilliseconds(250);

    private MudDataGrid<PortfolioRow>? _grid;
    private ScoredPortfolio? _of;
    private RowQuery _query = RowQuery.All;
    private ImmutableArray<PortfolioRow> _rows = [];
    private CancellationTokenSource? _typing;

    /// <summary>The portfolio.</summary>
    [Parameter, EditorRequired]
    public ScoredPortfolio Scored { get; set; } = null!;

    /// <summary>Saves decisions: of some rows, or of all where it is null.</summary>
    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<PortfolioRow>?> OnDownload { get; set; }

    [Inject]
    private IStringLocalizer<PortfolioWords> Words { get; set; } = null!;

    private string Decision => _query.IsOffer switch { null => "", true => "offer", false => "decline" };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_of == Scored)
            return;
        _of = Scored;
        _query = RowQuery.All;
        _rows = Scored.Rows;
    }

    private Task<GridData<PortfolioRow>> Rows(GridStateVirtualize<PortfolioRow> state, CancellationToken cancellationToken)
    {
        var sorted = state.SortDefinitions.FirstOrDefault();
        var asked = _query with { By = ColumnOf(sorted?.SortBy), Descending = sorted?.Descending ?? false };
        if (asked != _query)
        {
            _query = asked;
            _rows = _query.Of(Scored.Rows);
        }

        var (from, count) = (Math.Min(state.StartIndex, _rows.Length), Math.Min(state.Count, Math.Max(0, _rows.Length - state.StartIndex)));
        return Task.FromResult(new GridData<PortfolioRow> { Items = _rows.AsSpan(from, count).ToArray(), TotalItems = _rows.Length });
    }

    private static RowColumn ColumnOf(string? property) => property switch
    {
        nameof(PortfolioRow.IsOffer) => RowColumn.Decision,
        _ => Enum.TryParse<RowColumn>(property, out var column) ? column : RowColumn.Line,
    };

    private async Task AskAsync(RowQuery query)
    {
        if (query == _query)
            return;
        _query = query;
        _rows = query.Of(Scored.Rows);
        if (_grid is not null)
            await _grid.ReloadServerData();
    }

    // Each letter would be a search through all rows.
    private async Task FindAsync(ChangeEventArgs typed)
    {
        _typing?.Cancel();
        _typing?.Dispose();
        using var typing = new CancellationTokenSource();
        _typing = typing;
        try
        {
            await Task.Delay(Typing, typing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _typing = null;
        await AskAsync(_query with { Text = (typed.Value as string ?? "").Trim() });
    }

    private RenderFragment Number<TValue>(string title, Expression<Func<PortfolioRow, TValue>> value, string format)
        where TValue : IFormattable
    {
        var of = value.Compile();
        return builder =>
        {
            builder.OpenComponent<PropertyColumn<PortfolioRow, TValue>>(0);
            builder.AddAttribute(1, nameof(PropertyColumn<,>.Property), value);
            builder.AddAttribute(2, nameof(PropertyColumn<,>.Title), Words[title].Value);
            builder.AddAttribute(3, nameof(PropertyColumn<,>.CellClass), "number");
            builder.AddAttribute(4, nameof(PropertyColumn<,>.HeaderClass), "number");
            builder.AddAttribute(5, nameof(PropertyColumn<,>.CellTemplate), (RenderFragment<CellContext<PortfolioRow>>)(cell => text =>
                text.AddContent(0, cell.Item.IsOffer ? of(cell.Item).ToString(format, CultureInfo.CurrentCulture) : "–")));
            builder.CloseComponent();
        };
    }

    private static bool? IsOfferOf(object? choice) => choice switch { "offer" => true, "decline" => false, _ => null };

    private static double? NumberOf(object? text) => double.TryParse(text as string, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Invariant(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
