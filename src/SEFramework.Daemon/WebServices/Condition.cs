using System.Globalization;

namespace SEFramework.Daemon.WebServices;

/// <summary>
/// What a client asks for: comparisons of fields, joined by and, or and parentheses; a value is a quoted text or a number. What is not of this
/// language is refused. Source: reference 01, section 1.8.
/// </summary>
internal abstract record Condition
{
    /// <summary>Matches everything.</summary>
    public static readonly Condition Everything = new All([]);

    /// <summary>Whether a row is asked for.</summary>
    /// <param name="field">Gives the row's value of a field, or null.</param>
    public abstract bool Matches(Func<string, string?> field);

    /// <summary>All of several conditions hold.</summary>
    /// <param name="Parts">The conditions.</param>
    internal sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        /// <inheritdoc />
        public override bool Matches(Func<string, string?> field) => Parts.All(p => p.Matches(field));
    }

    /// <summary>One of several conditions holds.</summary>
    /// <param name="Parts">The conditions.</param>
    internal sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        /// <inheritdoc />
        public override bool Matches(Func<string, string?> field) => Parts.Any(p => p.Matches(field));
    }

    /// <summary>A field compared with a value: as points in time or numbers if both are, else as texts.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Operator">The operator.</param>
    /// <param name="Value">The value.</param>
    internal sealed record Comparison(string Field, string Operator, string Value) : Condition
    {
        /// <inheritdoc />
        public override bool Matches(Func<string, string?> field)
        {
            if (field(Field) is not { } actual)
            {
                return false;
            }

            if (Operator == "like")
            {
                return Like(actual, Value);
            }

            if (Order(actual, Value) is not { } order)
            {
                // A point in time is neither before nor after what is none, and so with numbers.
                return Operator == "<>";
            }

            return Operator switch
            {
                "=" => order == 0,
                "<>" => order != 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
        }

        private static int? Order(string left, string right) =>
            TryReadNumber(left, out var first) ? TryReadNumber(right, out var second) ? first.CompareTo(second) : null
            : TryReadTime(left, out var then) ? TryReadTime(right, out var now) ? then.CompareTo(now) : null
            : string.CompareOrdinal(left, right);

        // A name such as 007 is a text.
        private static bool TryReadNumber(string text, out decimal number) =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && (text[0] != '0' || text.Length == 1 || text[1] == '.');

        private static bool TryReadTime(string text, out DateTimeOffset time) =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

        /// <summary>Percent signs stand for any text. Each part is looked for once, from left to right, so the time is bounded.</summary>
        private static bool Like(string text, string pattern)
        {
            var parts = pattern.Split('%');
            if (parts.Length == 1)
            {
                return text == pattern;
            }

            if (text.Length < parts[0].Length + parts[^1].Length || !text.StartsWith(parts[0], StringComparison.Ordinal) || !text.EndsWith(parts[^1], StringComparison.Ordinal))
            {
                return false;
            }

            var (at, end) = (parts[0].Length, text.Length - parts[^1].Length);
            foreach (var part in parts[1..^1])
            {
                var found = text.AsSpan(at, end - at).IndexOf(part, StringComparison.Ordinal);
                if (found < 0)
                {
                    return false;
                }

                at += found + part.Length;
            }

            return true;
        }
    }
}
