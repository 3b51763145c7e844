using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Lending.Products;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Seeing;

/// <summary>
/// The applicants that were decided about last, as the models saw them and without who they are: so many as a window takes, in memory alone.
/// Safe for any number of threads.
/// </summary>
internal sealed class RecentApplicants(IOptions<ServiceOptions> options)
{
    private readonly Lock _adding = new();
    private string? _product;
    private float[] _values = [];
    private int _width;
    private int _next;
    private int _count;

    /// <summary>How many are kept; 0 for none.</summary>
    public int Window { get; } = options.Value.DriftWindow;

    /// <summary>Takes one more in, and lets the oldest go. Another product begins anew.</summary>
    public void Add(ModelSnapshot snapshot, Applicant applicant)
    {
        if (Window == 0)
            return;
        lock (_adding)
        {
            if (_product != snapshot.Product.Sha256)
                Begin(snapshot.Product);
            applicant.Values.AsSpan().CopyTo(_values.AsSpan(_next * _width, _width));
            _next = (_next + 1) % Window;
            _count = Math.Min(_count + 1, Window);
        }
    }

    /// <summary>The values of all of them, one applicant after the other; none of another product's.</summary>
    public float[] Of(ProductDefinition product)
    {
        lock (_adding)
            return _product == product.Sha256 ? _values[..(_count * _width)] : [];
    }

    private void Begin(ProductDefinition product)
    {
        _product = product.Sha256;
        _width = product.Applicant.Length;
        _values = new float[Window * _width];
        (_next, _count) = (0, 0);
    }
}
