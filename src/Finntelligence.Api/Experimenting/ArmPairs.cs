using System.Collections.Immutable;
using Finntelligence.Api.Pool;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Experimenting;

/// <summary>The pairs of models that the arms of an experiment name, loaded and confirmed as those in service are.</summary>
internal sealed class ArmPairs
{
    private readonly ImmutableDictionary<PairOfVersions, ModelSnapshot> _loaded;

    private ArmPairs(ImmutableDictionary<PairOfVersions, ModelSnapshot> loaded) => _loaded = loaded;

    /// <summary>No pairs.</summary>
    public static ArmPairs None { get; } = new(ImmutableDictionary<PairOfVersions, ModelSnapshot>.Empty);

    /// <summary>The pair of these versions.</summary>
    public ModelSnapshot this[PairOfVersions pair] => _loaded[pair];

    /// <summary>What decides for an arm.</summary>
    /// <param name="arm">Which.</param>
    /// <param name="served">The pair in service.</param>
    public ModelSnapshot Of(Arm arm, ModelSnapshot served) => arm.Models is { } pair ? _loaded[pair] : served;

    /// <summary>The pairs that a version needs; those that are loaded already stay.</summary>
    /// <param name="version">Whose arms.</param>
    /// <param name="product">In service.</param>
    /// <param name="load">Loads one.</param>
    /// <exception cref="DataFaultException">One cannot be had; names the arm.</exception>
    public ArmPairs With(ExperimentVersion version, ProductDefinition product, Func<PairOfVersions, ModelSnapshot> load)
    {
        var needed = ImmutableDictionary.CreateBuilder<PairOfVersions, ModelSnapshot>();
        foreach (var arm in version.Arms)
        {
            foreach (var pair in (PairOfVersions[])[.. arm.Models is { } own ? [own] : (PairOfVersions[])[], .. arm.Exploration?.Bag?.Pairs ?? []])
            {
                if (!needed.ContainsKey(pair))
                    needed[pair] = _loaded.TryGetValue(pair, out var known) && known.Product.Sha256 == product.Sha256 ? known : Load(arm, pair, product, load);
            }
        }

        return new ArmPairs(needed.ToImmutable());
    }

    private static ModelSnapshot Load(Arm arm, PairOfVersions pair, ProductDefinition product, Func<PairOfVersions, ModelSnapshot> load)
    {
        ModelSnapshot loaded;
        try
        {
            loaded = load(pair);
        }
        // One bad file must not end the watch, whatever a reader of that file may throw.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new DataFaultException($"the arm \"{arm.Name}\", risk {pair.Risk} and acceptance {pair.Acceptance}: {fault.Message}", fault);
        }

        return loaded.Product.Sha256 == product.Sha256
            ? loaded
            : throw new DataFaultException($"the arm \"{arm.Name}\": product.json is no longer the one in service; both are taken up together.");
    }
}
