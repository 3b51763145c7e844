using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>One feature of an applicant in a column of text. The same conversion and the same limits as in JSON.</summary>
/// <param name="Feature">Which.</param>
/// <param name="Column">Position of its column.</param>
/// <param name="Source">How its cells are read.</param>
internal sealed record FeatureCell(ApplicantFeature Feature, int Column, SourceColumn Source)
{
    /// <summary>Where faults say they are, as if the request were JSON.</summary>
    public string Path { get; } = $"{PredictMembers.Applicant}.{Feature.Name}";

    /// <summary>The value; NaN when missing, and after a fault.</summary>
    /// <param name="text">The cell, without white space around it.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public float Value(string text, ICollection<Fault> faults)
    {
        if (Source.IsMissing(text))
            return Feature.Required ? Refuse("Is required.") : float.NaN;
        switch (Feature.Kind)
        {
            case ApplicantFeatureKind.Boolean:
                return Flag(text) ?? Refuse("Must be true, false, 1 or 0.");
            case ApplicantFeatureKind.Category:
                var code = ApplicantReader.CodeOf(Feature, Source, text);
                return code >= 0 ? code : Refuse(ApplicantReader.ChoiceMessage(Feature));
            default:
                if (!Source.TryNumber(text, out var number))
                    return Refuse("Must be a finite number.");
                if (!ApplicantReader.InRange(Feature, number))
                    return Refuse(ApplicantReader.RangeMessage(Feature));
                return ApplicantReader.IsWhole(Feature, number) ? (float)number.Value : Refuse("Must be a whole number.");
        }

        float Refuse(string message)
        {
            faults.Add(new Fault(Path, message));
            return float.NaN;
        }
    }

    private static float? Flag(string text)
    {
        if (bool.TryParse(text, out var flag))
            return flag ? 1 : 0;
        return NumberText.TryParse(text, 1, out var number) && number.Value is 0 or 1 ? (float)number.Value : null;
    }
}
