using System.Text;
using System.Text.Json;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Calibration;

public sealed class CalibratorJsonTests
{
    [Fact]
    public void Platt_Has_The_Documented_Form() =>
        Text(new PlattCalibrator(-0.4, 1.25)).ShouldBe("""{"kind":"platt","a":-0.4,"b":1.25}""");

    [Fact]
    public void Isotonic_Has_The_Documented_Form() =>
        Text(new IsotonicCalibrator([0.1f, 2], [0.25, 0.5])).ShouldBe("""{"kind":"isotonic","scores":[0.1,2],"probabilities":[0.25,0.5]}""");

    [Fact]
    public void XGBoost_Has_The_Documented_Form()
    {
        Text(new XGBoostSigmoid()).ShouldBe("""{"kind":"xgboost"}""");
        Read("""{"kind":"xgboost"}""").ShouldBeOfType<XGBoostSigmoid>();
    }

    [Fact]
    public void Read_Gives_Back_The_Same_Bits()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var platt = new PlattCalibrator(-random.NextDouble(), (random.NextDouble() * 8) - 4);
            var back = Read(Text(platt)).ShouldBeOfType<PlattCalibrator>();
            back.A.ShouldBe(platt.A);
            back.B.ShouldBe(platt.B);

            var (scores, labels, weights) = Samples.Make(random, 100);
            var isotonic = IsotonicCalibrator.Fit(scores, labels, weights);
            var same = Read(Text(isotonic)).ShouldBeOfType<IsotonicCalibrator>();
            same.Scores.ShouldBe(isotonic.Scores);
            same.Probabilities.ShouldBe(isotonic.Probabilities);
        }
    }

    [Theory]
    [InlineData("[]", "an array, not an object")]
    [InlineData("null", "null, not an object")]
    [InlineData("{}", "kind is missing")]
    [InlineData("""{"kind":1}""", "kind is the number 1, not a string")]
    [InlineData("""{"kind":"beta"}""", "\"beta\"")]
    [InlineData("""{"kind":"\ud800"}""", "not valid Unicode")]
    [InlineData("""{"kind":"platt","\ud800":1}""", "not valid Unicode")]
    [InlineData("""{"kind":"platt","a":-1}""", "b is missing")]
    [InlineData("""{"kind":"platt","a":"-1","b":0}""", "a is a string")]
    [InlineData("""{"kind":"platt","a":-1e999,"b":0}""", "a is the number -1e999")]
    [InlineData("""{"kind":"platt","a":1,"b":0}""", "slope a is 1")]
    [InlineData("""{"kind":"platt","a":-1,"b":0,"c":0}""", "\"c\"")]
    [InlineData("""{"kind":"isotonic","scores":[1],"probabilities":0.5}""", "probabilities is the number 0.5")]
    [InlineData("""{"kind":"isotonic","scores":[1,null],"probabilities":[0.5,0.6]}""", "scores[1] is null")]
    [InlineData("""{"kind":"isotonic","scores":[1,1e39],"probabilities":[0.5,0.6]}""", "scores[1]")]
    [InlineData("""{"kind":"isotonic","scores":[2,1],"probabilities":[0.5,0.6]}""", "Score 1 is 1")]
    [InlineData("""{"kind":"isotonic","scores":[1],"probabilities":[1.5]}""", "Probability 0 is 1.5")]
    public void Read_Names_The_Fault(string json, string fault) =>
        Should.Throw<InvalidCalibratorException>(() => Read(json)).Message.ShouldContain(fault);

    [Fact]
    public void Write_Refuses_Other_Calibrators() =>
        Should.Throw<ArgumentException>(() => Text(NSubstitute.Substitute.For<ICalibrator>()));

    private static string Text(ICalibrator calibrator)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            CalibratorJson.Write(calibrator, writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ICalibrator Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CalibratorJson.Read(document.RootElement);
    }
}
