using SEFramework.Cli;

return await SefctlCommand.Create().Parse(args).InvokeAsync();
