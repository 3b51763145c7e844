using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Api.Pool;

/// <summary>
/// The last pair that served, kept in a folder of the service's own: files named by their content, and pair.json, which is written
/// last and names them. It serves when the registry cannot be asked at start.
/// </summary>
internal sealed class CachedPair(string folder, string source)
{
    private const string NoteName = "pair.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private string NotePath => Path.Combine(folder, NoteName);

    /// <summary>The kept pair; null when there is none of this source.</summary>
    /// <exception cref="DataFaultException">What was kept is damaged.</exception>
    public ModelLocations? Find()
    {
        if (!File.Exists(NotePath))
            return null;
        try
        {
            var note = JsonSerializer.Deserialize<Note>(ModelFiles.Read(NotePath), Json) ?? throw new JsonException("It is null.");
            // Other models than those asked for must never serve, not even in need.
            return note.Source == source
                ? new ModelLocations(Locate(note.Risk), Locate(note.Acceptance), note.RateCard is { } card ? Locate(card) : null)
                : null;
        }
        catch (JsonException fault)
        {
            throw new DataFaultException($"{NotePath} is damaged: {fault.Message}", fault);
        }
    }

    /// <summary>Keeps a pair that serves, and removes the one before.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Keep(Candidate candidate)
    {
        var (risk, acceptance) = (Entry(candidate.Locations.Risk, candidate.Risk), Entry(candidate.Locations.Acceptance, candidate.Acceptance));
        Write(risk, candidate.Risk);
        Write(acceptance, candidate.Acceptance);
        var card = candidate is { RateCard: { } bytes, Locations.RateCard: { } place } ? Entry(place, bytes) : null;
        if (card is not null)
            Write(card, candidate.RateCard!);
        AtomicFile.WriteAllBytes(NotePath, JsonSerializer.SerializeToUtf8Bytes(new Note(source, risk, acceptance, card), Json));
        foreach (var old in Directory.EnumerateFiles(folder, "*.zip"))
        {
            if (old != PathOf(risk) && old != PathOf(acceptance) && (card is null || old != PathOf(card)) && candidate.Locations.All.All(location => old != location.Path))
                File.Delete(old);
        }
    }

    private void Write(KeptModel model, byte[] bytes)
    {
        if (!ModelFiles.IsWhole(PathOf(model), model.Sha256))
            AtomicFile.WriteAllBytes(PathOf(model), bytes);
    }

    private ModelLocation Locate(KeptModel model) => new(PathOf(model), model.Version, model.Alias, model.Sha256);

    private string PathOf(KeptModel model) => Path.Combine(folder, $"{Path.GetFileName(model.Sha256)}.zip");

    private static KeptModel Entry(ModelLocation location, byte[] bytes) => new(location.Version, location.Alias, Candidate.Hash(bytes));

    private sealed record Note(string Source, KeptModel Risk, KeptModel Acceptance, KeptModel? RateCard = null);

    private sealed record KeptModel(string Version, string? Alias, string Sha256);
}
