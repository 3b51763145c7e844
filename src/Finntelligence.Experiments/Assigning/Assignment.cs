using System.Security.Cryptography;
using System.Text;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Assigning;

/// <summary>
/// Where an applicant stands in an experiment: HMAC-SHA-256 of the applicant's key under the salt. The same person gets the same arm and the
/// same draw whenever they ask and whichever server answers, and nobody who lacks the salt can tell which.
/// </summary>
/// <param name="Arm">Whose offer is shown.</param>
/// <param name="Uniform">In [0, 1), independent of the arm: what the exploration draws by.</param>
public sealed record Assignment(Arm Arm, double Uniform)
{
    /// <summary>The assignment; null for who is in no experiment: it is stopped, the applicant has no key, or is left out.</summary>
    /// <param name="version">In force.</param>
    /// <param name="key">What the client calls the applicant; null where it did not say.</param>
    /// <param name="applicant">The features.</param>
    public static Assignment? Of(ExperimentVersion version, string? key, Applicant applicant)
    {
        if (string.IsNullOrEmpty(key) || !IsOpenTo(version, applicant))
            return null;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(version.Salt), Encoding.UTF8.GetBytes(key), hash);
        return new Assignment(ArmAt(version, Uniform01(hash)), Uniform01(hash[8..]));
    }

    /// <summary>Whether a version does anything for an applicant: it runs, and does not leave the applicant out.</summary>
    public static bool IsOpenTo(ExperimentVersion version, Applicant applicant) =>
        version.State == ExperimentState.Running && !version.LeaveOut.Any(o => o.Holds(applicant.Values[o.Position]));

    private static Arm ArmAt(ExperimentVersion version, double position)
    {
        double upTo = 0;
        Arm last = version.Arms[0];
        foreach (var arm in version.Arms)
        {
            if (arm.Shadow)
                continue;
            last = arm;
            upTo += arm.Share;
            if (position < upTo)
                break;
        }
        return last;
    }

    // 53 bits, as a double holds them.
    private static double Uniform01(ReadOnlySpan<byte> hash) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
}
