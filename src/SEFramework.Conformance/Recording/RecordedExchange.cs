namespace SEFramework.Conformance.Recording;

/// <summary>One HTTP exchange as a recorder saw it; headers, and with them credentials, are not kept.</summary>
/// <param name="Started">When the request came.</param>
/// <param name="Ended">When the reply was complete.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Request">Body of the request as text.</param>
/// <param name="Status">HTTP status of the reply.</param>
/// <param name="Reply">Body of the reply as text.</param>
public sealed record RecordedExchange(DateTimeOffset Started, DateTimeOffset Ended, string Method, string Path, string Request, int Status, string Reply);
