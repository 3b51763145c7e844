using System.Buffers.Binary;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

/// <summary>Seeded damage: the reader refuses or reads, and nothing else may come of it.</summary>
public sealed class FuzzTests
{
    private static readonly int[] Nasty = [0, 1, -1, 2, 7, 255, 65536, int.MaxValue, int.MinValue, 0x7FC00000, 0x3FFFFFFF];

    [Fact]
    public void A_Hundred_Thousand_Damaged_Records_Are_Refused_Or_Read()
    {
        var valid = SmallModel().Members;
        var names = valid.Keys.Where(name => !name.EndsWith(".txt", StringComparison.Ordinal)).ToArray();
        Fuzz.ShouldBeRefusedOrRead<InvalidModelFileException>(100_000, seed: 20080101, random =>
        {
            var name = names[random.Next(names.Length)];
            Use(MlNetModelReader.Read(new EditableModel(new(valid) { [name] = Damage(random, valid[name]) })));
        });
    }

    [Fact]
    public void Twenty_Thousand_Damaged_Zips_Are_Refused_Or_Read()
    {
        var zip = SmallModel().Zip(level: System.IO.Compression.CompressionLevel.Fastest);
        Fuzz.ShouldBeRefusedOrRead<InvalidModelFileException>(
            20_000, seed: 20080102, random => Use(MlNetModelReader.Read(Damage(random, zip).AsMemory())));
    }

    // What was read can be scored: no row leads out of a tree or round in one.
    internal static void Use(MlNetModel model) =>
        _ = model.Calibrator.Probability((float)model.Ensemble.Score(new float[model.Ensemble.Features.Length]));

    private static EditableModel SmallModel()
    {
        var ensemble = RandomModels.Make(new Random(5), features: 2, trees: 2, maximumLeaves: 4);
        return new EditableModel(
            MlNetModelWriter.Write(ensemble, new PlattCalibrator(-1, 0.1)).ToDictionary(m => m.Name, m => m.Bytes.ToArray()));
    }

    /// <summary>A few changes to a valid block of bytes: bits, bytes, counts and positions out of range, pieces lost or doubled.</summary>
    internal static byte[] Damage(Random random, byte[] valid)
    {
        var bytes = (byte[])valid.Clone();
        for (var times = random.Next(1, 4); times > 0 && bytes.Length > 8; times--)
        {
            var at = random.Next(bytes.Length - 8);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), Nasty[random.Next(Nasty.Length)]);
                    break;
                case 3:
                    BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), Nasty[random.Next(Nasty.Length)] + random.Next(-2, 3));
                    break;
                case 4:
                    bytes = bytes[..at];
                    break;
                case 5:
                    bytes = [.. bytes[..at], .. bytes[(at + random.Next(1, 8))..]];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..]];
                    break;
            }
        }

        return bytes;
    }
}
