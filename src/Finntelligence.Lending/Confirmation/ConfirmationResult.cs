namespace Finntelligence.Lending.Confirmation;

/// <summary>What ML.NET's own engine said of a model.</summary>
/// <param name="Rows">Rows on which score and probability agreed in every bit of float32; 0 where nothing could be compared.</param>
/// <param name="NotExpressible">Why ML.NET cannot say anything: it cannot express the model. Null when it confirmed it.</param>
public sealed record ConfirmationResult(int Rows, string? NotExpressible)
{
    /// <summary>Whether ML.NET confirmed the model.</summary>
    public bool IsConfirmed => NotExpressible is null;
}

/// <summary>A model that may serve.</summary>
/// <param name="Result">What ML.NET said.</param>
/// <param name="Reference">The model as ML.NET loads it; null where ML.NET cannot express it.</param>
public sealed record ConfirmedModel(ConfirmationResult Result, ReferenceModel? Reference);
