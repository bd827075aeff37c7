using BenchmarkDotNet.Running;
using KpiFunctions.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(CsvBenchmarks).Assembly).Run(args);
