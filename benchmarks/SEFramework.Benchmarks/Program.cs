using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/SEFramework.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
