using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Explorer.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Finntelligence.Explorer.Customers.Pictures;

/// <summary>What all pictures of one customer's open offers are given.</summary>
public abstract class CustomerPicture : ComponentBase
{
    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public CustomerAnswer Answer { get; set; } = null!;

    /// <summary>Null while they are worked out.</summary>
    [Parameter, EditorRequired]
    public OfferPictures? Pictures { get; set; }

    /// <summary>The page's texts.</summary>
    [Inject]
    protected IStringLocalizer<Words> Words { get; set; } = null!;

    /// <summary>Of the product, as ISO 4217 names it.</summary>
    protected string Currency => Answer.Pair.Product.Currency;
}
