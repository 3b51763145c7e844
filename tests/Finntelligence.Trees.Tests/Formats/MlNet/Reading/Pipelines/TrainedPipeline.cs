using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Proof;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading.Pipelines;

/// <summary>A pipeline that ML.NET fits here and saves, for our reader to take apart.</summary>
internal sealed class TrainedPipeline
{
    private const int TrainingRows = 700;
    private const int ProbeRows = 4000;

    private readonly List<Applicant> _history;
    private readonly MLContext _context = new(seed: 1);
    private readonly ITransformer _model;

    private TrainedPipeline(Func<MLContext, IEstimator<ITransformer>> make, bool missing)
    {
        _history = Applicant.History(TrainingRows, new Random(7), missing);
        var data = _context.Data.LoadFromEnumerable(_history);
        _model = make(_context).Fit(data);
        using var zip = new MemoryStream();
        _context.Model.Save(_model, data.Schema, zip);
        Zip = zip.ToArray();
    }

    /// <summary>The file as ML.NET saved it.</summary>
    public byte[] Zip { get; }

    /// <summary>Fits a pipeline.</summary>
    /// <param name="make">The pipeline.</param>
    /// <param name="missing">Whether the history has missing values, rows of which FastTree drops where the pipeline leaves them in.</param>
    public static TrainedPipeline Fit(Func<MLContext, IEstimator<ITransformer>> make, bool missing = true) => new(make, missing);

    /// <summary>What our reader makes of it, after every score and probability was found to be ML.NET's.</summary>
    public MlNetModel ShouldBeFolded()
    {
        var model = MlNetModelReader.Read(Zip);
        var probes = Applicant.Probes(ProbeRows, new Random(11), _history);
        var scored = _model.Transform(_context.Data.LoadFromEnumerable(probes));
        var probabilities = scored.GetColumn<float>("Probability").ToArray();
        for (var r = 0; r < probes.Count; r++)
        {
            var ours = model.Calibrator.Probability((float)model.Ensemble.Score(probes[r].Values(model)));
            BitConverter.SingleToInt32Bits(ours).ShouldBe(
                BitConverter.SingleToInt32Bits(probabilities[r]),
                $"row {r}, {string.Join(", ", model.Inputs.Zip(probes[r].Values(model), (i, v) => $"{i.Column}[{i.Slot}] {v:R}"))}: "
                + $"{ours:R}, but ML.NET says {probabilities[r]:R}");
        }

        probabilities.Distinct().Count().ShouldBeGreaterThan(4, "The rows hardly tell models apart.");
        MlNetProof.Check(Zip, model).ShouldBeGreaterThan(MlNetProof.RandomRows);
        return model;
    }
}
