using Finntelligence.Training.Commands;

return await Shell.RunAsync(args, ConsoleHost.OfProcess());
