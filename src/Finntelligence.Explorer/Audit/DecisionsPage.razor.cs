using Finntelligence.Explorer.Serving;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Finntelligence.Explorer.Audit;

/// <summary>A decision out of the log: what it was, whether it comes out the same again, what became of it, and a letter about it.</summary>
public sealed partial class DecisionsPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private string _typed = "";
    private string? _shown;
    private bool _isMalformed;
    private bool _isLooking;
    private string? _fault;
    private ArchivedDecision? _decision;
    private DecidedAgain? _again;
    private string? _replayFault;

    /// <summary>The decision's id, as the address has it.</summary>
    [Parameter]
    public string? Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Caller { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AuditWords> Words { get; set; } = null!;

    [Inject]
    private IDecisionArchive Archive { get; set; } = null!;

    [Inject]
    private IAuthorizationService Authorization { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Id == _shown)
            return;
        _shown = Id;
        _typed = Id ?? _typed;
        (_decision, _again, _fault, _replayFault) = (null, null, null, null);
        _isMalformed = Id is not null && !Guid.TryParseExact(Id, "D", out _);
        if (Id is null || _isMalformed || !Archive.IsKept || !(await Authorization.AuthorizeAsync((await Caller).User, Scopes.Audit)).Succeeded)
            return;
        _isLooking = true;
        try
        {
            var id = Guid.ParseExact(Id, "D");
            _decision = await Archive.FindAsync(id, _gone.Token);
            _isLooking = false;
            if (_decision is { Erased: null })
            {
                StateHasChanged();
                await ReplayAsync(id);
            }
        }
        catch (UserFaultException fault)
        {
            _fault = fault.Message;
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        finally
        {
            _isLooking = false;
        }
    }

    private async Task ReplayAsync(Guid id)
    {
        try
        {
            // A model of then may have to be read and made ready.
            _again = await Task.Run(() => Archive.ReplayAsync(id, _gone.Token), _gone.Token);
        }
        catch (UserFaultException fault)
        {
            _replayFault = fault.Message;
        }
    }

    private void LookUp()
    {
        var id = _typed.Trim();
        _isMalformed = !Guid.TryParseExact(id, "D", out var parsed);
        if (!_isMalformed)
            Navigation.NavigateTo($"decisions/{parsed:D}");
    }
}
