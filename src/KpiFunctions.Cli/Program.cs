using System.CommandLine;

return await new RootCommand("KPIs from the exports of ad platforms, analytics and shops.").Parse(args).InvokeAsync();
