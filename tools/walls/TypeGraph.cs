using Mono.Cecil;

namespace TwilioSms.Walls;

/// <summary>Which types of an assembly need which others of it. Nested and generated types are part of the type they are in.</summary>
internal sealed class TypeGraph
{
    // What the compiler, its generators and src/Compatibility add.
    private static readonly string[] Borrowed = ["System", "Microsoft.CodeAnalysis", "Microsoft.Extensions.Logging"];

    private readonly Dictionary<string, SortedSet<string>> needs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> publicTypes;

    private TypeGraph(ModuleDefinition module)
    {
        var types = module.Types.Where(static type => !IsGenerated(type) && !Array.Exists(Borrowed, prefix => type.Namespace.StartsWith(prefix, StringComparison.Ordinal))).ToList();
        publicTypes = types.Where(static type => type.IsPublic).Select(static type => type.FullName).ToHashSet(StringComparer.Ordinal);
        foreach (var type in types)
        {
            needs.Add(type.FullName, new(StringComparer.Ordinal));
            members.Add(type.FullName, Members(type));
        }

        foreach (var type in types)
        {
            Read(type, needs[type.FullName]);
            needs[type.FullName].Remove(type.FullName);
        }
    }

    /// <summary>Every type by its full name, with those it needs.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Needs => needs;

    /// <summary>How many members each type has, as its source declares them.</summary>
    public IReadOnlyDictionary<string, int> MembersOf => members;

    public bool IsPublic(string type) => publicTypes.Contains(type);

    public static TypeGraph Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return new TypeGraph(module);
    }

    /// <summary>The largest set of types of which each needs each other, directly or by way of more of them.</summary>
    public IReadOnlyList<string> LargestCircle() => new Circles(needs).Largest;

    private static bool IsGenerated(IMemberDefinition member) => member.Name.Contains('<', StringComparison.Ordinal)
        || member.CustomAttributes.Any(static attribute => attribute.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute");

    private static int Members(TypeDefinition type) =>
        type.Fields.Count(static field => !IsGenerated(field) && !field.IsSpecialName)
        + type.Properties.Count(static property => !IsGenerated(property))
        + type.Events.Count
        + type.Methods.Count(static method => !IsGenerated(method) && !method.IsGetter && !method.IsSetter && !method.IsAddOn && !method.IsRemoveOn);

    private void Read(TypeDefinition type, SortedSet<string> found)
    {
        Add(type.BaseType, found);
        Add(type.CustomAttributes, found);
        foreach (var parameter in type.GenericParameters)
        {
            AddAll(parameter.Constraints.Select(static constraint => constraint.ConstraintType), found);
        }

        AddAll(type.Interfaces.Select(static implemented => implemented.InterfaceType), found);
        foreach (var field in type.Fields)
        {
            Add(field.FieldType, found);
            Add(field.CustomAttributes, found);
        }

        foreach (var method in type.Methods)
        {
            Read(method, found);
        }

        foreach (var nested in type.NestedTypes)
        {
            Read(nested, found);
        }
    }

    private void Read(MethodDefinition method, SortedSet<string> found)
    {
        Add((MethodReference)method, found);
        Add(method.CustomAttributes, found);
        if (!method.HasBody)
        {
            return;
        }

        AddAll(method.Body.Variables.Select(static variable => variable.VariableType), found);
        AddAll(method.Body.ExceptionHandlers.Select(static handler => handler.CatchType), found);
        foreach (var operand in method.Body.Instructions.Select(static instruction => instruction.Operand))
        {
            switch (operand)
            {
                case TypeReference used:
                    Add(used, found);
                    break;
                case FieldReference used:
                    Add(used.DeclaringType, found);
                    Add(used.FieldType, found);
                    break;
                case MethodReference used:
                    Add(used, found);
                    break;
            }
        }
    }

    private void Add(MethodReference method, SortedSet<string> found)
    {
        Add(method.DeclaringType, found);
        Add(method.ReturnType, found);
        AddAll(method.Parameters.Select(static parameter => parameter.ParameterType), found);
        if (method is GenericInstanceMethod instance)
        {
            AddAll(instance.GenericArguments, found);
        }
    }

    private void Add(IEnumerable<CustomAttribute> attributes, SortedSet<string> found) =>
        AddAll(attributes.Select(static attribute => attribute.AttributeType), found);

    private void AddAll(IEnumerable<TypeReference?> types, SortedSet<string> found)
    {
        foreach (var type in types)
        {
            Add(type, found);
        }
    }

    private void Add(TypeReference? type, SortedSet<string> found)
    {
        if (type is GenericInstanceType instance)
        {
            AddAll(instance.GenericArguments, found);
        }

        var owner = type?.GetElementType();
        while (owner?.DeclaringType is { } outer)
        {
            owner = outer;
        }

        if (owner is not null && needs.ContainsKey(owner.FullName))
        {
            found.Add(owner.FullName);
        }

        if (type is TypeSpecification specification and not GenericInstanceType)
        {
            Add(specification.ElementType, found);
        }
    }
}
