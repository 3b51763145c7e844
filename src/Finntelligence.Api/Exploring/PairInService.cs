using Finntelligence.Api.Pool;
using Finntelligence.Explorer.Serving;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Exploring;

/// <summary>Shows the page the pair of the pool, as it is at the moment.</summary>
internal sealed class PairInService(PredictionEnginePool pool) : IServedPair
{
    private volatile Shown? _last;

    public ProductDefinition Product => pool.Product;

    public ServedPair? Current
    {
        get
        {
            if (pool.Current is not { } snapshot)
                return null;
            if (_last is { } last && last.Snapshot == snapshot)
                return last.Pair;
            return (_last = new Shown(snapshot, Of(snapshot))).Pair;
        }
    }

    private static ServedPair Of(ModelSnapshot snapshot) => new()
    {
        Product = snapshot.Product,
        Risk = Of(snapshot.Risk),
        Acceptance = Of(snapshot.Acceptance),
        Card = snapshot.RateCard?.Published,
        Since = snapshot.Since,
        Engine = snapshot.Engine,
        Explorer = snapshot.Explorer,
        Requests = snapshot.Requests,
    };

    private static ServedVersion Of(ServedModel served) => new(served.Model, served.Version, served.Alias);

    private sealed record Shown(ModelSnapshot Snapshot, ServedPair Pair);
}
