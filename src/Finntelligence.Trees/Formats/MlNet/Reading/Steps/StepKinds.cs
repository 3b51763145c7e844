namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>The stamps of the records of steps, as ML.NET 5.0.1 writes them. The path depends on where the step stands.</summary>
internal static class StepKinds
{
    public static readonly RecordKind ReplaceMissing = new("", "NAREP\0TF", 0x00010002, "NAReplaceTransform", "");
    public static readonly RecordKind IndicateMissing = new("", "NAIND\0TF", 0x00010001, "NaIndicatorTransform", "");
    public static readonly RecordKind Convert = new("", "CONVERTF", 0x00010004, "ConvertTransform", "") { Needed = 0x00010003 };
    public static readonly RecordKind Copy = new("", "COPYCOLT", 0x00010001, "CopyTransform", "");
    public static readonly RecordKind Select = new("", "SELCOLST", 0x00010001, "SelectColumnsTransform", "");
    public static readonly RecordKind PlattStep =
        new("", "CALTRANS", 0x00010002, "PlattCalibratTransf", "") { Needed = 0x00010001 };
}
