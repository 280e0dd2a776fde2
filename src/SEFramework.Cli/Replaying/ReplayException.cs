namespace SEFramework.Cli.Replaying;

/// <summary>Sessions cannot be played as asked for; the message says why, and is for the person at the terminal.</summary>
internal sealed class ReplayException(string message) : Exception(message);
