using System.Text.Json;
using System.Text.Json.Serialization;

namespace Finntelligence.Client;

/// <summary>
/// How requests are written and answers read, generated at build time. A member that the document requires must be there; one that a later
/// service adds is passed over.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PredictRequest))]
[JsonSerializable(typeof(PredictResponse))]
[JsonSerializable(typeof(BatchLine))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(ExploreResponse))]
[JsonSerializable(typeof(RequestProblem))]
internal sealed partial class ClientJson : JsonSerializerContext;
