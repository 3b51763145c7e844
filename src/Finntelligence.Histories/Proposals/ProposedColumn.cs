using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Finntelligence.Histories.Proposals;

/// <summary>What a proposal makes of a column.</summary>
/// <param name="Column">Its header.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Reason">Why, as a phrase.</param>
public sealed record ProposedColumn(string Column, ColumnRole Role, string Reason);

/// <summary>What a column of history can be for.</summary>
public enum ColumnRole
{
    /// <summary>A feature of the applicant.</summary>
    Applicant,

    /// <summary>A term of the offers that were made.</summary>
    Offer,

    /// <summary>What happened, which a model learns.</summary>
    Label,

    /// <summary>For audits only.</summary>
    Audit,

    /// <summary>Known only after the offer.</summary>
    After,

    /// <summary>A date.</summary>
    Date,

    /// <summary>No use.</summary>
    Unused,
}

/// <summary>A product.json that a history suggests.</summary>
/// <param name="Name">The product.</param>
/// <param name="Definition">Each part with a note that gives its reason.</param>
/// <param name="Columns">Every column of the history.</param>
/// <param name="Notes">What a person must still decide.</param>
public sealed record ProductProposal(string Name, JsonObject Definition, ImmutableArray<ProposedColumn> Columns, ImmutableArray<string> Notes);

/// <summary>Decides where a file leaves a choice. A person, or whoever takes what is proposed.</summary>
public interface IProposalChoices
{
    /// <summary>Chooses a column.</summary>
    /// <param name="question">What for.</param>
    /// <param name="candidates">Columns that may be, the likeliest first.</param>
    /// <returns>One of them; null for none.</returns>
    string? Choose(string question, ImmutableArray<string> candidates);
}

/// <summary>Takes the likeliest of everything.</summary>
public sealed class LikeliestChoices : IProposalChoices
{
    /// <inheritdoc/>
    public string? Choose(string question, ImmutableArray<string> candidates) => candidates.IsEmpty ? null : candidates[0];
}
