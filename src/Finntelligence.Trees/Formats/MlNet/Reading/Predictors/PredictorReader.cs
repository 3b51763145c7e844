using Finntelligence.Trees.Calibration;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Predictors;

/// <summary>Reads the model inside of a binary classifier's step, with or without a calibrator beside it.</summary>
internal static class PredictorReader
{
    private static readonly RecordKind Forest = RecordKind.Trees with
    {
        Signature = "FFORE\0BC", Version = 0x00010006, Needed = 0x00010005, Loader = "FastForestBinaryExec",
    };

    private static readonly RecordKind LightGbm = RecordKind.Trees with
    {
        Signature = "LGBBINCL", Version = 0x00010005, Needed = 0x00010004, Loader = "LightGBMBinaryExec",
    };

    private static readonly RecordKind GamCalibrated = RecordKind.Calibrated with { Signature = "CALIPRED", Loader = "CaliPredExec" };

    /// <summary>The model below a folder.</summary>
    /// <param name="members">The zip.</param>
    /// <param name="folder">The folder that holds the model's record.</param>
    /// <param name="width">Slots of the features column.</param>
    /// <returns>The model, and its calibrator if it has one.</returns>
    public static (SlotModel Model, PlattCalibrator? Calibrator) Read(IModelMembers members, string folder, int width)
    {
        var path = $"{folder}/Model.key";
        var bytes = members.Read(path);
        var loader = RecordHeader.Parse(path, bytes).Loader;
        if (loader != RecordKind.Calibrated.Loader && loader != GamCalibrated.Loader)
            return (ReadModel(members, folder, width), null);
        var wrapper = loader == GamCalibrated.Loader ? GamCalibrated : RecordKind.Calibrated;
        Record.Parse(wrapper with { Path = path }, bytes).Open().ExpectEnd();
        var calibrator = PlattReader.Read(members, $"{folder}/Calibrator");
        return (ReadModel(members, $"{folder}/Predictor", width), calibrator);
    }

    private static SlotModel ReadModel(IModelMembers members, string folder, int width)
    {
        var path = $"{folder}/Model.key";
        var bytes = members.Read(path);
        var loader = RecordHeader.Parse(path, bytes).Loader;
        if (loader == RecordKind.Trees.Loader)
            return Trees("FastTree", RecordKind.Trees, TreeKind.Regression);
        if (loader == Forest.Loader)
            return Trees("FastForest", Forest, TreeKind.Quantile);
        if (loader == LightGbm.Loader)
            return Trees("LightGbm", LightGbm, TreeKind.Regression);
        throw new InvalidModelFileException(
            path,
            $"the model is '{FileText.Printable(loader)}'; models of trees can be taken: those of FastTree, FastForest, LightGbm and Gam "
            + "for binary classification");

        SlotModel Trees(string trainer, RecordKind kind, TreeKind treeKind) =>
            new(trainer, BaseScore: 0, TreesReader.Read(Record.Parse(kind with { Path = path }, bytes), width, treeKind));
    }
}
