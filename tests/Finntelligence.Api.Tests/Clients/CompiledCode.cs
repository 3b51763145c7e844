using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Finntelligence.Api.Tests.Clients;

/// <summary>A user's program, compiled as a project of .NET would.</summary>
internal static class CompiledCode
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading.Tasks;";

    /// <summary>Compiles and loads; fails with what the compiler says.</summary>
    public static Assembly Of(OutputKind kind, params IEnumerable<string> sources)
    {
        // As a project of .NET sees itself; generated code asks.
        var options = CSharpParseOptions.Default.WithPreprocessorSymbols("NET", "NET8_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER", "NETSTANDARD2_1_OR_GREATER");
        var compilation = CSharpCompilation.Create(
            $"Compiled{Guid.NewGuid():N}",
            sources.Append(Usings).Select(text => CSharpSyntaxTree.ParseText(text, options)),
            // The framework's own and this project's, the packages that a client stands on among them.
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return Assembly.Load(image.ToArray());
    }
}
