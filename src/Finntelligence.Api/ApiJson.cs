using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Api.Decisions;
using Finntelligence.Api.Explore;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Status;

namespace Finntelligence.Api;

/// <summary>How answers are written, generated at build time: no reflection on the way out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PredictResponse))]
[JsonSerializable(typeof(ExploreResponse))]
[JsonSerializable(typeof(DecisionDocument))]
[JsonSerializable(typeof(ReplayDocument))]
[JsonSerializable(typeof(OutcomeAnswer))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ReadyDocument))]
// What FeatureContribution.Value can hold.
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(float))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Makes <see cref="ApiJson"/> what endpoints write with.</summary>
internal static class ApiJsonExtensions
{
    public static WebApplicationBuilder AddPredictions(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            // Quotes and apostrophes in messages stay readable; the answers are never HTML, and say so.
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        return builder;
    }
}
