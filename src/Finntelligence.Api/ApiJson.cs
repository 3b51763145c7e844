using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Api.Explore;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Predictions.Batch;
using Finntelligence.Api.Status;

namespace Finntelligence.Api;

/// <summary>How answers are written, generated at build time: no reflection on the way out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PredictResponse))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(ExploreResponse))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(HealthDocument))]
// What FeatureContribution.Value can hold.
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(float))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
internal sealed partial class ApiJson : JsonSerializerContext;
