using System.Text.Json;
using System.Text.Json.Serialization;

namespace Finntelligence.Api.Experimenting;

/// <summary>How what an answer told of an experiment is read again.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ExperimentDocument))]
internal sealed partial class ExperimentJson : JsonSerializerContext;
