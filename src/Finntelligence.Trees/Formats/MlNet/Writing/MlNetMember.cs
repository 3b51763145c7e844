using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>A member of a zip.</summary>
/// <param name="Name">Its path in the zip, with forward slashes.</param>
/// <param name="Bytes">Its content.</param>
public readonly record struct MlNetMember(string Name, ImmutableArray<byte> Bytes);
