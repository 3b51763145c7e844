using Finntelligence.Trees.Calibration;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Predictors;

/// <summary>Reads A and B of the probability 1 / (1 + exp(A·score + B)).</summary>
internal static class PlattReader
{
    /// <exception cref="InvalidModelFileException">Another calibrator, or numbers that are none of a calibrator.</exception>
    public static PlattCalibrator Read(IModelMembers members, string folder)
    {
        var path = $"{folder}/Model.key";
        var bytes = members.Read(path);
        if (RecordHeader.Parse(path, bytes).Loader is var loader && loader != RecordKind.Platt.Loader)
        {
            throw new InvalidModelFileException(
                path, $"the calibrator is '{FileText.Printable(loader)}'; Platt's sigmoid can be taken: calibrate by Calibrators.Platt");
        }

        var body = Record.Parse(RecordKind.Platt with { Path = path }, bytes).Open();
        var (a, b) = (body.Double(), body.Double());
        if (!double.IsFinite(a) || !double.IsFinite(b))
            throw body.Fault($"a calibrator with A = {a} and B = {b}");
        if (a > 0)
            throw body.Fault($"a calibrator with A = {a}, whose probability falls as the score rises");
        body.ExpectEnd();
        return new PlattCalibrator(a, b);
    }
}
