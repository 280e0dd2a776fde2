namespace SEFramework.Cli.Tests.Setup;

/// <summary>A person at a terminal: what is typed in, and what is seen.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly (TextReader In, TextWriter Out, TextWriter Error) _before = (Console.In, Console.Out, Console.Error);
    private readonly StringReader _input;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public Terminal(string input = "")
    {
        _input = new StringReader(input);
        Console.SetIn(_input);
        Console.SetOut(_output);
        Console.SetError(_error);
    }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public void Dispose()
    {
        Console.SetIn(_before.In);
        Console.SetOut(_before.Out);
        Console.SetError(_before.Error);
        _input.Dispose();
        _output.Dispose();
        _error.Dispose();
    }
}
