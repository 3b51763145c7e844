using Mono.Cecil;

namespace Finntelligence.Architecture.Tests;

/// <summary>Every type that one compiled type mentions.</summary>
internal sealed class UsedTypes
{
    private readonly HashSet<TypeReference> _all = [];

    public UsedTypes(TypeDefinition type)
    {
        Add(type.BaseType);
        Add(type.CustomAttributes);
        foreach (var implemented in type.Interfaces)
            Add(implemented.InterfaceType);
        Add(type.GenericParameters);
        foreach (var field in type.Fields)
        {
            Add(field.FieldType);
            Add(field.CustomAttributes);
        }
        foreach (var property in type.Properties)
            Add(property.CustomAttributes);
        foreach (var method in type.Methods)
        {
            Add(method.CustomAttributes);
            Add((MethodReference)method);
            Add(method.GenericParameters);
            if (method.HasBody)
                Add(method.Body);
        }
    }

    public IReadOnlyCollection<TypeReference> All => _all;

    private void Add(Mono.Cecil.Cil.MethodBody body)
    {
        foreach (var variable in body.Variables)
            Add(variable.VariableType);
        foreach (var handler in body.ExceptionHandlers)
            Add(handler.CatchType);
        foreach (var operand in body.Instructions.Select(i => i.Operand))
        {
            switch (operand)
            {
                case MethodReference method:
                    Add(method);
                    break;
                case FieldReference field:
                    Add(field.DeclaringType);
                    Add(field.FieldType);
                    break;
                case TypeReference used:
                    Add(used);
                    break;
            }
        }
    }

    private void Add(MethodReference method)
    {
        Add(method.DeclaringType);
        Add(method.ReturnType);
        foreach (var parameter in method.Parameters)
            Add(parameter.ParameterType);
        foreach (var argument in (method as GenericInstanceMethod)?.GenericArguments ?? [])
            Add(argument);
    }

    private void Add(IEnumerable<CustomAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
                Add(argument.Value as TypeReference);
        }
    }

    private void Add(IEnumerable<GenericParameter> parameters)
    {
        foreach (var constraint in parameters.SelectMany(p => p.Constraints))
            Add(constraint.ConstraintType);
    }

    private void Add(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                Add(generic.ElementType);
                foreach (var argument in generic.GenericArguments)
                    Add(argument);
                return;
            case FunctionPointerType pointer:
                Add(pointer.ReturnType);
                foreach (var parameter in pointer.Parameters)
                    Add(parameter.ParameterType);
                return;
            case IModifierType modifier:
                Add(modifier.ModifierType);
                Add(modifier.ElementType);
                return;
            case TypeSpecification specification:
                Add(specification.ElementType);
                return;
            default:
                _all.Add(type);
                return;
        }
    }
}
