using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>Makes single members of the zip.</summary>
internal static class MemberWriter
{
    /// <summary>The member that says who wrote the file.</summary>
    public static MlNetMember Version()
    {
        var assembly = typeof(MemberWriter).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return Text(OtherMembers.Version, $"{assembly.GetName().Name} {version}\n");
    }

    /// <summary>A record at its usual place.</summary>
    public static MlNetMember Record(RecordKind kind, Action<RecordWriter> fill)
    {
        var record = new RecordWriter(kind);
        fill(record);
        return Bytes(kind.Path, record.ToArray());
    }

    /// <summary>UTF-8 text.</summary>
    public static MlNetMember Text(string name, string text) => Bytes(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes as they are; the array must not change afterwards.</summary>
    public static MlNetMember Bytes(string name, byte[] bytes) => new(name, ImmutableCollectionsMarshal.AsImmutableArray(bytes));
}
