using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Layouts;
using NLog.Targets;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Daemon.Logging;

/// <summary>The daemon's log: NLog behind the logging abstractions, to the console and, if wanted, to a file. Can be set up anew while it runs.</summary>
public sealed class DaemonLogging : IDisposable
{
    private const long MaximumFileBytes = 10_000_000;
    private const int KeptFiles = 5;

    /// <summary>What ASP.NET says of each request is noise here.</summary>
    private const string FrameworkCategories = "Microsoft.*";

    /// <summary>The host tells with a stack trace why it does not start; the daemon says it in a line.</summary>
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    private readonly LogFactory _factory = new();
    private readonly bool _isJournal;

    /// <summary>Sets the log up.</summary>
    /// <param name="options">What is logged, and where.</param>
    /// <param name="isJournal">Whether journald reads the console.</param>
    public DaemonLogging(LogOptions options, bool isJournal)
    {
        _isJournal = isJournal;
        Apply(options);
        Loggers = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Trace)
            .AddProvider(new NLogLoggerProvider(new NLogProviderOptions { RemoveLoggerFactoryFilter = false, ShutdownOnDispose = false }, _factory)));
    }

    /// <summary>Make the loggers.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>Whether journald reads standard output: JOURNAL_STREAM names the very socket, for children of a service inherit the variable too.</summary>
    /// <param name="journalStream">JOURNAL_STREAM.</param>
    /// <param name="standardOutput">What /proc/self/fd/1 points to.</param>
    public static bool IsJournal(string? journalStream, string? standardOutput) =>
        journalStream?.Split(':') is [_, var inode] && standardOutput == $"socket:[{inode}]";

    /// <summary>Whether journald reads standard output of this process.</summary>
    public static bool IsJournal() =>
        IsJournal(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), new FileInfo("/proc/self/fd/1").LinkTarget);

    /// <summary>Applies other settings; a file is opened anew.</summary>
    /// <param name="options">What is logged, and where.</param>
    public void Apply(LogOptions options)
    {
        var configuration = new LoggingConfiguration(_factory);
        var level = NLogLevel(options.Level);
        if (level > NLog.LogLevel.Debug)
        {
            configuration.AddRule(new LoggingRule(HostCategory, level, new NullTarget()) { FinalMinLevel = NLog.LogLevel.Fatal });
        }

        configuration.AddRule(new LoggingRule(FrameworkCategories, level, new NullTarget()) { FinalMinLevel = level > NLog.LogLevel.Warn ? level : NLog.LogLevel.Warn });
        Add(configuration, level, new ConsoleTarget("console")
        {
            Layout = Layout.FromMethod(_isJournal ? LogLine.ForJournal : LogLine.ForPeople),
            AutoFlush = true,
        });
        if (options.File is { } file)
        {
            Add(configuration, level, new FileTarget("file")
            {
                FileName = Layout.FromLiteral(file),
                Layout = Layout.FromMethod(LogLine.ForPeople),
                ArchiveAboveSize = MaximumFileBytes,
                MaxArchiveFiles = KeptFiles,
                KeepFileOpen = true,
            });
        }

        _factory.Configuration = configuration;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Loggers.Dispose();
        _factory.Shutdown();
        _factory.Dispose();
    }

    private static void Add(LoggingConfiguration configuration, NLog.LogLevel level, Target target)
    {
        configuration.AddTarget(target);
        configuration.AddRule(level, NLog.LogLevel.Fatal, target);
    }

    private static NLog.LogLevel NLogLevel(Microsoft.Extensions.Logging.LogLevel level) => level switch
    {
        Microsoft.Extensions.Logging.LogLevel.Trace => NLog.LogLevel.Trace,
        Microsoft.Extensions.Logging.LogLevel.Debug => NLog.LogLevel.Debug,
        Microsoft.Extensions.Logging.LogLevel.Information => NLog.LogLevel.Info,
        Microsoft.Extensions.Logging.LogLevel.Warning => NLog.LogLevel.Warn,
        Microsoft.Extensions.Logging.LogLevel.Error => NLog.LogLevel.Error,
        Microsoft.Extensions.Logging.LogLevel.Critical => NLog.LogLevel.Fatal,
        _ => NLog.LogLevel.Off,
    };
}
