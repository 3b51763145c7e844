namespace Finntelligence.Testing;

/// <summary>Files of the repository the tests run in.</summary>
internal static class Repository
{
    /// <summary>The folder of Finntelligence.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>Full path of a file named from the root.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Finntelligence.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
