using System.Globalization;

namespace SEFramework.Daemon.WebServices;

/// <summary>The spelling of points in time in web services: ISO 8601 in UTC with milliseconds. Source: reference 01, section 1.8.</summary>
internal static class WebTime
{
    /// <summary>Writes a point in time.</summary>
    /// <param name="time">The time.</param>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
