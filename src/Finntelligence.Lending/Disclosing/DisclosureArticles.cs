using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Disclosing;

/// <summary>Which article of Directive (EU) 2023/2225 asks for which line. Nothing is legal advice.</summary>
internal static class DisclosureArticles
{
    /// <summary>The law.</summary>
    public const string Directive = "Directive (EU) 2023/2225";

    /// <summary>The article.</summary>
    public static string Of(DisclosureLine line) => line switch
    {
        DisclosureLine.Apr or DisclosureLine.AprAssumptions => "Articles 10 and 30, Annexes I and III",
        DisclosureLine.Personalised => "Article 13",
        DisclosureLine.HumanReview or DisclosureLine.Explanation => "Article 18(8)",
        DisclosureLine.Refusal => "Article 18(9)",
        // The standard European consumer credit information.
        _ => "Article 10, Annex I",
    };
}
