namespace Finntelligence.Architecture.Tests;

/// <summary>A use of one place by another, and where it was seen.</summary>
internal sealed record Arrow((string Room, string Folder) From, (string Room, string Folder) To, string Seen)
{
    public override string ToString() => $"{From.Room}/{From.Folder} uses {To.Room}/{To.Folder} ({Seen})";
}
