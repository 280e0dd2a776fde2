using System.Globalization;
using System.Xml.Linq;

namespace SEFramework.Daemon.WebServices;

/// <summary>A page of a result: which rows a client asks for, and the elements that tell it what it got. Source: reference 01, section 1.8.</summary>
/// <param name="Start">First row, from 0.</param>
/// <param name="Size">Rows at the most.</param>
internal readonly record struct ResultPage(int Start, int Size)
{
    private const int MaximumSize = 1000;

    /// <summary>Reads the parameters start and size.</summary>
    /// <param name="query">The query.</param>
    /// <exception cref="WebServiceException">One is not a count.</exception>
    /// <param name="usualSize">Rows at the most where the client names no size.</param>
    public static ResultPage Read(IQueryCollection query, int usualSize = MaximumSize) =>
        new(Count(query, "start", 0), query.ContainsKey("size") ? Math.Min(Count(query, "size", MaximumSize), MaximumSize) : usualSize);

    /// <summary>Makes the result.</summary>
    /// <param name="total">How many rows there are.</param>
    /// <param name="rows">The rows of this page.</param>
    public XElement Wrap(int total, IReadOnlyCollection<XElement> rows) => new(
        "result",
        new XElement("resultTotalRows", total),
        new XElement("requestedStartRow", Start),
        new XElement("resultSize", rows.Count),
        new XElement("requestedSize", Size),
        new XElement("remainingSize", Math.Max(0, (long)total - Start - rows.Count)),
        rows);

    private static int Count(IQueryCollection query, string name, int otherwise) =>
        !query.TryGetValue(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw new WebServiceException(StatusCodes.Status400BadRequest, $"Invalid {name}", $"'{text}' is not a count");
}
