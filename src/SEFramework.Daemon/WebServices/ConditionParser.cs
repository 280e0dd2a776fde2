namespace SEFramework.Daemon.WebServices;

/// <summary>
/// Reads conditions: <c>or := and {"or" and}</c>, <c>and := one {"and" one}</c>, <c>one := "(" or ")" | field operator value</c>.
/// Source: reference 01, section 1.8.
/// </summary>
internal sealed class ConditionParser
{
    private const int MaximumDepth = 32;
    private const int MaximumLength = 8192;

    private static readonly string[] Operators = ["<=", ">=", "<>", "!=", "=", "<", ">"];

    private readonly string _text;
    private readonly IReadOnlyCollection<string> _fields;
    private readonly Func<string, string, string> _readValue;
    private int _at;
    private int _depth;

    private ConditionParser(string text, IReadOnlyCollection<string> fields, Func<string, string, string> readValue)
    {
        _text = text;
        _readValue = readValue;
        _fields = fields;
    }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text; empty: everything is asked for.</param>
    /// <param name="fields">The fields there are.</param>
    /// <param name="readValue">Makes of a field's name and a value as it is written the value that is meant, or null.</param>
    /// <exception cref="WebServiceException">It is not a condition; the hint says where and why.</exception>
    public static Condition Parse(string? text, IReadOnlyCollection<string> fields, Func<string, string, string>? readValue = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Condition.Everything;
        }

        var parser = new ConditionParser(text, fields, readValue ?? (static (_, value) => value));
        if (text.Length > MaximumLength)
        {
            throw parser.Error("it is too long");
        }

        var condition = parser.ReadOr();
        return parser.Peek() == '\0' ? condition : throw parser.Error("'and' or 'or' is expected");
    }

    private Condition ReadOr() => ReadJoined("or", ReadAnd, static parts => new Condition.Any(parts));

    private Condition ReadAnd() => ReadJoined("and", ReadOne, static parts => new Condition.All(parts));

    private Condition ReadJoined(string word, Func<Condition> read, Func<IReadOnlyList<Condition>, Condition> join)
    {
        var parts = new List<Condition> { read() };
        while (TryWord(word))
        {
            parts.Add(read());
        }

        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private Condition ReadOne()
    {
        if (Peek() != '(')
        {
            return ReadComparison();
        }

        if (++_depth > MaximumDepth)
        {
            throw Error("the parentheses are too deep");
        }

        _at++;
        var inner = ReadOr();
        if (Peek() != ')')
        {
            throw Error("')' is expected");
        }

        _at++;
        _depth--;
        return inner;
    }

    private Condition.Comparison ReadComparison()
    {
        Peek();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.' or '/'))
        {
            _at++;
        }

        // A field may be named with the elements around it: id/fdPath is fdPath.
        var name = _text[start.._at];
        var last = name[(name.LastIndexOfAny(['/', '.']) + 1)..];
        var field = _fields.FirstOrDefault(f => f.Equals(last, StringComparison.OrdinalIgnoreCase))
            ?? throw Error(name.Length == 0 ? "a field is expected" : $"there is no field '{name}'; there are {string.Join(", ", _fields)}");
        return new Condition.Comparison(field, ReadOperator(), _readValue(field, ReadValue()));
    }

    private string ReadOperator()
    {
        Peek();
        if (TryWord("like"))
        {
            return "like";
        }

        var found = Operators.FirstOrDefault(o => string.CompareOrdinal(_text, _at, o, 0, o.Length) == 0)
            ?? throw Error($"one of {string.Join(' ', Operators)} or 'like' is expected");
        _at += found.Length;
        return found == "!=" ? "<>" : found;
    }

    private string ReadValue()
    {
        var first = Peek();
        if (first is not ('\'' or '"'))
        {
            var start = _at;
            while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '-' or '+' or '.'))
            {
                _at++;
            }

            return _at > start ? _text[start.._at] : throw Error("a quoted text or a number is expected");
        }

        // A quotation mark inside is written twice.
        var value = new System.Text.StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] != first)
            {
                value.Append(_text[_at]);
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == first)
            {
                value.Append(first);
                _at++;
            }
            else
            {
                _at++;
                return value.ToString();
            }
        }

        throw Error("the text has no end");
    }

    private bool TryWord(string word)
    {
        Peek();
        var end = _at + word.Length;
        if (end > _text.Length
            || !_text.AsSpan(_at, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)
            || (end < _text.Length && char.IsAsciiLetterOrDigit(_text[end])))
        {
            return false;
        }

        _at = end;
        return true;
    }

    /// <summary>The next character that is not a blank; zero at the end.</summary>
    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private WebServiceException Error(string problem) =>
        new(StatusCodes.Status400BadRequest, "Invalid condition", $"At character {_at + 1}: {problem}");
}
