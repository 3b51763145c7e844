using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Finntelligence.Architecture.Tests;

/// <summary>What the console shows is computed in the rooms below it, where the service, a test or another program can have it too.</summary>
public sealed class ConsoleTests
{
    private static readonly HashSet<Code> Arithmetic = [Code.Mul, Code.Mul_Ovf, Code.Div, Code.Div_Un, Code.Rem, Code.Rem_Un];

    private static readonly HashSet<string> Aggregates = ["Aggregate", "Average", "GroupBy", "Max", "MaxBy", "Min", "MinBy", "Sum"];

    // To shorten a text or a figure for the screen.
    private static readonly HashSet<string> ForTheScreen = ["Max", "Min", "Round"];

    // Where models, offers and figures are made, not told.
    private static readonly string[] Workshops =
    [
        "Finntelligence.Trees", "Finntelligence.Lending.Confirmation", "Finntelligence.Lending.Explanations", "Finntelligence.Lending.Loading",
        "Finntelligence.Lending.Pricing", "System.Security.Cryptography",
    ];

    [Fact]
    public void A_command_computes_nothing() => Computing("Finntelligence.Training", type => !type.Namespace.EndsWith(".Output", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void What_computes_is_found() => Computing("Finntelligence.Evidence", type => type.Name == "Probit").ShouldNotBeEmpty();

    private static IEnumerable<string> Computing(string room, Predicate<TypeDefinition> chosen)
    {
        using var module = ModuleDefinition.ReadModule(Assembly.Load(room).Location);
        return [.. module.GetTypes().Where(type => chosen(Outermost(type))).SelectMany(
            // A hash code, which the compiler writes, is no figure.
            type => type.Methods.Where(method => method.HasBody && method.Name != nameof(GetHashCode)).SelectMany(method => method.Body.Instructions.Select(Computes).OfType<string>()),
            (type, what) => $"{Outermost(type).Name}: {what}").Distinct()];
    }

    private static string? Computes(Instruction instruction) => instruction.Operand switch
    {
        _ when Arithmetic.Contains(instruction.OpCode.Code) => instruction.OpCode.Name,
        MethodReference { DeclaringType.FullName: "System.Linq.Enumerable" } call when Aggregates.Contains(call.Name) => call.Name,
        MethodReference { DeclaringType.FullName: "System.Math" } call when !ForTheScreen.Contains(call.Name) => call.FullName,
        MethodReference call when Workshops.Any(w => call.DeclaringType.FullName.StartsWith(w + ".", StringComparison.Ordinal)) => call.FullName,
        _ => null,
    };

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
