using BenchmarkDotNet.Running;
using KpiFunctions.Benchmarks;

switch (args)
{
    case ["make", var path, var rows]:
        WholeFile.Make(path, rows);
        break;
    case ["duckdb", var path]:
        WholeFile.Sum(path);
        break;
    default:
        _ = BenchmarkSwitcher.FromAssembly(typeof(CsvBenchmarks).Assembly).Run(args);
        break;
}
