namespace Finntelligence.Trees.Formats.MlNet;

/// <summary>
/// The six records of the one supported pipeline: Concatenate named float columns → FastTree binary classifier → Platt.
/// A record's stamps are the same in every ML.NET release since 1.0.0.
/// </summary>
/// <param name="Path">The zip member that holds the record.</param>
/// <param name="Signature">Eight Latin-1 characters.</param>
/// <param name="Version">Version of the body, major in the high 16 bits.</param>
/// <param name="Loader">The name under which ML.NET finds the code that reads the body.</param>
/// <param name="Assembly">Where that code lives.</param>
/// <param name="AlternativeLoader">A second such name, or empty.</param>
internal sealed record RecordKind(
    string Path, string Signature, uint Version, string Loader, string Assembly, string AlternativeLoader = "")
{
    /// <summary>The oldest version of the body a reader must know; for most records the version itself.</summary>
    public uint Needed { get; init; } = Version;

    /// <summary>Version 1.2 of the container around every body.</summary>
    public const uint ContainerVersion = 0x00010002;

    /// <summary>Size of the header; the body starts there.</summary>
    public const int HeaderSize = 0x100;

    /// <summary>Room for a loader's name in the header.</summary>
    public const int LoaderSize = 24;

    private const string Identity = ", Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51";
    private const string Data = "Microsoft.ML.Data" + Identity;
    private const string FastTree = "Microsoft.ML.FastTree" + Identity;

    /// <summary>The list of steps.</summary>
    public static readonly RecordKind Chain = new("TransformerChain/Model.key", "XF\0CHAIN", 0x00010001, "TransformerChain", Data);

    /// <summary>Step 0: which columns, in which order, are the features.</summary>
    public static readonly RecordKind Concatenate =
        new(StepPath(0), "CONCAT\0F", 0x00010003, "ConcatTransform", Data, "ConcatFunction");

    /// <summary>Step 1: applies the model to the features column.</summary>
    public static readonly RecordKind Prediction = new(StepPath(1), "BIN\0PRED", 0x00010001, "BinaryPredXfer", Data);

    /// <summary>Says that trees and calibrator belong together.</summary>
    public static readonly RecordKind Calibrated =
        new("TransformerChain/Transform_001/Model/Model.key", "FTWTCALP", 0x00010001, "FeatWCaliPredExec", Data);

    /// <summary>The trees.</summary>
    public static readonly RecordKind Trees =
        new("TransformerChain/Transform_001/Model/Predictor/Model.key", "FTREE\0BC", 0x00010005, "FastTreeBinaryExec", FastTree);

    /// <summary>The two numbers of the calibrator.</summary>
    public static readonly RecordKind Platt =
        new("TransformerChain/Transform_001/Model/Calibrator/Model.key", "PLATTCAL", 0x00010001, "PlattCaliExec", Data);

    /// <summary>The magic number that opens a record.</summary>
    public static ReadOnlySpan<byte> Magic => "ML\0MODEL"u8;

    /// <summary>The magic number that ends a record.</summary>
    public static ReadOnlySpan<byte> Tail => "LEDOM\0LM"u8;

    /// <summary>The member that holds a step of the chain.</summary>
    public static string StepPath(int step) => $"TransformerChain/Transform_{step:000}/Model.key";
}
