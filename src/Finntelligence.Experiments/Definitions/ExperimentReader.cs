using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Experiments.Definitions;

/// <summary>Reads pricing-experiment.json against the product that it is of; tells every fault at once.</summary>
public static class ExperimentReader
{
    private const double Rounding = 1e-9;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidExperimentException">It has faults.</exception>
    public static PricingExperiment Read(ReadOnlyMemory<byte> utf8, ProductDefinition product)
    {
        var faults = new List<Fault>();
        using var document = JsonFile.Parse(utf8, faults);
        var experiment = document is null ? null : Experiment(new ObjectReader(document.RootElement, "", faults), product);
        return experiment is null || faults.Count > 0 ? throw new InvalidExperimentException([.. faults]) : experiment;
    }

    private static PricingExperiment Experiment(ObjectReader json, ProductDefinition product)
    {
        var versions = json.Array("versions");
        if (versions.IsEmpty && json.Has("versions"))
            json.AddFault("versions", "Must have at least one version.");
        PricingExperiment experiment = new([.. versions.Select((v, i) => Version(new ObjectReader(v.Value, v.Path, json.Faults), i + 1, product))]);
        for (int i = 1; i < experiment.Versions.Length; i++)
        {
            if (experiment.Versions[i].At < experiment.Versions[i - 1].At)
                json.Faults.Add(new Fault(JsonPaths.Member(versions[i].Path, "at"), "Must not be before the version before it."));
        }
        json.Close();
        return experiment;
    }

    private static ExperimentVersion Version(ObjectReader json, int number, ProductDefinition product)
    {
        if (json.Integer("version") != number)
            json.AddFault("version", $"Must be {number}: versions stand in their order, from 1.");
        var version = new ExperimentVersion
        {
            Version = number,
            At = Time(json, "at"),
            By = json.Text("by"),
            Why = json.Text("why"),
            State = json.Choice<ExperimentState>("state"),
            Salt = json.Text("salt"),
            Arms = Arms(json, product),
            LeaveOut = [.. json.OptionalArray("leaveOut").Select(o => LeftOut(new ObjectReader(o.Value, o.Path, json.Faults), product))],
            Guardrails = json.OptionalObject("guardrails") is { } rails ? Guardrails(rails) : new Guardrails(),
        };
        json.Close();
        return version;
    }

    private static ImmutableArray<Arm> Arms(ObjectReader json, ProductDefinition product)
    {
        var elements = json.Array("arms");
        Arm[] arms = [.. elements.Select(e => Arm(new ObjectReader(e.Value, e.Path, json.Faults), product))];
        if (!json.Has("arms"))
            return [.. arms];
        if (arms.Length == 0 || arms[0].Shadow || arms[0].Models is not null)
            json.AddFault("arms", "The first arm is the champion: what serves. It cannot be a shadow or have models of its own.");
        foreach (var twice in arms.GroupBy(a => a.Name).Where(g => g.Key.Length > 0 && g.Count() > 1))
            json.AddFault("arms", $"\"{twice.Key}\" names more than one arm.");
        double sum = arms.Sum(a => a.Share);
        if (Math.Abs(sum - 1) > Rounding)
            json.AddFault("arms", string.Create(CultureInfo.InvariantCulture, $"The shares must sum to 1, not {sum:0.######}."));
        return [.. arms];
    }

    private static Arm Arm(ObjectReader json, ProductDefinition product)
    {
        bool shadow = json.OptionalFlag("shadow");
        double share = (double)(json.OptionalNumber("share") ?? 0);
        if (shadow ? share != 0 : share is not (> 0 and <= 1))
            json.AddFault("share", shadow ? "A shadow has no share: it decides for everybody and is shown to nobody." : "Must be above 0 and at most 1.");
        // Where the product offers by a rate card, that is what an arm does which says nothing else.
        var policy = json.OptionalChoice("policy", product.Policy.RateCard == RateCardUse.Offer ? ArmPolicy.RateCard : ArmPolicy.Engine);
        if (policy == ArmPolicy.Card && product.Policy.RateCaps is null)
            json.AddFault("policy", "\"card\" needs policy.rateCaps in product.json.");
        if (policy == ArmPolicy.RateCard && product.Policy.RateCard is null)
            json.AddFault("policy", "\"rateCard\" needs policy.rateCard in product.json.");
        var exploration = json.OptionalObject("exploration") is { } draw ? Exploration(draw) : null;
        if (exploration is not null && (shadow || policy != ArmPolicy.Engine))
            json.AddFault("exploration", "Only an arm that is shown and whose policy is \"engine\" draws.");
        var arm = new Arm(json.Text("name"), share, policy, json.OptionalObject("models") is { } pair ? Pair(pair) : null, shadow, exploration);
        json.Close();
        return arm;
    }

    private static Exploration Exploration(ObjectReader json)
    {
        var law = json.Choice<DrawLaw>("draw");
        var exploration = new Exploration
        {
            Draw = law,
            ShareOfBest = Within(json, "shareOfBest", (double)json.Number("shareOfBest"), v => v is > 0 and <= 1, "Must be above 0 and at most 1."),
            Band = json.OptionalNumber("band") is { } band ? Within(json, "band", (double)band, v => v > 0, "Must be above 0.") : null,
            Temperature = json.OptionalNumber("temperature") is { } t ? Within(json, "temperature", (double)t, v => v > 0, "Must be above 0.") : null,
            Bag = json.Has("bag") ? new Bag([.. json.OptionalArray("bag").Select(e => Pair(new ObjectReader(e.Value, e.Path, json.Faults)))]) : null,
            Floor = json.OptionalNumber("floor") is { } floor ? Within(json, "floor", (double)floor, v => v is >= 0 and < 1, "Must be at least 0 and below 1.") : 0,
        };
        if (law == DrawLaw.Softmax != json.Has("temperature"))
            json.AddFault("temperature", law == DrawLaw.Softmax ? "Is needed by softmax." : "Is for softmax only.");
        if (law != DrawLaw.Thompson && json.Has("floor"))
            json.AddFault("floor", "Is for thompson only.");
        if (law == DrawLaw.Thompson ? exploration.Bag is null || exploration.Bag.Pairs.Length < 2 : json.Has("bag"))
            json.AddFault("bag", law == DrawLaw.Thompson ? "Thompson needs at least two pairs of versions." : "Is for thompson only.");
        json.Close();
        return exploration;
    }

    private static PairOfVersions Pair(ObjectReader json)
    {
        PairOfVersions pair = new(Version("risk"), Version("acceptance"));
        json.Close();
        return pair;

        int Version(string kind) => (int)Within(json, kind, json.Integer(kind), v => v >= 1, "Must be the number of a version of the registry, from 1.");
    }

    private static LeftOut LeftOut(ObjectReader json, ProductDefinition product)
    {
        string name = json.Text("feature");
        int position = product.Applicant.Select(f => f.Name).ToList().IndexOf(name);
        var values = json.Texts("values", required: false);
        double? atLeast = (double?)json.OptionalNumber("atLeast"), atMost = (double?)json.OptionalNumber("atMost");
        int[] codes = [];
        if (position < 0)
        {
            if (name.Length > 0)
            {
                json.AddFault("feature", ProtectedAttributes.Find(name) is { } word
                    ? $"\"{word}\" is a protected attribute: nobody is treated by it, nor left out by it."
                    : "Is no feature of the applicant." + NearestName.Hint(name, product.Applicant.Select(f => f.Name)));
            }
        }
        else if (product.Applicant[position] is { Kind: ApplicantFeatureKind.Category } feature)
        {
            codes = [.. values.Select(v => feature.Values.IndexOf(v))];
            if (codes.Length == 0 || codes.Contains(-1) || atLeast is not null || atMost is not null)
                json.AddFault("values", $"Must name at least one of {string.Join(", ", feature.Values)}, and nothing else.");
        }
        else if (!values.IsEmpty || (atLeast is null && atMost is null))
        {
            json.AddFault("feature", "Is a number: say atLeast, atMost or both.");
        }

        json.Close();
        return new LeftOut(name, Math.Max(position, 0), [.. codes], atLeast, atMost);
    }

    private static Guardrails Guardrails(ObjectReader json)
    {
        var given = json.OptionalObject("mostGivenUp");
        var guardrails = new Guardrails
        {
            MostForDecision = Money(given, "decision"),
            MostForDay = Money(given, "day"),
            MostInAll = Money(given, "total"),
            Stop = json.OptionalObject("stop") is { } stop ? Stop(stop) : null,
        };
        given?.Close();
        json.Close();
        return guardrails;
    }

    private static StopRule Stop(ObjectReader json)
    {
        var rule = new StopRule(
            Within(json, "confidence", (double)json.Number("confidence"), v => v is > 0.5 and < 1, "Must be between 0.5 and 1."),
            Within(json, "worseBy", (double)(json.OptionalNumber("worseBy") ?? 0), v => v >= 0, "Must not be below 0."),
            (int)Within(json, "leastDecisions", json.Integer("leastDecisions"), v => v >= 1, "Must be at least 1."))
        {
            Every = TimeSpan.FromMinutes(Within(json, "everyMinutes", (double)(json.OptionalNumber("everyMinutes") ?? 60), v => v is >= 1 and <= 10_080, "Must be from 1 to 10,080, a week.")),
            HorizonMonths = json.OptionalNumber("horizonMonths") is { } months
                ? Within(json, "horizonMonths", (double)months, v => v >= 0, "Must not be below 0.")
                : null,
        };
        json.Close();
        return rule;
    }

    private static double? Money(ObjectReader? json, string name) =>
        json?.OptionalNumber(name) is { } value ? Within(json, name, (double)value, v => v >= 0, "Must not be below 0.") : null;

    private static double Within(ObjectReader json, string name, double value, Func<double, bool> holds, string message)
    {
        if (json.Has(name) && !holds(value))
            json.AddFault(name, message);
        return value;
    }

    private static DateTimeOffset Time(ObjectReader json, string name)
    {
        string text = json.Text(name);
        if (DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time.ToUniversalTime();
        }
        if (text.Length > 0)
            json.AddFault(name, "Must be a time such as 2026-11-01T08:00:00Z.");
        return default;
    }
}
