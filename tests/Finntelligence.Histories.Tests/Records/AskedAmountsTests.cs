using System.IO.Compression;
using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Histories.Tests.Records;

/// <summary>Lines of JSON for a product that lets nothing stand for the requested amount.</summary>
public sealed class AskedAmountsTests
{
    private const string Applicant =
        """{"tier":"B","make":"Fjord","region":"Centre","vehicleAge":3,"vehiclePrice":19250}""";

    private static readonly ProductDefinition Cars = ProductLoader.Load(Repository.File("data/car-loan/product.json"));

    [Fact]
    public void A_file_in_which_no_line_has_the_amount_has_one_fault() =>
        Should.Throw<RequestFaultException>(() => Read(Lines(Asking(null), Asking(null), Applicant))).Message.ShouldBe(
            "None of the 3 lines has \"requestedAmount\", and product.json declares no offer.amount.defaultFeature that would stand for it: "
            + "add the member, or declare the feature.");

    [Fact]
    public void A_single_line_is_named_as_such() =>
        Should.Throw<RequestFaultException>(() => Read(Lines(Asking(null)))).Message.ShouldStartWith("The only line lacks \"requestedAmount\"");

    [Fact]
    public void A_line_that_lacks_what_others_have_has_its_own_fault()
    {
        // Behind the first block, so that the whole file is looked through.
        var many = Enumerable.Repeat(Asking(null), 300).Append(Asking(9000)).ToArray();

        var read = Read(Lines([Asking(16000), Asking(null), "", Asking(12000)]));

        read.ShouldBe(["1: ", "2: requestedAmount", "4: "]);
        Read(Lines(many)).Count(line => line.EndsWith("requestedAmount", StringComparison.Ordinal)).ShouldBe(300);
    }

    [Fact]
    public void A_pipe_is_answered_line_by_line() =>
        Read(new Pipe(Lines(Asking(null), Asking(null)))).ShouldBe(["1: requestedAmount", "2: requestedAmount"]);

    [Fact]
    public void Lines_that_are_no_objects_are_faults_of_their_own() => Read(Lines("{", "[1]")).Length.ShouldBe(2);

    [Fact]
    public void A_product_with_a_default_needs_none()
    {
        var product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
        using var source = RecordSource.Open(product, Lines("""{"applicant":{"riskCategory":"LOW"}}"""), new RecordOptions(null, null, new RequestColumnOptions()));
        source.Reader.Next().ShouldNotBeNull().Records.Count.ShouldBe(1);
    }

    private static string Asking(int? amount) => amount is { } asked ? $$"""{"applicant":{{Applicant}},"requestedAmount":{{asked}}}""" : $$"""{"applicant":{{Applicant}}}""";

    private static MemoryStream Lines(params string[] lines) => new(Encoding.UTF8.GetBytes("\uFEFF" + string.Join('\n', lines)));

    private static string[] Read(Stream stream)
    {
        using var source = RecordSource.Open(Cars, stream, new RecordOptions(null, null, new RequestColumnOptions()));
        var read = new List<string>();
        while (source.Reader.Next() is { } block)
            read.AddRange(block.Records.Select(r => $"{r.Line}: {string.Join(' ', source.Parser.Parse(r).Faults.Select(f => f.Path))}"));
        return [.. read];
    }

    private sealed class Pipe(Stream inner) : GZipStream(Packed(inner), CompressionMode.Decompress)
    {
        private static MemoryStream Packed(Stream inner)
        {
            var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
                inner.CopyTo(gzip);
            packed.Position = 0;
            return packed;
        }
    }
}
