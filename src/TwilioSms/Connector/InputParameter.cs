using System.Text.Json;

namespace TwilioSms.Connector;

/// <summary>An input of an action: its description, and how its value is read from JSON.</summary>
internal sealed class InputParameter<T> : ConnectorParameter
{
    private readonly InputType<T> type;

    public InputParameter(string name, InputType<T> type, bool isRequired, string description)
        : base(name, type.Type, isRequired, description) => this.type = type;

    /// <summary>The value; null where none is given and none is required.</summary>
    /// <exception cref="TwilioMissingInputException">The value is required, and absent, null or blank.</exception>
    /// <exception cref="TwilioInvalidInputException">The value has another type.</exception>
    public T? Read(JsonElement inputs) => Read(inputs, IsRequired);

    /// <summary>The value; null where none is given, and another input has made it dispensable.</summary>
    /// <exception cref="TwilioMissingInputException">The value is needed, and absent, null or blank.</exception>
    /// <exception cref="TwilioInvalidInputException">The value has another type.</exception>
    public T? Read(JsonElement inputs, bool isNeeded)
    {
        var value = ReadGiven(inputs);
        return value is null && isNeeded ? throw new TwilioMissingInputException(Name, $"{Name} is missing: it is mandatory.") : value;
    }

    private T? ReadGiven(JsonElement inputs)
    {
        try
        {
            return inputs.TryGetProperty(Name, out var json) && json.ValueKind != JsonValueKind.Null ? type.Read(json, Name) : default;
        }
        catch (InvalidOperationException)
        {
            // JSON can spell what the serializer refuses to give.
            throw new TwilioInvalidInputException(Name, $"{Name} cannot be read: the input has half a character, a surrogate without its other.");
        }
    }
}

/// <summary>The type of an input.</summary>
/// <param name="Type">As a modeller offers it.</param>
/// <param name="Read">Gives the value of JSON that is not null, or null where it is blank; is also given the input's name.</param>
internal sealed record InputType<T>(ConnectorParameterType Type, Func<JsonElement, string, T?> Read);
