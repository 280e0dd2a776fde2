using System.Text;
using SEFramework.Contract.Documents;
using SEFramework.Rpc.Contract;

// dotnet run --project src/SEFramework.Contract.Documents             writes the documents
// dotnet run --project src/SEFramework.Contract.Documents -- --check  fails when one of them is not current
var check = args.Contains("--check");
var root = args.FirstOrDefault(a => !a.StartsWith('-')) ?? Directory.GetCurrentDirectory();
if (!Directory.Exists(Path.Combine(root, "api-schema")))
{
    Console.Error.WriteLine($"{root} is not the root of the repository: it has no api-schema folder. Start there, or give the folder as an argument.");
    return 2;
}

var stale = 0;
foreach (var (path, text) in DocumentSet.Write(EmbeddedContract.Current, root))
{
    var file = Path.Combine(root, path);
    if (File.Exists(file) && File.ReadAllText(file) == text)
    {
        continue;
    }

    stale++;
    if (check)
    {
        Console.Error.WriteLine($"{path} is not current");
    }
    else
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Console.WriteLine($"wrote {path}");
    }
}

if (check && stale > 0)
{
    Console.Error.WriteLine("Run: dotnet run --project src/SEFramework.Contract.Documents");
    return 1;
}

return 0;
