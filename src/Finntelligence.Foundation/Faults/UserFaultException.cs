namespace Finntelligence.Foundation.Faults;

/// <summary>
/// A fault that whoever asked can mend: a wrong option, a damaged file, a server that does not answer. Its message is for a person
/// and complete by itself; anything else that is thrown is a defect of the program. Every room throws its own kind of it; the two
/// tops turn it into an exit code or a problem document.
/// </summary>
public abstract class UserFaultException : Exception
{
    /// <summary>The message is "where: what remedy", without the parts that are not given.</summary>
    /// <param name="what">What is wrong, in sentences.</param>
    /// <param name="where">Where it is: an option, a file, a JSON path; null where <paramref name="what"/> says it in its own words.</param>
    /// <param name="remedy">What to do about it, in a sentence; null where <paramref name="what"/> says it or it is plain.</param>
    /// <param name="inner">What it comes from.</param>
    protected UserFaultException(string what, string? where, string? remedy, Exception? inner)
        : base((where is null ? "" : $"{where}: ") + what + (remedy is null ? "" : $" {remedy}"), inner)
    {
        What = what;
        Where = where;
        Remedy = remedy;
    }

    /// <summary>What is wrong.</summary>
    public string What { get; }

    /// <summary>Where it is; null where <see cref="What"/> says it.</summary>
    public string? Where { get; }

    /// <summary>What to do about it; null where <see cref="What"/> says it or it is plain.</summary>
    public string? Remedy { get; }
}
