using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Registry;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Responses;

/// <summary>
/// Puts what the gateway says by itself into the queue: response-only messages, and <c>message</c> elements with the texts of the contract,
/// if they are serious enough. Used on the gateway's loop only. Source: reference 01, sections 2.8 and 3.
/// </summary>
/// <param name="contract">Has the texts.</param>
/// <param name="queue">Where the messages go.</param>
/// <param name="registry">Has the threshold.</param>
/// <param name="clock">Gives the time stamps.</param>
/// <param name="logger">Gets a line per message.</param>
public sealed partial class MessageReporter(
    ContractModel contract, ResponseQueue queue, GatewayRegistry registry, GatewayClock clock, ILogger<MessageReporter> logger)
{
    /// <summary>Severity of an error.</summary>
    public const int Error = 2;

    /// <summary>Makes a response of a typed message, stamped with the gateway's time.</summary>
    /// <param name="message">The message.</param>
    /// <param name="identifier">The request's identifier to echo, or null.</param>
    public RpcResponse Stamp(IRpcMessage message, RpcValue? identifier = null)
    {
        var parameters = message.ToStruct();
        if (identifier is not null)
        {
            parameters.Add(Rpc.Binding.RequestBinder.RequestIdentifier, identifier);
        }

        return new RpcResponse(message.Name, clock.ResponseTimestamp, parameters);
    }

    /// <summary>Sends a response-only message of a device or cluster.</summary>
    /// <param name="message">The message.</param>
    public Task SendAsync(IRpcMessage message) => queue.EnqueueAsync(Stamp(message));

    /// <summary>Sends a key event of the contract.</summary>
    /// <param name="statusName">Name of the event.</param>
    /// <param name="placeholders">What the {placeholders} of its text stand for.</param>
    public Task ReportAsync(string statusName, params (string Name, string Value)[] placeholders) => ReportAsync(statusName, null, placeholders);

    /// <summary>Sends a key event of the contract that has parameters of its own.</summary>
    /// <param name="statusName">Name of the event.</param>
    /// <param name="parameters">Its parameters beside status, description and severity, or null.</param>
    /// <param name="placeholders">What the {placeholders} of its text stand for.</param>
    public Task ReportAsync(string statusName, RpcStruct? parameters, params (string Name, string Value)[] placeholders)
    {
        var status = Find(statusName);
        return SendMessageAsync(status.Severity, status.Fill(placeholders), (ushort?)status.Code, parameters);
    }

    /// <summary>Makes the message of a key event without sending it; null when it is below the threshold.</summary>
    /// <param name="statusName">Name of the event.</param>
    /// <param name="placeholders">What the {placeholders} of its text stand for.</param>
    public RpcResponse? MakeReport(string statusName, params (string Name, string Value)[] placeholders)
    {
        var status = Find(statusName);
        return MakeMessage(status.Severity, status.Fill(placeholders), (ushort?)status.Code);
    }

    /// <summary>Sends a <c>message</c> unless it is below the threshold.</summary>
    /// <param name="severity">0 debug, 1 warning, 2 error.</param>
    /// <param name="text">Its description.</param>
    /// <param name="status">Its status code, or null.</param>
    /// <param name="parameters">Further parameters, or null.</param>
    public Task SendMessageAsync(int severity, string text, ushort? status = null, RpcStruct? parameters = null)
    {
        LogMessage(severity, text);
        return MakeMessage(severity, text, status, parameters) is { } message ? queue.EnqueueAsync(message) : Task.CompletedTask;
    }

    /// <summary>Makes a <c>message</c>, or null when it is below the threshold.</summary>
    /// <param name="severity">0 debug, 1 warning, 2 error.</param>
    /// <param name="text">Its description.</param>
    /// <param name="status">Its status code, or null.</param>
    /// <param name="parameters">Further parameters, or null.</param>
    public RpcResponse? MakeMessage(int severity, string text, ushort? status = null, RpcStruct? parameters = null) =>
        severity >= registry.Integer(RegistryNames.SeverityThreshold)
            ? Stamp(new GatewayMessage { Severity = severity, Description = text, Status = status, Additional = parameters })
            : null;

    private StatusDefinition Find(string statusName) =>
        contract.FindStatus(statusName) ?? throw new ArgumentException($"The contract has no status '{statusName}'", nameof(statusName));

    [LoggerMessage(10, LogLevel.Information, "Message of severity {Severity}: {Text}")]
    private partial void LogMessage(int severity, string text);
}
