using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Keys;

/// <summary>The file of API keys. It is replaced as a whole; whoever writes it takes a turn.</summary>
/// <param name="path">Full path.</param>
/// <param name="clock">Tells when keys are made and revoked.</param>
public sealed class KeyFile(string path, TimeProvider clock)
{
    private const int GreatestFile = 16 << 20;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Name of the file unless the settings say otherwise, within the folder that holds data/ and models/.</summary>
    public static string DefaultPath { get; } = System.IO.Path.Combine("var", "keys.json");

    /// <summary>Where it lies.</summary>
    public string Path => path;

    /// <summary>All keys, the revoked ones too; none while there is no file.</summary>
    /// <exception cref="DataFaultException">It is damaged.</exception>
    public IReadOnlyList<ApiKey> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Document>(RegularFile.ReadAllBytes(path, GreatestFile), Json)?.Keys ?? throw new JsonException("It is null.");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException fault)
        {
            throw new DataFaultException($"{path} is no file of API keys: {fault.Message} Restore a backup, or delete it and make new keys.", fault);
        }
    }

    /// <summary>Makes a key.</summary>
    /// <returns>The key and its text, which nobody can ask for again.</returns>
    /// <exception cref="RequestFaultException">A good key has the name.</exception>
    public (ApiKey Key, string Text) Add(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var (key, text) = ApiKey.Make(name, scopes, clock.GetUtcNow());
        Change(
            keys => keys.Any(k => k.IsGood && k.Name == name)
                ? throw new RequestFaultException($"There is a key of the name {name} already; revoke it first, or name this one otherwise.")
                : [.. keys, key],
            cancellationToken);
        return (key, text);
    }

    /// <summary>Revokes a key by its id or name.</summary>
    /// <exception cref="RequestFaultException">There is no such good key.</exception>
    public ApiKey Revoke(string idOrName, CancellationToken cancellationToken)
    {
        ApiKey? revoked = null;
        Change(
            keys =>
            {
                var found = keys.FirstOrDefault(k => k.IsGood && (k.Id == idOrName || k.Name == idOrName))
                    ?? throw new RequestFaultException($"There is no key {idOrName} that is not revoked; `keys list` shows all.");
                revoked = found with { Revoked = clock.GetUtcNow() };
                return [.. keys.Select(k => k == found ? revoked : k)];
            },
            cancellationToken);
        return revoked!;
    }

    private void Change(Func<IReadOnlyList<ApiKey>, IReadOnlyList<ApiKey>> change, CancellationToken cancellationToken)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        using var held = FolderLock.Acquire(folder, LockTimeout, clock, cancellationToken);
        AtomicFile.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(new Document(change(Read())), Json));
    }

    private sealed record Document(IReadOnlyList<ApiKey> Keys);
}
