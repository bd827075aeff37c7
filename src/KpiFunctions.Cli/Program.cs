using System.Text;
using KpiFunctions.Cli.Commands;

Console.OutputEncoding = Encoding.UTF8;
return await KpiCommand.RunAsync(args);
