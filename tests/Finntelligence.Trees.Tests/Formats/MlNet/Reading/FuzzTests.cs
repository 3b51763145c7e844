using System.Buffers.Binary;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

/// <summary>Seeded damage: the reader refuses or reads, and nothing else may come of it.</summary>
public sealed class FuzzTests
{
    private static readonly int[] Nasty = [0, 1, -1, 2, 7, 255, 65536, int.MaxValue, int.MinValue, 0x7FC00000, 0x3FFFFFFF];

    [Fact]
    public void A_Hundred_Thousand_Damaged_Records_Are_Refused_Or_Read()
    {
        var random = new Random(20080101);
        var valid = SmallModel().Members;
        var names = valid.Keys.Where(name => !name.EndsWith(".txt", StringComparison.Ordinal)).ToArray();
        var (read, refused) = (0, 0);
        for (var i = 0; i < 100_000; i++)
        {
            var name = names[random.Next(names.Length)];
            var model = new EditableModel(new(valid) { [name] = Damage(random, valid[name]) });
            if (Survives(() => MlNetModelReader.Read(model)))
                read++;
            else
                refused++;
        }

        // Both must happen, or the damage is too mild or too coarse to test anything.
        read.ShouldBeGreaterThan(1000);
        refused.ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public void Twenty_Thousand_Damaged_Zips_Are_Refused_Or_Read()
    {
        var random = new Random(20080102);
        var zip = SmallModel().Zip(level: System.IO.Compression.CompressionLevel.Fastest);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = Damage(random, zip);
            if (!Survives(() => MlNetModelReader.Read(damaged.AsMemory())))
                refused++;
        }

        refused.ShouldBeGreaterThan(10_000);
    }

    private static bool Survives(Func<MlNetModel> read)
    {
        try
        {
            var model = read();
            // What was read can be scored: no row leads out of a tree or round in one.
            _ = model.Calibrator.Probability((float)model.Ensemble.Score(new float[model.Ensemble.Features.Length]));
            return true;
        }
        catch (InvalidModelFileException refusal)
        {
            refusal.Message.ShouldNotBeNullOrWhiteSpace();
            return false;
        }
    }

    private static EditableModel SmallModel()
    {
        var ensemble = RandomModels.Make(new Random(5), features: 2, trees: 2, maximumLeaves: 4);
        return new EditableModel(
            MlNetModelWriter.Write(ensemble, new PlattCalibrator(-1, 0.1)).ToDictionary(m => m.Name, m => m.Bytes.ToArray()));
    }

    private static byte[] Damage(Random random, byte[] valid)
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
