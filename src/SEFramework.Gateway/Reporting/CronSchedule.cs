using System.Globalization;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// Times at which attributes are read: a cron string of six fields, seconds first, then minute, hour, day of the month, month and day of the
/// week, in UTC. If both days are restricted, either is enough, as cron has it. Source: reference 03, section 3.0; reference 06, section 5.8 (the
/// time zone and the fine print of the fields are inferred).
/// </summary>
public sealed class CronSchedule
{
    // The 29th of February comes back after eight years at the latest.
    private const int YearsAhead = 8;

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    // What differs between the fields: name, smallest and largest value, and the names that stand for values.
    private static readonly (string Name, int Least, int Most, string[] Names)[] Fields =
    [
        ("second", 0, 59, []), ("minute", 0, 59, []), ("hour", 0, 23, []), ("day of the month", 1, 31, []), ("month", 1, 12, Months), ("day of the week", 0, 7, Weekdays),
    ];

    private readonly ulong[] _fields;
    private readonly bool _isEitherDay;

    private CronSchedule(string text, ulong[] fields, bool isEitherDay)
    {
        Text = text;
        _fields = fields;
        _isEitherDay = isEitherDay;
    }

    /// <summary>The cron string.</summary>
    public string Text { get; }

    /// <summary>Reads a cron string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schedule">The schedule, or null.</param>
    /// <param name="problem">What is wrong with the text, or null.</param>
    public static bool TryParse(string text, out CronSchedule? schedule, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        schedule = null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Fields.Length)
        {
            problem = $"a schedule has six fields, second, minute, hour, day of the month, month and day of the week; this has {words.Length}";
            return false;
        }

        var fields = new ulong[Fields.Length];
        for (var i = 0; i < words.Length; i++)
        {
            foreach (var part in words[i].Split(','))
            {
                if (!TryAdd(Fields[i], part, ref fields[i]))
                {
                    problem = $"'{part}' is no {Fields[i].Name}: there are *, numbers from {Fields[i].Least} to {Fields[i].Most}, ranges a-b, steps /n and lists";
                    return false;
                }
            }
        }

        // Sunday has two numbers.
        fields[5] |= (fields[5] >> 7) & 1;
        schedule = new CronSchedule(text, fields, !IsAny(words[3]) && !IsAny(words[5]));
        problem = schedule.Next(DateTimeOffset.UnixEpoch) is null ? "there is no such day" : null;
        return problem is null;
    }

    /// <summary>The next time, or null when there is none in the years to come.</summary>
    /// <param name="after">The time is later than this.</param>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var time = after.UtcDateTime;
        if (time.Year > DateTime.MaxValue.Year - YearsAhead - 1)
        {
            return null;
        }

        time = new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        var end = time.AddYears(YearsAhead);
        while (time < end)
        {
            if (!Has(4, time.Month))
            {
                time = new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            }
            else if (!IsDay(time))
            {
                time = time.Date.AddDays(1);
            }
            else if (!Has(2, time.Hour))
            {
                time = time.Date.AddHours(time.Hour + 1);
            }
            else if (!Has(1, time.Minute))
            {
                time = time.Date.AddMinutes((time.Hour * 60) + time.Minute + 1);
            }
            else if (!Has(0, time.Second))
            {
                time = time.AddSeconds(1);
            }
            else
            {
                return new DateTimeOffset(time);
            }
        }

        return null;
    }

    private static bool IsAny(string word) => word is "*" or "?";

    private static bool TryAdd((string Name, int Least, int Most, string[] Names) field, string part, ref ulong values)
    {
        var halves = part.Split('/');
        var step = 1;
        if (halves.Length > 2 || (halves.Length == 2 && (!int.TryParse(halves[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0)))
        {
            return false;
        }

        int from, to;
        if (IsAny(halves[0]))
        {
            (from, to) = (field.Least, field.Most);
        }
        else
        {
            var ends = halves[0].Split('-');
            if (ends.Length > 2 || !TryValue(field, ends[0], out from))
            {
                return false;
            }

            // A single number with a step begins there and goes on to the end.
            to = halves.Length == 2 ? field.Most : from;
            if (ends.Length == 2 && (!TryValue(field, ends[1], out to) || to < from))
            {
                return false;
            }
        }

        for (var value = from; value <= to; value += step)
        {
            values |= 1UL << value;
        }

        return true;
    }

    private static bool TryValue((string Name, int Least, int Most, string[] Names) field, string text, out int value)
    {
        value = Array.FindIndex(field.Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (value >= 0)
        {
            value += field.Least;
            return true;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= field.Least && value <= field.Most;
    }

    private bool Has(int field, int value) => (_fields[field] >> value & 1) == 1;

    private bool IsDay(DateTime time)
    {
        var (day, weekday) = (Has(3, time.Day), Has(5, (int)time.DayOfWeek));
        return _isEitherDay ? day || weekday : day && weekday;
    }
}
