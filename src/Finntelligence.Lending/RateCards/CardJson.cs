using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.RateCards;

/// <summary>
/// A card as JSON: <c>{ "by": "bureauScore", "below": 620, "then": …, "else": … }</c>, <c>{ "by": "riskCategory", "in": ["LOW"], … }</c>,
/// <c>{ "by": "bureauScore", "missing": true, … }</c> and cells <c>{ "cell": "A", "rate": 9.75 }</c>. "orMissing" says whether a missing value
/// counts as a yes.
/// </summary>
public static class CardJson
{
    private const int Format = 1;
    private const int GreatestDepth = 10;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of a card; the same card gives the same bytes.</summary>
    public static byte[] Write(SegmentCard card, ProductDefinition product)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("product", card.Product);
            json.WritePropertyName("card");
            Write(json, card.Root, new CardInputs(product));
            if (card.Making is { } making)
                Write(json, making);
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
        return stream.ToArray();
    }

    /// <summary>Reads a card.</summary>
    /// <exception cref="InvalidModelException">It has faults, or does not fit the product; all of them are named by JSON path and line.</exception>
    public static SegmentCard Read(ReadOnlyMemory<byte> utf8, ProductDefinition product)
    {
        var faults = new List<Fault>();
        using var document = JsonFile.Parse(utf8, faults);
        var card = document is null ? null : Read(new ObjectReader(document.RootElement, "", faults), product);
        if (faults.Count == 0)
            return card!;
        var lines = JsonLines.Of(utf8.Span);
        throw new InvalidModelException("The rate card has faults:" + string.Concat(faults.Select(f =>
            $"\n  {(f.Path.Length == 0 ? "$" : f.Path)}{(lines.Find(f.Path) is { } line ? $" (line {line})" : "")}: {f.Message}")));
    }

    private static SegmentCard Read(ObjectReader json, ProductDefinition product)
    {
        if (json.Integer("format") is not Format and var format && json.Has("format"))
            json.AddFault("format", $"Must be {Format}, not {format}: another version wrote this card.");
        var name = json.Text("product");
        if (name.Length > 0 && name != product.Name)
            json.AddFault("product", $"The card is of \"{name}\", not of \"{product.Name}\".");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var root = json.Object("card") is { } node ? Node(node, product, new CardInputs(product), names, 0) : new CardCell("", 0);
        var making = json.OptionalObject("made") is { } made ? Making(made) : null;
        json.Close();
        return new SegmentCard(name, root, making);
    }

    private static CardNode Node(ObjectReader json, ProductDefinition product, CardInputs inputs, HashSet<string> names, int depth)
    {
        CardNode node = json.Has("cell") || json.Has("rate") ? Cell(json, product, names) : Split(json, product, inputs, names, depth);
        json.Close();
        return node;
    }

    private static CardCell Cell(ObjectReader json, ProductDefinition product, HashSet<string> names)
    {
        var cell = new CardCell(json.Text("cell"), json.Number("rate"));
        if (cell.Name.Length > 0 && !names.Add(cell.Name))
            json.AddFault("cell", $"\"{cell.Name}\" is the name of another cell.");
        var axis = product.Offer.Rate;
        if (json.Has("rate") && (cell.Rate < axis.Minimum || cell.Rate > axis.Maximum || (cell.Rate - axis.Minimum) % axis.Step != 0))
            json.AddFault("rate", "Must be one of the rates of the product's offer.rate.");
        return cell;
    }

    private static CardSplit Split(ObjectReader json, ProductDefinition product, CardInputs inputs, HashSet<string> names, int depth)
    {
        var question = Question(json, inputs);
        if (depth == GreatestDepth)
        {
            json.AddFault("by", $"Is the {GreatestDepth + 1}th question on the way; a card asks at most {GreatestDepth}.");
            return new CardSplit(question, new CardCell("", 0), new CardCell("", 0));
        }

        return new CardSplit(question, Branch("then"), Branch("else"));

        CardNode Branch(string member) =>
            json.Object(member) is { } branch ? Node(branch, product, inputs, names, depth + 1) : new CardCell("", 0);
    }

    private static CardQuestion Question(ObjectReader json, CardInputs inputs)
    {
        var name = json.Text("by");
        var input = inputs.PositionOf(name);
        if (name.Length > 0 && input < 0)
            json.AddFault("by", $"\"{name}\" is no feature of the applicant, nor what is asked for." + NearestName.Hint(name, inputs.Names));
        string[] given = [.. new[] { "below", "in", "missing" }.Where(json.Has)];
        foreach (var more in given.Skip(1))
            json.AddFault(more, $"Must not stand beside {given[0]}.");
        var orMissing = json.OptionalFlag("orMissing");
        var isCategory = input >= 0 && !inputs.ValuesOf(input).IsEmpty;
        switch (given.FirstOrDefault())
        {
            case "missing":
                if (!json.Flag("missing"))
                    json.AddFault("missing", "Must be true, or left out.");
                return new CardQuestion.Missing(input);
            case "in":
                if (input >= 0 && !isCategory)
                    json.AddFault("in", $"\"{name}\" is a number: ask whether it is below one.");
                return new CardQuestion.OneOf(input, input >= 0 && isCategory ? Codes(json, inputs.ValuesOf(input)) : [], orMissing);
            case "below":
                if (isCategory)
                    json.AddFault("below", $"\"{name}\" is no number: ask whether it is in some values.");
                return new CardQuestion.Below(input, json.Number("below"), orMissing);
            default:
                json.AddFault("below", "Is missing (or in, or missing in its place; or cell and rate).");
                return new CardQuestion.Missing(input);
        }
    }

    private static ImmutableArray<int> Codes(ObjectReader json, ImmutableArray<string> values)
    {
        var codes = new SortedSet<int>();
        var texts = json.Texts("in");
        if (texts.IsEmpty)
            json.AddFault("in", "Must hold at least one value.");
        for (var i = 0; i < texts.Length; i++)
        {
            var code = values.IndexOf(texts[i]);
            if (code >= 0)
                codes.Add(code);
            else if (texts[i].Length > 0)
                json.Faults.Add(new Fault(JsonPaths.Element(json.PathOf("in"), i), $"\"{texts[i]}\" is none of the values: {string.Join(", ", values)}."));
        }

        return [.. codes];
    }

    private static CardMaking Making(ObjectReader json)
    {
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        if (json.Object("metrics") is { } figures)
        {
            foreach (var name in figures.Names)
                metrics[name] = (double)figures.Number(name);
            figures.Close();
        }

        var making = new CardMaking
        {
            Objective = json.Text("objective"),
            RiskSha256 = json.Text("riskSha256"),
            AcceptanceSha256 = json.Text("acceptanceSha256"),
            DataName = json.Text("data"),
            DataSha256 = json.Text("dataSha256"),
            IsSimulated = json.Flag("simulated"),
            Metrics = metrics.ToImmutable(),
        };
        json.Close();
        return making;
    }

    private static void Write(Utf8JsonWriter json, CardNode node, CardInputs inputs)
    {
        json.WriteStartObject();
        switch (node)
        {
            case CardCell cell:
                json.WriteString("cell", cell.Name);
                json.WriteNumber("rate", cell.Rate);
                break;
            case CardSplit split:
                Write(json, split.Question, inputs);
                json.WritePropertyName("then");
                Write(json, split.Then, inputs);
                json.WritePropertyName("else");
                Write(json, split.Else, inputs);
                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CardQuestion question, CardInputs inputs)
    {
        json.WriteString("by", inputs.Names[question.Input]);
        switch (question)
        {
            case CardQuestion.Below below:
                json.WriteNumber("below", below.Limit);
                json.WriteBoolean("orMissing", below.OrMissing);
                break;
            case CardQuestion.OneOf oneOf:
                json.WriteStartArray("in");
                foreach (var code in oneOf.Codes)
                    json.WriteStringValue(inputs.ValuesOf(oneOf.Input)[code]);
                json.WriteEndArray();
                json.WriteBoolean("orMissing", oneOf.OrMissing);
                break;
            default:
                json.WriteBoolean("missing", true);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, CardMaking making)
    {
        json.WriteStartObject("made");
        json.WriteString("objective", making.Objective);
        json.WriteString("riskSha256", making.RiskSha256);
        json.WriteString("acceptanceSha256", making.AcceptanceSha256);
        json.WriteString("data", making.DataName);
        json.WriteString("dataSha256", making.DataSha256);
        json.WriteBoolean("simulated", making.IsSimulated);
        json.WriteStartObject("metrics");
        foreach (var (name, value) in making.Metrics)
            json.WriteNumber(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
