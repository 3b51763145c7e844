using System.Text.Json;
using System.Text.Json.Serialization;

namespace Finntelligence.Api.Predictions.Batch;

/// <summary>How predictions and the lines of a batch are written, generated at build time: no reflection on the way out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(PredictResponse))]
// What FeatureContribution.Value can hold.
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(float))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
internal sealed partial class BatchJson : JsonSerializerContext;
