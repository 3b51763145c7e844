using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Tests.Support;
using Microsoft.ML;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading.Pipelines;

/// <summary>Seeded damage to a pipeline that has a step of every kind.</summary>
public sealed class PipelineFuzzTests
{
    [FastTreeFact]
    public void Twenty_Thousand_Damaged_Pipelines_Are_Refused_Or_Read()
    {
        var zip = TrainedPipeline.Fit(ml => ml.Transforms.ReplaceMissingValues("Income")
            .Append(ml.Transforms.IndicateMissingValues("Unknown", "Scores"))
            .Append(ml.Transforms.Conversion.ConvertType("UnknownScores", "Unknown"))
            .Append(ml.Transforms.NormalizeMinMax("Scaled", "Scores"))
            .Append(ml.Transforms.NormalizeLogMeanVariance("Log", "Age"))
            .Append(ml.Transforms.NormalizeBinning("Binned", "Income"))
            .Append(ml.Transforms.ReplaceMissingValues("Filled", "Scaled"))
            .Append(ml.Transforms.Categorical.OneHotEncoding("Where", "City"))
            .Append(ml.Transforms.Categorical.OneHotEncoding("Grades", "Grade"))
            .Append(ml.Transforms.Concatenate("Features", "Income", "UnknownScores", "Filled", "Log", "Binned", "Where", "Grades"))
            .Append(ml.Transforms.DropColumns("City"))
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3, numberOfLeaves: 6))
            .Append(ml.BinaryClassification.Calibrators.Platt(-0.5, 0.1))).Zip;
        var valid = MlNetFixture.Members(zip);
        var names = valid.Keys.Where(name => !name.EndsWith(".txt", StringComparison.Ordinal)).ToArray();
        Fuzz.ShouldBeRefusedOrRead<InvalidModelFileException>(20_000, seed: 20080201, random =>
        {
            var name = names[random.Next(names.Length)];
            FuzzTests.Use(MlNetModelReader.Read(new EditableModel(new(valid) { [name] = FuzzTests.Damage(random, valid[name]) })));
        });
    }
}
