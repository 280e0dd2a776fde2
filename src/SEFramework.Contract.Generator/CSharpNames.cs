using System.Text;
using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Generator;

/// <summary>Turns wire names into C# names: create_DRLC_event becomes CreateDrlcEvent, UTC_1970 becomes Utc1970.</summary>
internal static class CSharpNames
{
    public static string Pascal(string wireName)
    {
        var result = new StringBuilder(wireName.Length);
        foreach (var word in wireName.Split(['_', '.', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            var isAcronym = word.All(c => !char.IsLower(c));
            result.Append(char.ToUpperInvariant(word[0]));
            result.Append(isAcronym ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
        }

        return char.IsDigit(result[0]) ? "_" + result : result.ToString();
    }

    public static string TypeName(MessageDefinition definition) => definition.Kind switch
    {
        MessageKind.Request => Pascal(definition.Name) + "Request",
        MessageKind.Response when definition.Name.EndsWith("_response", StringComparison.Ordinal) => Pascal(definition.Name),
        MessageKind.Response => Pascal(definition.Name) + "Response",
        // The element is called "message" itself.
        MessageKind.Message when definition.Name == "message" => "GatewayMessage",
        MessageKind.Message => Pascal(definition.Name) + "Message",
        _ => Pascal(definition.Name),
    };

    public static string PropertyName(MessageDefinition owner, ParameterDefinition parameter)
    {
        var name = Pascal(parameter.Name);
        return name == TypeName(owner) ? name + "Value" : name;
    }

    public static string InterfaceName(InterfaceDefinition definition) => "I" + Pascal(definition.Name);

    public static string DispatcherName(InterfaceDefinition definition) => Pascal(definition.Name) + "Dispatcher";

    public static string MethodName(MessageDefinition request) => Pascal(request.Name) + "Async";
}
