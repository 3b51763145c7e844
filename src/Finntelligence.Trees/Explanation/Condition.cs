namespace Finntelligence.Trees.Explanation;

/// <summary>A game in which one group does not play: its value is given, or it is absent.</summary>
/// <param name="Group">The group; −1 when all play.</param>
/// <param name="IsKnown">Whether its value is given.</param>
/// <param name="Scale">What all contributions are multiplied by.</param>
internal readonly record struct Condition(int Group, bool IsKnown, double Scale)
{
    public static Condition None => new(-1, false, 1);
}
