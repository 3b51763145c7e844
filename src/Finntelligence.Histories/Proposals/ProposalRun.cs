using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Proposals;

/// <summary>
/// Proposes a product.json for a history that no one has described yet. It goes by names, cells and figures, and says of each part why; what no
/// file can tell (costs, policy, the currency) it leaves to a person by name.
/// </summary>
internal static class ProposalRun
{
    /// <summary>Proposes.</summary>
    /// <param name="file">The history.</param>
    /// <param name="name">The product's name.</param>
    /// <param name="choices">Decides where the file leaves a choice.</param>
    /// <param name="progress">Told the share done, of each of two readings.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidSourceException">The file is damaged or has no rows.</exception>
    public static ProductProposal Of(SourceFile file, string name, IProposalChoices choices, IProgress<double> progress, CancellationToken cancellation)
    {
        var table = TableFacts.Of(file, progress, cancellation);
        return new Draft(table, name, choices).Make();
    }

    private sealed class Draft(TableFacts table, string name, IProposalChoices choices)
    {
        private readonly List<ProposedColumn> _columns = [];
        private readonly List<string> _notes = [.. table.Notes];
        private readonly HashSet<string> _names = new(Enum.GetValues<OfferVariable>().Select(OfferVariableNames.Of), StringComparer.Ordinal);

        public ProductProposal Make()
        {
            var free = table.Columns.Where(c => !IsUseless(c)).ToList();
            var acceptance = Label(free, "What says whether an offer was taken?", LabelProposal.OfTakeUp, "take-up");
            var risk = Label(free, "What says whether a loan went bad?", LabelProposal.OfDefault, "default");
            var offer = new OfferProposal(
                Offer(free, "Which column is the amount lent?", ColumnWords.IsAmount, "amount"),
                Offer(free, "Which column is the term in months?", ColumnWords.IsMonths, "months"),
                Offer(free, "Which column is the rate?", ColumnWords.IsRate, "rate"));
            var dates = Dates(free);
            free.RemoveAll(c => IsProtected(c) || IsLater(c, risk, acceptance));
            var applicant = new JsonArray();
            var features = new List<string>();
            string? stratum = null;
            foreach (var column in free)
            {
                if (Feature(column) is not { } feature)
                    continue;
                applicant.Add(feature);
                features.Add(feature["name"]!.GetValue<string>());
                if (feature["kind"]!.GetValue<string>() == "category" && (stratum is null || column.Known.Length < 12 && IsGrade(column)))
                    stratum = features[^1];
            }

            Missing(risk, acceptance, stratum, features.Count);
            var definition = new JsonObject
            {
                ["$schema"] = "../product.schema.json",
                ["note"] = "Proposed from a file; nothing here has been decided by a person yet.",
                ["name"] = name,
                ["title"] = name,
                ["currency"] = "XXX",
                ["ratePeriod"] = "year",
                ["applicant"] = applicant,
                ["offer"] = offer.ToJson(_notes),
                ["derived"] = new JsonArray(),
                ["economics"] = Economics(),
                ["policy"] = new JsonObject { ["note"] = "A policy without limits is no policy: rateCaps, card, maximumProbabilityOfDefault, installmentToIncome." },
                ["models"] = Models(offer, risk, acceptance, features, stratum),
                ["audit"] = Names(ColumnRole.Audit),
                ["knownOnlyAfterOffer"] = Names(ColumnRole.After),
            };
            if (dates.Count > 0)
                definition["history"] = new JsonObject { ["dates"] = dates };
            return new ProductProposal(
                name, definition, [.. _columns.OrderBy(c => table.Columns.Select(t => t.Name).ToList().IndexOf(c.Column))], [.. _notes]);
        }

        private void Say(ColumnFacts column, ColumnRole role, string reason) => _columns.Add(new ProposedColumn(column.Name, role, reason));

        private bool IsUseless(ColumnFacts column)
        {
            var reason = column.Values.IsEmpty ? "it is empty"
                : column.Known.Length <= 1 && column.Missing == 0 && column.NothingWords.IsEmpty ? $"it is \"{column.Values[0].Key}\" in every row"
                : IsIdentifier(column) ? "it has another value in nearly every row, and is a name or a number of the row rather than a figure"
                : null;
            if (reason is not null)
                Say(column, ColumnRole.Unused, reason);
            return reason is not null;
        }

        private static bool IsIdentifier(ColumnFacts column)
        {
            var known = column.Sample.Where(s => s.Length > 0).ToArray();
            var isUnique = known.Length > 20 && known.Distinct(StringComparer.Ordinal).Count() > known.Length * 0.98;
            return isUnique && (ColumnWords.IsIdentifier(column.Name) || !column.IsNumeric);
        }

        private LabelProposal? Label(List<ColumnFacts> free, string question, Func<ColumnFacts, LabelProposal?> propose, string what)
        {
            var candidates = free.Select(propose).OfType<LabelProposal>().ToArray();
            // A column that no name gives away may still be one, so a person may choose it.
            var others = free.Where(c => c.IsBoolean && !candidates.Any(p => p.Column.Name == c.Name)).Select(c => new LabelProposal(c, [], [])).ToArray();
            var chosen = choices is LikeliestChoices
                ? choices.Choose(question, [.. candidates.Select(c => c.Column.Name)])
                : choices.Choose(question, [.. candidates.Concat(others).Select(c => c.Column.Name)]);
            if (candidates.Concat(others).FirstOrDefault(c => c.Column.Name == chosen) is not { } label)
                return null;
            free.Remove(label.Column);
            Say(label.Column, ColumnRole.Label, $"it says what happened ({what}): {(label.Events.IsEmpty ? "yes or no" : $"the event is {string.Join(", ", label.Events)}")}");
            return label;
        }

        private ColumnFacts? Offer(List<ColumnFacts> free, string question, Func<string, bool> isNamed, string what)
        {
            var candidates = free.Where(c => c.IsNumeric && !c.IsBoolean && isNamed(c.Name)).OrderBy(c => c.Name.Length).ToArray();
            var chosen = choices.Choose(question, [.. candidates.Select(c => c.Name)]);
            if (candidates.FirstOrDefault(c => c.Name == chosen) is not { } column)
                return null;
            free.Remove(column);
            Say(column, ColumnRole.Offer, $"its name and its numbers are those of the {what} of an offer");
            return column;
        }

        private JsonObject Dates(List<ColumnFacts> free)
        {
            var dates = new JsonObject();
            foreach (var column in free.ToArray())
            {
                if (DateProposal.Find(column) is not { IsEmpty: false } formats)
                    continue;
                free.Remove(column);
                dates[column.Name] = formats[0];
                Say(column, ColumnRole.Date, formats.Length == 1 ? $"its cells are dates of the form {formats[0]}"
                    : $"its cells are dates, of the form {formats[0]} or {string.Join(" or ", formats.Skip(1))}: which, the cells do not tell");
            }

            return dates;
        }

        private bool IsProtected(ColumnFacts column)
        {
            if (ProtectedAttributes.Find(column.Name) is not { } word)
                return false;
            Say(column, ColumnRole.Audit, $"its name says a protected attribute (\"{word}\"), which no model may see");
            return true;
        }

        private bool IsLater(ColumnFacts column, LabelProposal? risk, LabelProposal? acceptance)
        {
            foreach (var (label, what) in new[] { (risk, "default"), (acceptance, "take-up") })
            {
                if (label is null || LeakCheck.Find(column, Outcomes(label)) is not { } reason)
                    continue;
                Say(column, ColumnRole.After, $"it seems to be known only after the outcome ({what}): {reason}");
                return true;
            }

            if (!ColumnWords.IsLater(column.Name))
                return false;
            Say(column, ColumnRole.After, "its name speaks of what happened to the loan later");
            return true;
        }

        private static ImmutableArray<bool?> Outcomes(LabelProposal label) => [.. label.Column.Sample.Select(label.Happened)];

        private JsonObject? Feature(ColumnFacts column)
        {
            if (!column.IsNumeric && !column.IsBoolean && FeatureProposal.IsTooFine(column) && FeatureProposal.Commonest(column).Length < 2)
            {
                Say(column, ColumnRole.Unused, string.Create(
                    CultureInfo.InvariantCulture, $"it has {(column.HasMore ? "more than " : "")}{column.Known.Length:N0} different texts, none of them in many rows; group them in source.groups if they say something"));
                return null;
            }

            if (column.Known.Length < 2 && !column.IsBoolean)
            {
                Say(column, ColumnRole.Unused, "it has one value besides the missing one; if its absence says something, make it yes and no");
                return null;
            }

            var feature = FeatureProposal.ToJson(column, NameOf(column.Name));
            Say(column, ColumnRole.Applicant, $"{feature["kind"]} {feature["name"]}");
            return feature;
        }

        private static bool IsGrade(ColumnFacts column) =>
            new[] { "grade", "class", "risk", "tier", "segment", "category" }.Any(w => column.Name.Contains(w, StringComparison.OrdinalIgnoreCase));

        // camelCase, unlike every other name and unlike those of an offer.
        private string NameOf(string column)
        {
            var words = new StringBuilder();
            var isNewWord = false;
            foreach (var c in column.Normalize(NormalizationForm.FormD))
            {
                if (!char.IsAsciiLetterOrDigit(c))
                {
                    isNewWord |= !char.IsLetter(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark;
                    continue;
                }

                words.Append(words.Length == 0 ? char.ToLowerInvariant(c) : isNewWord ? char.ToUpperInvariant(c) : c);
                isNewWord = false;
            }

            var camel = words.Length == 0 || !char.IsAsciiLetterLower(words[0]) ? $"column{words}" : words.ToString();
            if (camel.All(c => !char.IsAsciiLetterLower(c)) || column.All(c => !char.IsLower(c)))
                camel = camel.ToLowerInvariant();
            var free = camel;
            for (var i = 2; !_names.Add(free); i++)
                free = $"{camel}{i}";
            return free;
        }

        private void Missing(LabelProposal? risk, LabelProposal? acceptance, string? stratum, int features)
        {
            if (risk is null)
                _notes.Add("No column looks like a label of default. Without models.risk.label there is no model of risk.");
            if (acceptance is null)
                _notes.Add("No column looks like a label of take-up. Without models.acceptance.label there is no model of acceptance.");
            if (stratum is null)
                _notes.Add("No column is a category, within which support is counted; declare one and name it under models.*.support.by.");
            if (features == 0)
                _notes.Add("No column is left for a feature of the applicant.");
            _notes.Add("currency is XXX, no currency: no file says it. economics and policy are the lender's to state.");
            _notes.Add("ratePeriod is year: say month if the history's rates are per month.");
        }

        private static JsonObject Economics() => new()
        {
            ["note"] = "No file says these. Placeholders: state your own.",
            ["interest"] = "amortizing",
            ["costOfFunds"] = 0,
            ["operatingCost"] = 0,
            ["lossGivenDefault"] = 0.5m,
        };

        private static JsonObject Models(OfferProposal offer, LabelProposal? risk, LabelProposal? acceptance, List<string> features, string? stratum)
        {
            var models = new JsonObject();
            if (risk is not null)
            {
                var filters = new JsonArray();
                if (acceptance is not null && acceptance.Column.Name != risk.Column.Name)
                    filters.Add(acceptance.ToFilter());
                if (risk.ToKnownFilter() is { } known)
                    filters.Add(known);
                models["risk"] = Model(risk.ToJson("Default"), filters, 20);
            }

            if (acceptance is not null)
                models["acceptance"] = Model(acceptance.ToJson("Take-up"), [], 100);
            return models;

            JsonObject Model(JsonObject label, JsonArray filters, int neighbours) => new()
            {
                ["inputs"] = new JsonArray([.. features.Concat(offer.Variables).Select(f => JsonValue.Create(f))]),
                ["offerColumns"] = offer.Columns(),
                ["label"] = label,
                ["filters"] = filters,
                ["support"] = new JsonObject
                {
                    ["by"] = stratum,
                    ["variables"] = new JsonArray([.. offer.Variables.Where(v => v != "amount" || offer.Variables.Length == 1)
                        .Select(v => new JsonObject { ["variable"] = v, ["within"] = v == "rate" ? 1 : 0 })]),
                    ["minimumNeighbours"] = neighbours,
                },
            };
        }

        private JsonArray Names(ColumnRole role)
        {
            var names = _columns.Where(c => c.Role == role || (role == ColumnRole.After && c.Role == ColumnRole.Label)).Select(c => c.Column);
            return new JsonArray([.. names.Select(n => JsonValue.Create(n))]);
        }
    }
}
