using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Messages;

/// <summary>Fills the texts of the contract's messages, so that each stands in one place only. Source: reference 01, sections 2.7 and 2.8.</summary>
public static class StatusText
{
    /// <summary>Fills the placeholders of a message's text.</summary>
    /// <param name="status">The message; one without a text says its name.</param>
    /// <param name="placeholders">What the {placeholders} stand for.</param>
    public static string Fill(this StatusDefinition status, params ReadOnlySpan<(string Name, string Value)> placeholders)
    {
        var template = (status.Text ?? status.Name).AsSpan();
        var text = new System.Text.StringBuilder(template.Length);
        while (template.IndexOf('{') is >= 0 and var open && template[open..].IndexOf('}') is > 0 and var length)
        {
            var value = Find(template.Slice(open + 1, length - 1), placeholders);
            text.Append(template[..open]).Append(value is null ? template.Slice(open, length + 1) : value);
            template = template[(open + length + 1)..];
        }

        return text.Append(template).ToString();
    }

    /// <summary>Makes the failure of a request out of a text of the contract.</summary>
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="statusName">Name of the message in the contract.</param>
    /// <param name="placeholders">What the {placeholders} of its text stand for.</param>
    /// <exception cref="ArgumentException">The contract has no such message.</exception>
    public static RpcException Failure(RpcErrorKind kind, string statusName, params ReadOnlySpan<(string Name, string Value)> placeholders) =>
        new(kind, Of(statusName, placeholders));

    /// <summary>A text of the contract with its placeholders filled.</summary>
    /// <param name="statusName">Name of the message in the contract.</param>
    /// <param name="placeholders">What the {placeholders} of its text stand for.</param>
    /// <exception cref="ArgumentException">The contract has no such message.</exception>
    public static string Of(string statusName, params ReadOnlySpan<(string Name, string Value)> placeholders) =>
        (EmbeddedContract.Current.FindStatus(statusName)
            ?? throw new ArgumentException($"the contract has no status '{statusName}'", nameof(statusName))).Fill(placeholders);

    private static string? Find(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, string Value)> placeholders)
    {
        foreach (var placeholder in placeholders)
        {
            if (name.SequenceEqual(placeholder.Name))
            {
                return placeholder.Value;
            }
        }

        return null;
    }
}
