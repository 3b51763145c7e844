using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Microsoft.ML;

namespace Finntelligence.Trees.Training;

/// <summary>
/// What <c>MLContext.Model.Save</c> writes, without the times of day that its zip bears: the same model has the same members.
/// </summary>
public static class SavedModel
{
    /// <summary>The members, in ML.NET's order.</summary>
    /// <param name="ml">Any context.</param>
    /// <param name="model">The fitted pipeline.</param>
    /// <param name="inputs">The columns that it asks for.</param>
    public static ImmutableArray<MlNetMember> Members(MLContext ml, ITransformer model, DataViewSchema inputs)
    {
        using var archive = new ZipArchive(new MemoryStream(Zip(ml, model, inputs)), ZipArchiveMode.Read);
        return [.. archive.Entries.Select(entry => new MlNetMember(entry.FullName.Replace('\\', '/'), Bytes(entry)))];
    }

    internal static byte[] Zip(MLContext ml, ITransformer model, DataViewSchema inputs)
    {
        ArgumentNullException.ThrowIfNull(ml);
        using var zip = new MemoryStream();
        ml.Model.Save(model, inputs, zip);
        return zip.ToArray();
    }

    private static ImmutableArray<byte> Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return ImmutableCollectionsMarshal.AsImmutableArray(bytes.ToArray());
    }
}
