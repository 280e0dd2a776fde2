using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Targets;
using SEFramework.Daemon.Configuration;
using MicrosoftLogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace SEFramework.Daemon.Logging;

/// <summary>Sets NLog up: one line per event on the console, with journald's priority in front when journald reads it, and a file if wanted.</summary>
internal static class DaemonLogging
{
    private const string Line = "${level:uppercase=true:padding=-5} ${logger:shortName=true} ${replace-newlines:replacement= | :${message:withexception=true:exceptionSeparator= }}";
    private const string StampedLine = "${date:universalTime=true:format=yyyy-MM-ddTHH\\:mm\\:ss.fffZ} " + Line;

    public static void Configure(ILoggingBuilder builder, LogOptions options)
    {
        LogManager.Setup().SetupExtensions(e => e.RegisterLayoutRenderer("journal-priority", (logEvent, _) => Priority(logEvent.Level)));
        var isJournal = Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null;
        var configuration = new LoggingConfiguration();
        configuration.AddRuleForAllLevels(new ConsoleTarget("console") { Layout = isJournal ? "<${journal-priority}>" + Line : StampedLine });
        if (options.File.Length > 0)
        {
            configuration.AddRuleForAllLevels(new FileTarget("file")
            {
                FileName = options.File,
                Layout = StampedLine,
                ArchiveAboveSize = options.MaximumFileBytes,
                MaxArchiveFiles = options.KeptFiles,
                KeepFileOpen = true,
            });
        }

        builder.ClearProviders();
        builder.SetMinimumLevel(options.Level);

        // What ASP.NET says of each request is noise here: the pipeline logs requests itself.
        builder.AddFilter("Microsoft.AspNetCore", options.Level < MicrosoftLogLevel.Warning ? MicrosoftLogLevel.Warning : options.Level);
        builder.AddNLog(configuration, new NLogProviderOptions { RemoveLoggerFactoryFilter = false });
    }

    private static object Priority(NLog.LogLevel level) => level.Ordinal switch
    {
        >= 5 => 2,
        4 => 3,
        3 => 4,
        2 => 6,
        _ => 7,
    };
}
