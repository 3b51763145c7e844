using System.Text;

namespace Finntelligence.Explorer.Customers.Case;

/// <summary>Names of a product as people write them: monthsSinceLastLoan is "Months since last loan".</summary>
public static class Labels
{
    /// <summary>The words of a camelCase name.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
                text.Append(' ');
            text.Append(i == 0 ? char.ToUpperInvariant(name[i]) : char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
