using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Loading.Reference;

/// <summary>
/// Every member of product.json: the one source of data/product.schema.json and of the reference page. A test holds it equal to the loader, over
/// definitions that load and definitions with one fault each.
/// </summary>
internal static class ProductReference
{
    private static readonly Shape Text = new TextShape();
    private static readonly Shape Flag = new FlagShape();
    private static readonly Shape Name = new TextShape("^[a-z][A-Za-z0-9]*$");
    private static readonly Shape Variable = Choice<OfferVariable>();
    private static readonly Shape CellValue = new EitherShape([new NumberShape(), Text, Flag]);

    // Both models are read alike.
    private static readonly Lazy<ObjectShape> Learned = new(Model);

    private static readonly Shape Directions = Object(
        Optional("default", Choice<Monotonicity>(), "How the probability of default may move as the value rises.", "\"none\"", "\"increasing\""),
        Optional("acceptance", Choice<Monotonicity>(), "How the probability of acceptance may move as the value rises.", "\"none\"", "\"decreasing\""));

    private static readonly Shape Reason = Object(
        Required("code", new TextShape("^[A-Z][A-Z0-9_]*$"), "What programs call it: capitals, digits and underscores.", "\"LOW_INCOME\""),
        Required("text", Text, "One phrase for the customer, specific, true whichever way the value points.", "\"Your monthly income\""));

    private static readonly Shape Missing = new ListShape(Text, Unique: true);

    private static readonly Shape Map = new MapShape("texts of the column", new NumberShape(-NumberLimits.GreatestValue, NumberLimits.GreatestValue));

    private static readonly Shape Scale = new NumberShape(Above: 0, Most: NumberLimits.GreatestMoney);

    private static readonly ImmutableArray<Member> Questions =
    [
        Optional("equalTo", CellValue, "The rows whose cell equals this number or text.", null, "1"),
        Optional("oneOf", new ListShape(CellValue, 1, Unique: true), "The rows whose cell equals one of these.", null, "[\"Charged Off\", \"Default\"]"),
        Optional("notOneOf", new ListShape(CellValue, 1, Unique: true), "The rows whose cell is there and equals none of these.", null, "[\"Current\"]"),
        Optional("between", new ListShape(new NumberShape(), 2, 2), "The rows whose number lies within these two, both included.", null, "[18, 75]"),
    ];

    /// <summary>The whole file.</summary>
    public static ObjectShape Product { get; } = Object(
        Optional("$schema", Text, "Where editors find the schema for completion and these texts.", "none", "\"../product.schema.json\""),
        Required("name", new TextShape("^[a-z0-9]+(-[a-z0-9]+)*$"), "Identifier, and the folder under data/ and models/: lower-case letters, digits and hyphens.", "\"car-loan\""),
        Required("title", Text, "The product's name for people.", "\"Car loan\""),
        Required("currency", new TextShape("^[A-Z]{3}$"), "ISO 4217 code of every amount.", "\"EUR\""),
        Required("ratePeriod", Choice<RatePeriod>(), "What a rate of one percent is per; a year's is twelve times a month's.", "\"year\""),
        Required("applicant", new ListShape(Feature(), 1), "The features of an applicant, in the order in which models see them."),
        Required("offer", Offer(), "The offers that may be made: all combinations of amount, months and rate."),
        Required("derived", new ListShape(Object(
            Required("name", Name, "Name in the models, camelCase.", "\"loanToIncome\""),
            Optional("function", new ChoiceShape(["ratio", "difference"]), "ratio: the variable divided by the feature; difference: the variable minus it.", null, "\"ratio\""),
            Optional("variable", Variable, "The variable of the offer.", null, "\"amount\""),
            Optional("feature", Name, "A feature that is a number or an integer; missing where it is.", null, "\"monthlyIncome\""),
            Optional("formula", Text,
                "In place of these: numbers, names of features, one of amount, months and rate at most once, + - * / and brackets, min(a, b), max(a, b), log(a), ifMissing(a, b). Missing where a part is, by 0, and at logarithms of 0 and less. What holds the variable and is divided by, or taken the logarithm of, may only be multiplied and divided, or stand beside a number above 0 in max, as it must for a rate that may be 0.",
                null, "\"log(amount / max(ifMissing(monthlyIncome, 1500), 500))\""),
            Optional("monotone", Directions, "How the probabilities may move as it rises.", "no direction"),
            Required("reason", Reason, "How a decision names it."))
            with
        {
            ExactlyOne = [["formula", "function"], ["formula", "variable"], ["formula", "feature"]],
        }),
            "Inputs computed from at most one variable of the offer and from features.", "[]"),
        Required("economics", Economics(), "What a loan costs and earns."),
        Required("policy", Policy(), "What the lender does not do, whatever it would earn."),
        Optional("monitoring", Monitoring(), "When the present counts as different from history.", "the defaults of its members"),
        Optional("disclosure", Object(
            Required("languages", new MapShape(
                "ISO 639-1 codes of languages",
                Object([.. Enum.GetValues<DisclosureLine>().Select(l => Required(Camel(l.ToString()), Text, "A line of the disclosure, with placeholders in braces."))]),
                "^[a-z]{2}$", 1), "The lines by language.")), "What the law wants the customer told.", "texts in English and German"),
        Optional("history", History(), "How the lender's own file is written, where the import should not find out by itself.", "the import finds out"),
        Required("models", Object(
            Required("risk", Learned.Value, "The model of default, given that the loan is taken."),
            Required("acceptance", Learned.Value, "The model of take-up. Columns that are known only after the offer cannot be among its inputs.")),
            "The two models. Where no history says anything of one, a constant or a curve may stand in its place."),
        Required("audit", new ListShape(Text, Unique: true), "Columns for audits only, protected attributes above all; no model sees them.", "[\"age\", \"sex\"]"),
        Required("knownOnlyAfterOffer", new ListShape(Text, Unique: true), "Columns that are known only after the offer was made.", "[\"loan_status\"]"));

    private static ObjectShape Feature() => Object(
        Required("name", Name, "Name in requests and in the models, camelCase; the name of no protected attribute.", "\"monthlyIncome\""),
        Required("kind", Choice<ApplicantFeatureKind>(), "The type of its values.", "\"number\""),
        Optional("values", new ListShape(Text, 2, Unique: true), "Of a category: its values; their positions are the codes that models see.", null, "[\"LOW\", \"MEDIUM\", \"HIGH\"]"),
        Optional("ordered", Flag, "Of a category: whether the values are in a meaningful order.", "false", "true"),
        Optional("unit", Text, "For people.", "none", "\"EUR a month\""),
        Optional("range", new ListShape(new NumberShape(-NumberLimits.GreatestValue, NumberLimits.GreatestValue), 2, 2),
            "Of a number or an integer: the least and the greatest plausible value, both included. History beyond them is taken as missing, a request is refused.", null, "[100, 100000]"),
        Required("required", Flag, "Whether a request must have it.", "true"),
        Required("description", Text, "For people, in the API's documentation.", "\"Gross monthly income.\""),
        Required("example", new AnyShape(), "A value that a request may have.", "3200"),
        Required("source", Object(
            Required("column", Text, "The column of the history.", "\"grossincome\""),
            Optional("scale", Scale, "Of a number: a number of the column times this is the feature's (a column in thousands: 1000).", "1", "1000"),
            Optional("missing", Missing, "Texts of the column that mean missing, besides the empty one.", "[]", "[\"0\"]"),
            Optional("map", Map, "Of a number, an integer or a boolean: what texts of the column stand for, in the feature's unit; they are not scaled.", "{}", "{ \"10+ years\": 10, \"< 1 year\": 0.5 }"),
            Optional("groups", new MapShape("the category's values, each of them", new ListShape(Text, 1)),
                "Of a category: the texts of the column that stand for a value beside itself; with * at its end a text stands for all that begin so, and the longest one counts.",
                "{}", "{ \"VW\": [\"Volkswagen*\", \"V.W.\"] }"),
            Optional("others", Text, "Of a category: the value that every text stands for which is neither a value nor in a group.", "they count as missing", "\"OTHER\"")),
            "Where the history holds it, and how it is read there."),
        Optional("monotone", Directions, "How the probabilities may move as it rises; not of a category without an order.", "no direction"),
        Optional("notPersonal", Text, "What it belongs to where its name could be a protected attribute's, such as the age of a car.", "none", "\"the car\""),
        Required("reason", Reason, "How a decision names it."))
        with
    {
        Dependences =
            [
                new("kind", ["category"], ["values"], ["range"]),
                new("kind", ["number", "integer"], ["range"], ["values", "ordered"]),
                new("kind", ["boolean"], [], ["values", "ordered", "range"]),
            ],
    };

    private static ObjectShape Offer() => Object(
        Required("amount", Object(
            Required("minimum", Positive(), "The least amount, in the currency.", "200"),
            Required("maximum", new NumberShape(0, NumberLimits.GreatestMoney), "The greatest amount.", "10000"),
            Required("step", Positive(), "Amounts are multiples of it.", "100"),
            Required("minimumShareOfRequested", new NumberShape(Above: 0, Most: 1), "The least offer, as a share of what was asked for; the greatest is what was asked for.", "0.25"),
            Optional("defaultFeature", Name, "The feature that stands for the requested amount where a request has none.", "a request must have it", "\"lastLoanAmount\""),
            Optional("requestedCap", Object(
                Required("feature", Name, "A feature that is a number or an integer.", "\"lastLoanAmount\""),
                Required("factor", new NumberShape(Above: 0, Most: 1_000_000), "At most this many times the feature may be asked for.", "2.5")), "The most that may be asked for.", "offer.amount.maximum"),
            Optional("monotone", Directions, "How the probabilities may move as the amount rises.", "no direction")), "The amounts."),
        Required("months", Object(
            Optional("values", Terms(), "The terms, ascending.", null, "[12, 24, 36]"),
            Optional("minimum", Term(), "In place of values: the least term.", null, "24"),
            Optional("maximum", Term(), "In place of values: the greatest term, if it is a number of steps away.", null, "84"),
            Optional("step", new NumberShape(Least: 1, Integer: true), "In place of values: months between terms.", null, "12"),
            Optional("byCategory", ByCategory(Terms(), "the terms open to it"), "Which terms are open to whom.", "all to all"),
            Optional("monotone", Directions, "How the probabilities may move as the term rises.", "no direction"))
            with
        {
            ExactlyOne = [["values", "minimum"], ["values", "maximum"], ["values", "step"]],
        }, "The terms in months: a list, or a range."),
        Required("rate", Object(
            Required("minimum", new NumberShape(Least: 0), "The least rate, percent a rate period.", "3.25"),
            Required("maximum", new NumberShape(Most: 1000), "The greatest rate, if it is a number of steps away.", "11.75"),
            Required("step", Positive(), "Percentage points between rates.", "0.25"),
            Optional("monotone", Directions, "How the probabilities may move as the rate rises.", "no direction", "{ \"default\": \"increasing\", \"acceptance\": \"decreasing\" }")), "The rates."));

    private static ObjectShape Economics() => Object(
        Required("interest", Choice<InterestMethod>(), "addOn: amount × rate × months, spread evenly; amortizing: charged each month on the balance.", "\"amortizing\""),
        Required("costOfFunds", Varying(1000, true, true), "What the lender pays for its funds, percent a rate period: the discount rate of the margin.", "3"),
        Required("operatingCost", Varying(NumberLimits.GreatestMoney, true, least: -NumberLimits.GreatestMoney),
            "What a loan that is made costs, in the currency; below 0 where it brings other sales that earn more.", "20"),
        Required("lossGivenDefault", Varying(1, false), "The share of what is owed at default that is lost.", "0.6"),
        Optional("recordedMargin", new EitherShape([Text, Object(
            Required("column", Text, "The column.", "\"net_margin\""),
            Optional("scale", Scale, "A number of the column times this is the margin, in the currency.", "1", "1000"),
            Optional("missing", Missing, "Texts that mean missing, besides the empty one.", "[]"),
            Optional("map", Map, "What texts stand for, in the currency.", "{}"))]),
            "The column of the history that has what a loan that was made earned in the end. evaluate values policies by it where experiment.json names no interest and arrears; no offer is priced by it.",
            "not recorded", "\"net_margin\""),
        Optional("rounding", Object(
            Optional("step", new NumberShape(Least: 0.01m, Most: NumberLimits.GreatestMoney), "Installments are multiples of it.", "0.01", "1"),
            Optional("unit", new NumberShape(Least: 0.01m, Most: NumberLimits.GreatestMoney), "Interest, fees and the last installment are multiples of it.", "0.01"),
            Optional("mode", Choice<RoundingMode>(), "How installments are rounded.", "\"halfUp\"")), "How sums are rounded.", "to cents"),
        Optional("fees", Object(
            Optional("origination", Object(
                Optional("fixed", Money(), "A sum, in the currency.", "0", "5"),
                Optional("percent", new NumberShape(0, 99), "Percent of the amount.", "0", "2"),
                Optional("minimum", Money(), "The fee is at least this.", "0", "10"),
                Optional("maximum", Money(), "The fee is at most this.", "no limit", "80"),
                Required("collected", Choice<FeeCollection>(), "deducted from the payout, added to what is owed, or paid first, in cash.", "\"deducted\"")), "A fee for making the loan.", "none"),
            Optional("installment", Money(), "A fee with every installment, in the currency.", "0", "1.5")), "What the customer pays beside interest.", "none"),
        Optional("exposureAtDefault", Object(
            Optional("month", new NumberShape(1, 600, Integer: true), "What is owed before the installment of this month.", null, "12"),
            Optional("hazard", new ListShape(new NumberShape(0, 1), 1, 600), "The probability that the first installment is not paid, the second given that the first was, and so on; the last holds on.", null, "[0.02, 0.03]"))
            with
        {
            ExactlyOne = [["month", "hazard"]],
        }, "What is owed at default.", "the amount"));

    private static ObjectShape Policy() => Object(
        Optional("rateCaps", ByCategory(new NumberShape(Least: 0), "its greatest rate, percent a rate period"), "The greatest rate for each value of a category.", "offer.rate.maximum"),
        Optional("rateLimits", new ListShape(Object(
            Required("feature", Name, "A number of the applicant, percent a rate period; where it is missing the limit does not apply.", "\"competitorRate\""),
            Required("above", new NumberShape(-1000, 1000), "Percentage points by which the rate may exceed it; below 0 it must stay under it.", "1.5"))),
            "Limits on the rate that move with the applicant; all of them are kept.", "[]"),
        Optional("maximumProbabilityOfDefault", new NumberShape(Above: 0, Most: 1), "Offers of a greater probability are not made.", "no limit", "0.2"),
        Optional("minimumProbabilityOfAcceptance", new NumberShape(Above: 0, Most: 1), "Offers of a lesser probability are not made.", "no floor", "0.05"),
        Optional("nearlyEqual", Object(
            Optional("within", new NumberShape(Least: 0), "Less expected profit than the best offer, in the currency.", "0", "2"),
            Optional("withinShare", new NumberShape(0, 1), "Less expected profit than the best offer, as a share of it; the greater of both margins counts.", "0", "0.02"),
            Required("prefer", Choice<Preference>(), "takeUp: of the offers within the margin the one of the greatest probability of acceptance; shorterTerm: the one of the fewest months. Then the greatest expected profit.", "\"takeUp\"")),
            "Which of offers that earn nearly the same is made, where they are priced one by one. Where markup prices, it chooses among the terms by what a loan earns once it is taken, and the lowest rate stands for the greatest take-up where that is not known.",
            "the one that earns most"),
        Optional("installmentToIncome", Object(
            Required("incomeFeature", Name, "The monthly income; where it is missing the limit does not apply.", "\"monthlyIncome\""),
            Required("maximum", new NumberShape(Above: 0, Most: 1), "The greatest share of it that an installment may be.", "0.35")), "A limit on the installment.", "none"),
        Optional("requested", Object(
            Optional("amount", Choice<RequestedAmountRule>(), "atMost: the requested amount is the greatest that may be offered; kept: it is the one to offer.", "\"atMost\"", "\"kept\""),
            Optional("months", Choice<RequestedMonthsRule>(), "kept: requestedMonths is the term to offer; free: any open term may be offered.", "\"kept\"", "\"free\"")),
            "How far an offer keeps to what was asked for where the request's constraints do not say otherwise. Where no such offer earns anything, the best of the others is made.",
            "the defaults of its members"),
        Optional("card", Object(
            Required("rates", ByCategory(new NumberShape(Least: 0), "its standard rate, one of the rates of offer.rate"), "The standard rate for each value of a category."),
            Optional("minimumGain", new NumberShape(Least: 0), "Another rate is offered only where it gains more than this, in the currency.", "0", "5"),
            Optional("minimumGainShare", new NumberShape(Least: 0), "And more than this share of the expected profit at the standard rate.", "0", "0.05")), "Standard rates that are left only for a gain.", "none"),
        Optional("markup", Object(
            Required("points", new NumberShape(0, 1000), "Percentage points a rate period on the least rate that pays for cost and risk.", "2.5")),
            "How to price where the effect of the rate is not identified: by cost and risk alone, and this on it. The answer says so.", "expected profit everywhere"),
        Optional("rateCard", Object(
            Required("use", Choice<RateCardUse>(), "offer: offers go by the card; compare: offers are priced one by one, and the answer says what the card would offer.", "\"offer\"")),
            "The registered rate card that serves with the models (ratecard makes one); without one under the models' alias nothing serves.", "none"));

    private static ObjectShape Monitoring() => Object(
        Optional("stabilityWarning", Positive(), "A population stability index from here on is to be watched.", "0.1"),
        Optional("stabilityLimit", Positive(), "From here on the figure has drifted.", "0.25"),
        Optional("missingLimit", new NumberShape(Above: 0, Most: 1), "A share of missing values has drifted where it moved by this.", "0.1"),
        Optional("calibrationLimit", Positive(), "A mean probability has drifted where it is off by this share of what happened.", "0.2"),
        Optional("minimumRows", new NumberShape(1, int.MaxValue, Integer: true), "With fewer rows nothing is judged.", "200"),
        Optional("calendar", new ListShape(Name, Unique: true),
            "Features and derived features that follow the calendar, such as a base rate: monitor shows them apart and judges only whether they are missing more often.", "[]", "[\"competitorRate\"]"));

    private static ObjectShape History() => Object(
        Optional("delimiter", new ChoiceShape([",", ";", "\t", "|", ":", "^", "~"]), "What stands between the cells of a CSV.", "found out", "\";\""),
        Optional("decimal", new ChoiceShape([".", ","]), "The decimal sign.", "found out, column by column", "\",\""),
        Optional("encoding", Choice<TextEncoding>(), "How a CSV's bytes are characters.", "found out", "\"windows1252\""),
        Optional("sheet", Text, "The sheet of an Excel file.", "the only one that holds something", "\"Loans\""),
        Optional("time", Text, "The column that says when the offer of a row was made, a date as the import writes it. train then tells how a model of the earlier four fifths predicts the last fifth.", "not known", "\"issue_d\""),
        Optional("folds", Choice<FoldRule>(), "rows: a row's fold is its position modulo five; time: five stretches of time with as many rows, each predicted by models of the others. Rows without a time count as the earliest.", "\"rows\"", "\"time\""),
        Optional("valueLabels", Choice<ValueLabelUse>(), "What stands for a number that has a value label in a Stata file: its text, or the number.", "\"texts\"", "\"codes\""),
        Optional("dates", new MapShape("columns", new EitherShape([Text, new ListShape(Text, 1, Unique: true)])),
            "Columns of dates and their formats (yyyy, yy, MMM, MM, M, dd, d, HH, mm, ss); they become yyyy-MM-dd.", "{}", "{ \"issue_d\": \"MMM-yy\" }"));

    private static ObjectShape Model() => Object(
        Optional("inputs", new ListShape(Name, 1, Unique: true), "Features, variables of the offer and derived features, in the order in which the model sees them.", null, "[\"monthlyIncome\", \"rate\"]"),
        Optional("offerColumns", Object(
            Optional("amount", OfferColumn(), "The column of the amount.", null, "\"loansize\""),
            Optional("months", OfferColumn(), "The column of the term.", null, "\"term\""),
            Optional("rate", OfferColumn([
                .. RateUnits(),
                Optional("reference", OfferColumn(RateUnits()),
                    "Where the column holds a spread over a base rate or a competitor's: the column of that rate, in its own unit (with its name alone: percent a rate period). The rate of the offer is the sum of both, and missing where either is.",
                    "the column holds the rate itself", "\"base_rate\"")]), "The column of the rate, or of its spread over a reference.", null, "{ \"column\": \"apr\", \"unit\": \"fraction\" }")),
            "Where the history holds the terms of past offers: a column, or an object that says how it is read."),
        Optional("trainer", new ChoiceShape(TrainerNames.All), "Who trains it.", "all compete", "\"MonotoneFastTree\""),
        Optional("weight", new EitherShape([Text, Object(
            Required("column", Text, "The column.", "\"sampling_weight\""),
            Optional("scale", Scale, "A number of the column times this is the weight.", "1"),
            Optional("missing", Missing, "Texts that mean missing, besides the empty one.", "[]"),
            Optional("map", Map, "What texts stand for.", "{}"))]),
            "The column of how many a row stands for: learning, calibration, metrics and histograms count it so. Every row that counts needs a number of 0 or more; a row of 0 is left out.",
            "each row counts one", "\"sampling_weight\""),
        Optional("label", Object([
            Required("column", Text, "The column that says what happened.", "\"pstdue_average\""),
            Optional("dividedBy", Text, "A column that divides it.", "none", "\"loansize\""),
            Optional("above", new NumberShape(), "The event is a strictly greater number; yes and no are 1 and 0.", null, "0"),
            .. Questions])
            with
        {
            ExactlyOne = [["above", "equalTo", "oneOf", "notOneOf", "between"]],
            Excludes = [("dividedBy", ["equalTo", "oneOf", "notOneOf", "between"])],
        }, "The event: a limit, or a question to the column. A row whose cell is empty has no label and is left out."),
        Optional("filters", new ListShape(Object([
            Required("column", Text, "A column.", "\"tookup\""),
            .. Questions,
            Optional("notMissing", new ChoiceTrue(), "The rows whose cell is not empty.", null, "true")])
            with
        {
            ExactlyOne = [["equalTo", "oneOf", "notOneOf", "between", "notMissing"]],
        }), "Rows that count: those for which all of these hold.", "[] (every row)"),
        Optional("support", Object(
            Optional("by", Name, "The category within which neighbours are counted.", "among everybody", "\"riskCategory\""),
            Required("variables", new ListShape(Object(
                Required("variable", Variable, "A variable of the offer.", "\"rate\""),
                Required("within", new NumberShape(Least: 0), "The greatest distance of a neighbour, included.", "1")), 1), "A neighbour is within all of these."),
            Required("minimumNeighbours", new NumberShape(0, int.MaxValue, Integer: true), "With fewer rows of history near it an offer is not made.", "20")),
            "Where the model has seen enough to be asked. A model without a variable of the offer among its inputs needs none.", "everywhere"),
        Optional("constant", new NumberShape(0, 1), "In place of a model that learns: the probability for everybody.", null, "0.3"),
        Optional("curve", new ListShape(Object(
            Required("rate", new NumberShape(0, 1000), "Percent a rate period, ascending.", "6.5"),
            Required("probability", new NumberShape(0, 1), "The probability at this rate.", "0.4")), 2),
            "In place of a model that learns: the probability by the rate, on lines between these points and beyond the ends as at the ends.", null,
            "[{ \"rate\": 4, \"probability\": 0.5 }, { \"rate\": 12, \"probability\": 0.2 }]"))
        with
    {
        ExactlyOne = [["inputs", "constant", "curve"], ["offerColumns", "constant", "curve"], ["label", "constant", "curve"]],
        Excludes = [("support", ["constant", "curve"]), ("trainer", ["constant", "curve"]), ("filters", ["constant", "curve"]), ("weight", ["constant", "curve"])],
    };

    private static EitherShape OfferColumn(params ImmutableArray<Member> more) => new([
        Text,
        Object([
            Required("column", Text, "The column.", "\"int_rate\""),
            Optional("scale", Scale, "A number of the column times this is the variable's.", "1", "1000"),
            Optional("missing", Missing, "Texts that mean missing, besides the empty one.", "[]"),
            Optional("map", Map, "What texts stand for, in the variable's unit.", "{}"),
            .. more])]);

    private static ImmutableArray<Member> RateUnits() =>
    [
        Optional("unit", new ChoiceShape(["percent", "fraction", "basisPoints"]), "How the column writes a rate.", "\"percent\"", "\"fraction\""),
        Optional("per", Choice<RatePeriod>(), "The period of the column's rates.", "ratePeriod", "\"month\""),
    ];

    private static ObjectShape ByCategory(Shape value, string what) => Object(
        Required("feature", Name, "A category of the applicant that is required.", "\"riskCategory\""),
        Required("values", new MapShape("the category's values, each of them", value), $"For each value of the category: {what}."));

    private static EitherShape Varying(decimal most, bool byMonths, bool byFeature = false, decimal least = 0)
    {
        var figure = new NumberShape(least, most);
        ImmutableArray<Member> members =
        [
            Required("default", figure, "Where nothing else is declared."),
            Optional("byCategory", ByCategory(figure, "its figure"), "By a category of the applicant."),
            .. byMonths ? [Optional("byMonths", new MapShape("terms of offer.months", figure, "^[1-9][0-9]*$"), "By the term; terms that are not named keep the default.")] : Array.Empty<Member>(),
            .. byFeature ? [Optional("byFeature", Object(
                Required("feature", Name, "A number of the applicant, percent a rate period; where it is missing the default holds.", "\"costOfFunds\""),
                Required("step", Positive(), "It counts to the nearest step from the least value of its range, which may have 200 steps.", "0.05")),
                "By a figure that comes with each applicant, such as what funds cost on the day.")] : Array.Empty<Member>(),
        ];
        return new([figure, new ObjectShape(members)
        {
            ExactlyOne = [["byCategory", .. byMonths ? ["byMonths"] : Array.Empty<string>(), .. byFeature ? ["byFeature"] : Array.Empty<string>()]],
        }]);
    }

    private static NumberShape Positive() => new(Above: 0);

    private static NumberShape Money() => new(0, NumberLimits.GreatestMoney);

    private static NumberShape Term() => new(1, OfferSection.LongestTerm, Integer: true);

    private static ListShape Terms() => new(Term(), 1, Unique: true);

    private static ObjectShape Object(params ImmutableArray<Member> members) => new(members);

    private static Member Required(string name, Shape shape, string description, string? example = null) =>
        new(name, shape, description) { Required = true, Example = example };

    private static Member Optional(string name, Shape shape, string description, string? fallback = null, string? example = null) =>
        new(name, shape, description) { Default = fallback, Example = example };

    private static ChoiceShape Choice<T>() where T : struct, Enum => new([.. Enum.GetNames<T>().Select(Camel)]);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}

/// <summary>true only.</summary>
internal sealed record ChoiceTrue : Shape;
