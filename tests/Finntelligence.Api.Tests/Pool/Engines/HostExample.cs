using Finntelligence.Api.Pool.Engines;
using Microsoft.AspNetCore.Builder;
using static System.Single;

namespace Finntelligence.Api.Tests.Pool.Engines;

/// <summary>The host that README.md shows: ML.NET's packages and the pool, nothing else of ours.</summary>
internal static class HostExample
{
    public static WebApplication Build(string root, Action<WebApplicationBuilder> server)
    {
        var builder = WebApplication.CreateBuilder();
        server(builder);
        builder.Services.AddPredictionEnginePool<Inputs, Answer>()
            .FromFile("risk", Path.Combine(root, "models/cash-loan/risk/1/model.zip"), watchForChanges: true)
            .FromFile("acceptance", Path.Combine(root, "models/cash-loan/acceptance/1/model.zip"), watchForChanges: true);
        var app = builder.Build();
        app.MapPost("/{model}", (string model, Inputs inputs, PredictionEnginePool<Inputs, Answer> pool) => pool.Predict(model, inputs).Probability);
        return app;
    }
}

/// <summary>The columns of the shipped models, as an ordinary class of a service.</summary>
public class Inputs
{
    public float riskCategory = NaN, monthlyIncome = NaN, bureauScore = NaN, applicationScore = NaN, priorLoans = NaN, monthsSinceLastLoan = NaN,
        lastLoanAmount = NaN, lastLoanMonths = NaN, amount = NaN, months = NaN, rate = NaN, loanToLastLoan = NaN;

    /// <summary>With every column set by its name.</summary>
    public static Inputs Of(IEnumerable<(string Name, float Value)> columns)
    {
        var inputs = new Inputs();
        foreach (var (name, value) in columns)
            typeof(Inputs).GetField(name)!.SetValue(inputs, value);
        return inputs;
    }
}

public class Answer
{
    public float Score, Probability;
}
