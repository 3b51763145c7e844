namespace Finntelligence.Trees.Calibration;

/// <summary>A stored calibrator that cannot be used; the message names the member and the fault.</summary>
public sealed class InvalidCalibratorException(string message) : Exception(message);
