using System.Collections.Frozen;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Loading;

/// <summary>
/// The vocabulary of attributes that must not decide who gets which loan: those that equal-credit law names (the US Equal Credit
/// Opportunity Act, the South African Equality Act, Article 21 of the EU Charter) and the words data files use for them.
/// </summary>
/// <remarks>
/// A name is split into words at capitals, digits and separators, and runs of neighbouring words are looked up: <c>applicantAge</c>,
/// <c>age_years</c>, <c>date-of-birth</c> and <c>MARITALSTATUS</c> match, <c>average</c>, <c>wage</c> and <c>traceId</c> do not.
/// A word that things have too is let be next to the name of a thing, where no person is named: <c>carAge</c> and <c>ageOfAccount</c>, but not
/// <c>carOwnerAge</c>. Elsewhere it errs on the safe side, and the product may declare whose it is (<c>notPersonal</c>). No list can
/// know every proxy; columns that stand in for one of these belong in the product's <c>audit</c>.
/// </remarks>
public static class ProtectedAttributes
{
    private const int LongestRun = 3;

    private static readonly FrozenSet<string> Vocabulary = new[]
    {
        // Sex, gender, orientation
        "sex", "gender", "female", "male", "woman", "women", "man", "men", "sexualorientation", "orientation", "transgender",
        "pregnant", "pregnancy", "maternity", "paternity",
        // Age
        "age", "ages", "aged", "birth", "birthday", "birthdate", "birthyear", "dateofbirth", "yearofbirth", "dob", "yob", "elderly",
        // Marriage and family
        "married", "unmarried", "marital", "maritalstatus", "marriage", "civilstatus", "spouse", "husband", "wife", "divorced", "widowed",
        "widow", "widower",
        // Race and origin
        "race", "racial", "ethnicity", "ethnic", "color", "colour", "nationality", "nationalorigin", "ethnicorigin", "socialorigin",
        "citizenship", "birthplace", "placeofbirth", "countryofbirth", "tribe", "caste", "language", "mothertongue", "immigrant",
        "immigration",
        // Belief
        "religion", "religious", "faith", "creed", "church", "politics", "political", "politicalopinion", "tradeunion",
        // Health
        "disability", "disabled", "handicap", "handicapped", "health", "hiv", "medical", "genetic", "genetics", "biometric",
        // German, in which a lender's file may be
        "geschlecht", "weiblich", "männlich", "maennlich", "schwanger", "alter", "lebensalter", "geburtsdatum", "geburtstag", "geburtsjahr", "geburtsort",
        "geburtsland", "familienstand", "verheiratet", "ledig", "geschieden", "verwitwet", "ehepartner", "staatsangehörigkeit", "staatsangehoerigkeit",
        "staatsbürgerschaft", "staatsbuergerschaft", "nationalität", "nationalitaet", "muttersprache", "konfession", "behinderung", "schwerbehindert",
    }.ToFrozenSet(StringComparer.Ordinal);

    // What things have as well as people do.
    private static readonly FrozenSet<string> Ambiguous =
        new[] { "age", "ages", "aged", "color", "colour", "language", "orientation", "health", "alter" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Things = new[]
    {
        "car", "vehicle", "véhicule", "vehicule", "voiture", "fahrzeug", "auto", "automobile", "motorcycle", "truck", "boat", "machine", "equipment",
        "asset", "collateral", "property", "house", "home", "building", "apartment", "flat", "roof", "account", "loan", "credit", "debt", "mortgage",
        "contract", "policy", "file", "bureau", "card", "line", "invoice", "phone", "device", "company", "firm", "business", "relationship", "portfolio",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> People = new[]
    {
        "applicant", "client", "customer", "borrower", "debtor", "person", "people", "owner", "driver", "holder", "partner", "guarantor", "member",
        "child", "children", "parent", "employee",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word of the vocabulary is also said of things, so that a product may declare that this one is no person's.</summary>
    public static bool IsAmbiguous(string word) => Ambiguous.Contains(word);

    /// <summary>The word or words by which a name is recognised, in lower case; null if it is none of these attributes.</summary>
    public static string? Find(string name)
    {
        var words = Words(name);
        var people = words.Any(People.Contains);
        for (var start = 0; start < words.Count; start++)
            for (var length = 1; length <= LongestRun && start + length <= words.Count; length++)
                if (Match(string.Concat(words.Skip(start).Take(length))) is { } match
                    && (people || !Ambiguous.Contains(match) || !IsOfThing(words, start, start + length)))
                    return match;
        return null;
    }

    // "carAge", "age véhicule", "age of the account"; in "loanToAge" the loan is not what has the age.
    private static bool IsOfThing(List<string> words, int start, int end)
    {
        if (start > 0 && Things.Contains(words[start - 1]))
            return true;
        while (end < words.Count && (words[end] is "of" or "the"))
            end++;
        return end < words.Count && Things.Contains(words[end]);
    }

    // Statisticians write lnage and logage for the logarithm of an age.
    private static string? Match(string word)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["", "ln", "log", "is"])
            if (word.StartsWith(prefix, StringComparison.Ordinal) && Vocabulary.Contains(word[prefix.Length..]))
                return word[prefix.Length..];
        return null;
    }

    /// <summary>Splits <c>applicantAge2 of_HTTPServer</c> into applicant, age, of, http, server.</summary>
    internal static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= name.Length; i++)
        {
            var letter = i < name.Length && char.IsLetter(name[i]);
            if (start >= 0 && (!letter || BeginsWord(name, i)))
            {
                words.Add(name[start..i].ToLowerInvariant());
                start = -1;
            }
            if (letter && start < 0)
                start = i;
        }
        return words;
    }

    // A capital after a small letter, or the last capital of several before a small letter.
    private static bool BeginsWord(string name, int i) =>
        char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}
