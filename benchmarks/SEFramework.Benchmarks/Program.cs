using BenchmarkDotNet.Running;
using SEFramework.Benchmarks;

// dotnet run -c Release --project benchmarks/SEFramework.Benchmarks -- --filter '*'
// dotnet run -c Release --project benchmarks/SEFramework.Benchmarks -- zcl-race
if (args is ["zcl-race"])
{
    return await ZclRace.RunAsync(Directory.GetCurrentDirectory());
}

BenchmarkSwitcher.FromAssembly(typeof(ZclRace).Assembly).Run(args);
return 0;
