using System.Collections.Immutable;

namespace Finntelligence.Architecture.Tests;

/// <summary>A project of the house: which others it may use, and which of its folders may use which.</summary>
/// <param name="Name">Behind "Finntelligence.".</param>
/// <param name="What">What goes in and what comes out, in a few words.</param>
/// <param name="Uses">Other rooms.</param>
/// <param name="Folders">Each folder with the folders of the same room that it may use. The project's own folder is <see cref="Places.Root"/>.</param>
internal sealed record Room(string Name, string What, ImmutableArray<string> Uses, ImmutableArray<Folder> Folders)
{
    public string Namespace => $"{Places.House}.{Name}";
}

/// <summary>A folder of a room.</summary>
internal sealed record Folder(string Name, ImmutableArray<string> Uses);
