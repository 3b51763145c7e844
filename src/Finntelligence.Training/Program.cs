using Finntelligence.Training.Commands;
using Finntelligence.Training.Running;

return await Shell.RunAsync(args, ConsoleHost.OfProcess());
