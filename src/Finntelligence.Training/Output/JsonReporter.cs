using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Training.Output;

/// <summary>One JSON document on standard output; what is meant for people is left out, warnings go to standard error.</summary>
internal sealed class JsonReporter(TextWriter output, TextWriter error) : IReporter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public void Status(string text)
    {
        // For people.
    }

    public void Warning(string text) => error.WriteLine($"warning: {text}");

    public void Table(ReportTable table)
    {
        // For people.
    }

    public void Document(object document) => output.WriteLine(JsonSerializer.Serialize(document, Options));

    public T Track<T>(string title, Func<IProgress<double>, T> work) => work(Silent.Instance);

    private sealed class Silent : IProgress<double>
    {
        public static readonly Silent Instance = new();

        public void Report(double value)
        {
            // A program reads the result only.
        }
    }
}
