using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SEFramework.Daemon.Systemd;

/// <summary>Makes a host a service of systemd; the vocabulary is that of the package Microsoft.Extensions.Hosting.Systemd.</summary>
public static class SystemdExtensions
{
    /// <summary>Makes the host a service of systemd, if systemd started it; else does nothing but offer a notifier that nobody hears.</summary>
    /// <param name="builder">The host.</param>
    public static IHostBuilder UseSystemd(this IHostBuilder builder) =>
        builder.ConfigureServices(static (_, services) => services.AddSystemd());

    /// <summary>Makes the host a service of systemd, if systemd started it; else does nothing but offer a notifier that nobody hears.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddSystemd(this IServiceCollection services)
    {
        var notifier = new SystemdNotifier();
        services.TryAddSingleton<ISystemdNotifier>(notifier);
        if (notifier.IsEnabled)
        {
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }

        return services;
    }
}
