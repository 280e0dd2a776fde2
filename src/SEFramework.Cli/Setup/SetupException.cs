namespace SEFramework.Cli.Setup;

/// <summary>The configuration could not be changed; the text says why and what to do.</summary>
internal sealed class SetupException(string message, Exception? innerException = null) : Exception(message, innerException);
