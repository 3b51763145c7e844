using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Explorer.Customers.Case;
using Finntelligence.Explorer.Serving;
using Finntelligence.Explorer.Texts;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Microsoft.Extensions.Localization;
using NSubstitute;

namespace Finntelligence.Explorer.Tests.Customers;

/// <summary>The shipped pairs, as the service would show them to the page.</summary>
internal static class Pairs
{
    /// <summary>Texts by their names, with what stands in their places.</summary>
    public static IStringLocalizer<Words> Words { get; } = NamedWords();

    private static readonly Lazy<ServedPair> Cash = new(() => Load("cash-loan"));
    private static readonly Lazy<ServedPair> Car = new(() => Load("car-loan"));

    public static ServedPair Of(string product) => product == "cash-loan" ? Cash.Value : Car.Value;

    /// <summary>The answer to the product's own example after changes.</summary>
    public static CustomerAnswer Answer(string product, params (string Name, string Value)[] changes)
    {
        var pair = Of(product);
        var form = CaseForm.Of(pair.Product, Words);
        var typed = changes.Aggregate(form.Example, (known, change) => known.With(change.Name, change.Value));
        var reading = CustomerAnswers.Read(pair, form, typed);
        reading.Faults.ShouldBeEmpty();
        return reading.Answer.ShouldNotBeNull();
    }

    private static ServedPair Load(string product)
    {
        var models = RegisteredModels.Load(new Workspace(Repository.Root), product, "production");
        return new ServedPair
        {
            Product = models.Product,
            Risk = new ServedVersion(models.Risk, "1", "production"),
            Acceptance = new ServedVersion(models.Acceptance, "1", "production"),
            Card = models.Card,
            Since = DateTimeOffset.UnixEpoch,
            Engine = models.Engine(),
            Explorer = models.Explorer(),
            Requests = new PredictRequestReader(models.Product),
        };
    }

    private static IStringLocalizer<Words> NamedWords()
    {
        var words = Substitute.For<IStringLocalizer<Words>>();
        words[Arg.Any<string>()].Returns(call => new LocalizedString(call.Arg<string>(), call.Arg<string>()));
        words[Arg.Any<string>(), Arg.Any<object[]>()].Returns(call => new LocalizedString(call.Arg<string>(), $"{call.Arg<string>()}: {string.Join(", ", call.Arg<object[]>())}"));
        return words;
    }
}
