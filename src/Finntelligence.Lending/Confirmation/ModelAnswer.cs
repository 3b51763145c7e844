namespace Finntelligence.Lending.Confirmation;

/// <summary>What ML.NET's engine answers.</summary>
public sealed class ModelAnswer
{
    /// <summary>Log-odds before calibration.</summary>
    public float Score { get; set; }

    /// <summary>Of the event; of several calibrators in a pipeline, the last one's.</summary>
    public float Probability { get; set; }
}
