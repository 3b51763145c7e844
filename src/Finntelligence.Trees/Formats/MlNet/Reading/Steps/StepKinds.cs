namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>The stamps of the records of steps, as ML.NET 5.0.1 writes them. The path depends on where the step stands.</summary>
internal static class StepKinds
{
    public static readonly RecordKind ReplaceMissing = new("", "NAREP\0TF", 0x00010002, "NAReplaceTransform", "");
    public static readonly RecordKind IndicateMissing = new("", "NAIND\0TF", 0x00010001, "NaIndicatorTransform", "");
    public static readonly RecordKind Convert = new("", "CONVERTF", 0x00010004, "ConvertTransform", "") { Needed = 0x00010003 };
    public static readonly RecordKind Copy = new("", "COPYCOLT", 0x00010001, "CopyTransform", "");
    public static readonly RecordKind Select = new("", "SELCOLST", 0x00010001, "SelectColumnsTransform", "");
    public static readonly RecordKind Normalize = new("", "NORMALZR", 0x00010002, "Normalizer", "") { Needed = 0x00010001 };
    public static readonly RecordKind Affine = new("", "AFF\0NORM", 0x00010003, "AffineNormExec", "");
    public static readonly RecordKind Cdf = new("", "CDFNORMF", 0x00010001, "CdfNormalizeFunction", "");
    public static readonly RecordKind Bin = new("", "BINNORMF", 0x00010001, "BinNormalizeFunction", "");
    public static readonly RecordKind BinBounds = new("", "BIN\0NORM", 0x00010001, "BinNormExec", "");
    public static readonly RecordKind ValueToKey = new("", "TERMTRNF", 0x00010003, "TermTransform", "");
    public static readonly RecordKind Vocabulary = new("", "TERM\0MAN", 0x00010002, "TermManager", "");
    public static readonly RecordKind KeyToVector = new("", "KEY2VECT", 0x00010002, "KeyToVectorTransform", "") { Needed = 0x00010001 };
    public static readonly RecordKind KeyToBinary = new("", "KEY2BINR", 0x00000001, "KeyToBinaryTransform", "");
    public static readonly RecordKind KeyToValue = new("", "KEY2VALT", 0x00010001, "KeyToValueTransform", "");
    public static readonly RecordKind PlattStep =
        new("", "CALTRANS", 0x00010002, "PlattCalibratTransf", "") { Needed = 0x00010001 };
}
