using System.Globalization;
using System.Reflection;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Pipeline;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Interfaces;

/// <summary>RPC_General_Interface: the gateway itself; nothing here talks to the radio. Source: reference 01, section 3.</summary>
/// <remarks>
/// Paths and modules are kept as records and have no further effect: there is no Python here, and what the original's modules bring is built in.
/// </remarks>
/// <param name="registry">The registry.</param>
/// <param name="clock">The clock.</param>
/// <param name="synchronizer">Sets the clock.</param>
/// <param name="interfaces">The loaded interfaces.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="paths">paths.ini.</param>
/// <param name="modules">modules.ini.</param>
/// <param name="lifetime">Stops the program.</param>
public sealed class GeneralInterface(
    GatewayRegistry registry,
    GatewayClock clock,
    TimeSynchronizer synchronizer,
    InterfaceSet interfaces,
    LocalEndpointTable endpoints,
    SavedList<SavedName> paths,
    SavedList<SavedName> modules,
    IGatewayLifetime lifetime) : IRpcGeneralInterface
{
    /// <summary>Version of the original whose contract is served; clients test it. Source: reference 01, section 2.10.</summary>
    public const string FrameworkVersion = "1.6.0";

    private const string SmartEnergyVersion = "1.0 revision 15";
    private const byte Client = 1;
    private const int MaximumNameLength = 255;

    /// <inheritdoc />
    public async Task<RegistryConfigurationResponse> RegistryConfigurationAsync(
        RegistryConfigurationRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        if (request.Value is not { } value)
        {
            return new RegistryConfigurationResponse { Name = request.Name, Value = registry.Get(request.Name) };
        }

        var error = await registry.SetAsync(request.Name, value);
        return new RegistryConfigurationResponse
        {
            Name = request.Name,
            Value = error is null ? registry.Get(request.Name) : value,
            WriteStatus = error is null,
            WriteErrors = error,
        };
    }

    /// <inheritdoc />
    public async Task<RegistryRestoreDefaultsResponse> RegistryRestoreDefaultsAsync(
        RegistryRestoreDefaultsRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await registry.RestoreDefaultsAsync();
        return new RegistryRestoreDefaultsResponse();
    }

    /// <inheritdoc />
    public async Task<AddPathResponse> AddPathAsync(AddPathRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        return new AddPathResponse { Path = await RecordAsync(paths, request.Path) };
    }

    /// <inheritdoc />
    public async Task<RemovePathResponse> RemovePathAsync(RemovePathRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        return new RemovePathResponse { Path = await ForgetAsync(paths, request.Path) };
    }

    /// <inheritdoc />
    public async Task<AddModuleResponse> AddModuleAsync(AddModuleRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        return new AddModuleResponse { ModuleName = await RecordAsync(modules, request.ModuleName) };
    }

    /// <inheritdoc />
    public async Task<RemoveModuleResponse> RemoveModuleAsync(
        RemoveModuleRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        return new RemoveModuleResponse { ModuleName = await ForgetAsync(modules, request.ModuleName) };
    }

    /// <inheritdoc />
    public async Task<AddInterfaceResponse> AddInterfaceAsync(
        AddInterfaceRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await interfaces.LoadAsync(request.InterfaceClass);
        return new AddInterfaceResponse { InterfaceClass = request.InterfaceClass };
    }

    /// <inheritdoc />
    public async Task<RemoveInterfaceResponse> RemoveInterfaceAsync(
        RemoveInterfaceRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await interfaces.UnloadAsync(request.InterfaceClass);
        return new RemoveInterfaceResponse { InterfaceClass = request.InterfaceClass };
    }

    /// <inheritdoc />
    public async Task<AddObjectResponse> AddObjectAsync(AddObjectRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await interfaces.LoadAsync(request.ObjectClass);
        return new AddObjectResponse { ObjectClass = request.ObjectClass };
    }

    /// <inheritdoc />
    public async Task<RemoveObjectResponse> RemoveObjectAsync(
        RemoveObjectRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await interfaces.UnloadAsync(request.ObjectClass);
        return new RemoveObjectResponse { ObjectClass = request.ObjectClass };
    }

    /// <inheritdoc />
    public async Task<AddEndpointResponse> AddEndpointAsync(AddEndpointRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var endpoint = await endpoints.AddEndpointAsync(
            request.EndpointClass, request.EndpointId, request.ProfileId, request.DeviceId, request.DeviceVersion);
        return new AddEndpointResponse
        {
            EndpointClass = endpoint.ClassName,
            EndpointId = endpoint.Id,
            ProfileId = endpoint.ProfileId,
            DeviceId = endpoint.DeviceId,
            DeviceVersion = endpoint.DeviceVersion,
        };
    }

    /// <inheritdoc />
    public async Task<RemoveEndpointResponse> RemoveEndpointAsync(
        RemoveEndpointRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await endpoints.RemoveEndpointAsync(request.EndpointId);
        return new RemoveEndpointResponse { EndpointId = request.EndpointId };
    }

    /// <inheritdoc />
    public async Task<AddClusterResponse> AddClusterAsync(AddClusterRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var cluster = await endpoints.AddClusterAsync(
            request.ClusterClass, request.EndpointId, request.ServerOrClient is { } side ? IsClient(side) : null, request.ClusterId, request.EnableApsEncryption);
        return new AddClusterResponse
        {
            ClusterClass = cluster.ClassName,
            EndpointId = request.EndpointId,
            ServerOrClient = Side(cluster.IsClient),
            ClusterId = cluster.Id,
            EnableApsEncryption = cluster.ApsEncryption,
        };
    }

    /// <inheritdoc />
    public async Task<RemoveClusterResponse> RemoveClusterAsync(
        RemoveClusterRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await endpoints.RemoveClusterAsync(request.EndpointId, request.ClusterId, IsClient(request.ServerOrClient));
        return new RemoveClusterResponse { EndpointId = request.EndpointId, ClusterId = request.ClusterId, ServerOrClient = request.ServerOrClient };
    }

    /// <inheritdoc />
    public Task ExitAsync(ExitRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        context.AfterReply(() => lifetime.Stop(restart: false));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task RebootAsync(RebootRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        context.AfterReply(() => lifetime.Stop(restart: true));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<GetTimeResponse> GetTimeAsync(GetTimeRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new GetTimeResponse { Utc1970 = clock.Utc1970, Utc2000 = clock.Utc2000 });

    /// <inheritdoc />
    public async Task<SetTimeResponse> SetTimeAsync(SetTimeRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await synchronizer.SetAsync(TimeOf(request));
        return new SetTimeResponse { Utc1970 = clock.Utc1970, Utc2000 = clock.Utc2000 };
    }

    /// <inheritdoc />
    public async Task<SyncTimeResponse> SyncTimeAsync(SyncTimeRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        await synchronizer.SynchronizeAsync(cancellationToken);
        return new SyncTimeResponse();
    }

    /// <inheritdoc />
    public Task<GetVersionResponse> GetVersionAsync(GetVersionRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var software = typeof(GeneralInterface).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return Task.FromResult(new GetVersionResponse
        {
            Version = FrameworkVersion,
            VersionExtended = new RpcStruct()
                .Add("SE_spec_version", RpcValue.Of(SmartEnergyVersion))
                .Add("description", RpcValue.Of($"SEFramework.Net {software?.Split('+')[0]}")),
        });
    }

    private static DateTimeOffset TimeOf(SetTimeRequest request)
    {
        DateTimeOffset time = default;
        DateTimeOffset other = default;
        if (request is { Utc1970: null, Utc2000: null })
        {
            throw Refuse("set_time: give UTC_1970 or UTC_2000");
        }

        if ((request.Utc1970 is { } utc1970 && !GatewayTime.TryFromUtc1970(utc1970, out time))
            || (request.Utc2000 is { } utc2000 && !GatewayTime.TryFromUtc2000(utc2000, out other)))
        {
            throw Refuse(string.Create(
                CultureInfo.InvariantCulture, $"set_time: the time is not between {GatewayTime.Earliest:yyyy-MM-dd} and {GatewayTime.Latest:yyyy-MM-dd}"));
        }

        return (request.Utc1970, request.Utc2000) switch
        {
            (not null, not null) when time != other => throw Refuse("set_time: UTC_1970 and UTC_2000 are different times"),
            (null, _) => other,
            _ => time,
        };
    }

    private static RpcException Refuse(string problem) => new(RpcErrorKind.InvalidParameters, problem);

    private static bool IsClient(byte side) =>
        side <= Client ? side == Client : throw Refuse($"server_or_client is 0x0 for a server or 0x1 for a client, not 0x{side:X}");

    private static byte Side(bool isClient) => isClient ? Client : (byte)0;

    private static async Task<string> RecordAsync(SavedList<SavedName> list, string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > MaximumNameLength || trimmed[0] == '#' || trimmed.Any(char.IsControl))
        {
            throw Refuse($"The name is empty, longer than {MaximumNameLength} characters, has several lines, or starts with '#'");
        }

        if (!list.Items.Any(i => i.Name == trimmed))
        {
            await list.AddAsync(new SavedName(trimmed));
        }

        return trimmed;
    }

    private static async Task<string> ForgetAsync(SavedList<SavedName> list, string name)
    {
        var trimmed = name.Trim();
        await list.RemoveAsync(i => i.Name == trimmed);
        return trimmed;
    }
}
