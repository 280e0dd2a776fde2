using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Documents;

/// <summary>Words used all over the documents.</summary>
internal static class Words
{
    public static string Provenance(Provenance provenance) => provenance.ToString().ToLowerInvariant();

    public static string Planned(string? topic) => topic is null ? "yes" : $"not yet ({topic})";

    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    public static string Code(long code) => code < 0 ? $"-0x{-code:X}" : $"0x{code:X}";

    public static string Types(ParameterDefinition parameter)
    {
        var types = string.Join(" or ", parameter.Types.Select(t => t.WireName));
        if (parameter.ItemTypes.Count > 0)
        {
            types += $" of {string.Join(" or ", parameter.ItemTypes.Select(t => t.WireName))}";
        }

        return parameter.Width is { } width ? $"{types}, {width} bit{(parameter.IsSigned ? " signed" : string.Empty)}" : types;
    }
}
