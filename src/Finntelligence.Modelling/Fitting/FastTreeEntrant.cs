using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Training.FastTree;

namespace Finntelligence.Modelling.Fitting;

/// <summary>ML.NET's FastTree. Its models are what ML.NET saves; the ensemble beside them gives the same bits, which is checked.</summary>
internal sealed class FastTreeEntrant : ITrainer
{
    // ML.NET counts what it holds in 32 bits, and holds rows many times over.
    private const long MostValues = 1L << 28;
    private const int ComparedTogether = 1 << 16;

    public string Name => TrainerNames.FastTree;

    public ImmutableArray<TrainerOptions> Candidates(ulong seed) =>
        [.. FastTreeCandidates.All(seed).Select(options => new FastTreeTrainerOptions(options))];

    public TrainerOptions Read(ModelManifest manifest) => new FastTreeTrainerOptions(OptionTexts.ReadFastTree(manifest));

    public ImmutableArray<CandidateResult> CrossValidate(
        LabeledRows rows, int[] folds, ImmutableArray<TrainerOptions> candidates, int threads, IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        if (rows.Values.Length > MostValues)
        {
            throw new NothingLearnedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{rows.Count:N0} rows of {rows.Features.Length} inputs are more than the {MostValues:N0} values that ML.NET's FastTree is given."));
        }

        var results = Asked(() =>
            FastTreeCrossValidation.Run(rows, folds, [.. candidates.Select(OptionsOf)], threads, progress, cancellationToken));
        if (results.All(r => r.Trees == 0))
        {
            throw new NothingLearnedException(
                $"FastTree finds no split in {rows.Count} rows that leaves {candidates.Min(c => c.MinimumExampleCountPerLeaf)} of them on either side.");
        }

        // One that has no tree on some fold is no candidate: its loss would be that of one half.
        return
        [
            .. results.Where(r => r.Trees > 0)
                .Select(r => new CandidateResult(new FastTreeTrainerOptions(r.Options), r.Loss, r.Trees, [.. r.Scores], r.OwnCalibrator)),
        ];
    }

    public CalibratorChoice Calibrate(CandidateResult result, float[] labels, int[] folds, bool weighted, float[]? weights = null) =>
        CalibratorChoice.BestSigmoid(result.Scores, labels, folds, result.Uncalibrated, weighted, weights);

    public TrainedModel Train(
        LabeledRows rows, TrainerOptions options, ICalibrator? calibrator, int threads, CancellationToken cancellationToken)
    {
        var model = Asked(() => FastTreeTraining.Fit(rows, OptionsOf(options), cancellationToken));
        var ensemble = model.Ensemble(rows.Features);
        if (calibrator is null)
            return new TrainedModel(ensemble, model.OwnCalibrator, []);
        var platt = (PlattCalibrator)calibrator;
        CheckSame(rows, model, ensemble, platt);
        return new TrainedModel(ensemble, model.OwnCalibrator, model.Save(platt));
    }

    // What FastTree refuses is a matter of the history or the options, not of the program.
    private static T Asked<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (FastTreeException fault)
        {
            throw new RequestFaultException(fault.Message, fault);
        }
    }

    private static FastTreeOptions OptionsOf(TrainerOptions options) => ((FastTreeTrainerOptions)options).FastTree;

    // What serves must be what ML.NET trained: every row of training, and rows in which one value or all are missing or beyond all bounds.
    private static void CheckSame(LabeledRows rows, FastTreeModel model, TreeEnsemble ensemble, PlattCalibrator calibrator)
    {
        var width = rows.Features.Length;
        var buffer = new float[Math.Min(rows.Count, ComparedTogether) * width];
        for (var from = 0; from < rows.Count; from += ComparedTogether)
        {
            var count = Math.Min(ComparedTogether, rows.Count - from);
            CheckSame(rows.Values.Rows(from, count, buffer).ToArray(), from, model, ensemble, calibrator);
        }

        float[] strange = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        var probes = new List<float>();
        for (var j = 0; j <= width; j++)
        {
            foreach (var value in strange)
            {
                float[] probe = [.. rows.Row(j % rows.Count)];
                if (j < width)
                    probe[j] = value;
                else
                    Array.Fill(probe, value);
                probes.AddRange(probe);
            }
        }

        CheckSame([.. probes], rows.Count, model, ensemble, calibrator);
    }

    private static void CheckSame(float[] values, int first, FastTreeModel model, TreeEnsemble ensemble, PlattCalibrator calibrator)
    {
        var (scores, probabilities) = model.Predict(values, calibrator);
        var own = new double[scores.Length];
        ensemble.Score(values, own);
        for (var i = 0; i < own.Length; i++)
        {
            if ((float)own[i] != scores[i] || calibrator.Probability((float)own[i]) != probabilities[i])
            {
                throw new RequestFaultException(
                    $"FastTree: the ensemble made of ML.NET's trees gives row {first + i} the score {own[i]:R}, ML.NET {scores[i]:R}: a defect, so nothing was registered.");
            }
        }
    }
}
