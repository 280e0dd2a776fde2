using System.Globalization;
using System.Text;
using NLog;

namespace SEFramework.Daemon.Logging;

/// <summary>The form of log lines: one line per event, whatever stands in it.</summary>
internal static class LogLine
{
    private const string LineBreak = " | ";

    /// <summary>The line for journald, which has time and program already and reads the priority from the prefix (sd-daemon).</summary>
    /// <param name="logEvent">The event.</param>
    public static string ForJournal(LogEventInfo logEvent)
    {
        var text = new StringBuilder().Append('<').Append(Priority(logEvent.Level)).Append('>');
        return AppendContent(text, logEvent).ToString();
    }

    /// <summary>The line for a terminal or a file.</summary>
    /// <param name="logEvent">The event.</param>
    public static string ForPeople(LogEventInfo logEvent)
    {
        var text = new StringBuilder()
            .Append(logEvent.TimeStamp.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Append(CultureInfo.InvariantCulture, $" {logEvent.Level.Name.ToUpperInvariant(),-5} ");
        return AppendContent(text, logEvent).ToString();
    }

    private static StringBuilder AppendContent(StringBuilder text, LogEventInfo logEvent)
    {
        var category = logEvent.LoggerName ?? string.Empty;
        text.Append(category.AsSpan(category.LastIndexOf('.') + 1)).Append(": ").Append(OneLine(logEvent.FormattedMessage));
        if (logEvent.Exception is { } exception)
        {
            text.Append(LineBreak).Append(OneLine(exception.ToString()));
        }

        return text;
    }

    private static string OneLine(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : text.TrimEnd().ReplaceLineEndings(LineBreak);

    /// <summary>syslog's priority.</summary>
    private static char Priority(NLog.LogLevel level) => level.Name switch
    {
        "Fatal" => '2',
        "Error" => '3',
        "Warn" => '4',
        "Info" => '6',
        _ => '7',
    };
}
