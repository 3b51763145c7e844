namespace Finntelligence.Api.Pool.Engines;

internal static class PooledNames
{
    /// <summary>Name of the model without a name.</summary>
    public const string Default = "";
}
