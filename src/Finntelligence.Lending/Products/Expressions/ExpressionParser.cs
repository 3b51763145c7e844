using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Products.Expressions;

/// <summary>
/// Reads a formula: numbers, names, + − * / and brackets, min(a, b, …), max(a, b, …), log(a) and ifMissing(a, b). Nothing else can be said in it.
/// </summary>
internal sealed class ExpressionParser
{
    private const int LongestText = 500;
    private const int DeepestNesting = 30;
    private static readonly ImmutableArray<string> Functions = ["min", "max", "log", "ifMissing"];

    private readonly string _text;
    private readonly ImmutableArray<ApplicantFeature> _features;
    private int _at;
    private int _depth;

    private ExpressionParser(string text, ImmutableArray<ApplicantFeature> features) => (_text, _features) = (text, features);

    /// <summary>The formula; null with a fault.</summary>
    /// <param name="text">Of product.json.</param>
    /// <param name="features">Of the applicant.</param>
    /// <param name="fault">What is wrong, and where in the text.</param>
    public static Expression? Parse(string text, ImmutableArray<ApplicantFeature> features, out string? fault)
    {
        fault = text.Length > LongestText ? $"Has more than {LongestText} characters." : null;
        if (fault is not null)
            return null;
        var parser = new ExpressionParser(text, features);
        try
        {
            var expression = parser.Sum();
            parser.SkipSpace();
            if (parser._at < text.Length)
                throw parser.Fault($"'{text[parser._at]}' is not expected here");
            Check(expression);
            return expression;
        }
        catch (FormatException e)
        {
            fault = e.Message;
            return null;
        }
    }

    // So that along the variable the formula rises, falls or is missing all the way, which the search of the offers relies on.
    private static void Check(Expression expression)
    {
        if (Count(expression) is > 1 and var count)
            throw new FormatException($"The offer's variables stand {count} times in it; once is possible.");
        if (Breaks(expression))
        {
            throw new FormatException(
                "What is divided by, or taken the logarithm of, may hold the offer's variable only multiplied or divided, or beside a number above 0 in max: otherwise its sign could change.");
        }
    }

    private static int Count(Expression expression) => expression is OfferTerm ? 1 : expression.Parts.Sum(Count);

    /// <summary>The offer's variable in a formula; null without one.</summary>
    public static OfferVariable? Variable(Expression expression) =>
        expression is OfferTerm term ? term.Variable : expression.Parts.Select(Variable).FirstOrDefault(v => v is not null);

    /// <summary>The features in a formula, each once, in its order.</summary>
    public static IEnumerable<string> Features(Expression expression) =>
        (expression is FeatureTerm term ? [term.Name] : expression.Parts.SelectMany(Features)).Distinct(StringComparer.Ordinal);

    private static bool Breaks(Expression expression) => expression switch
    {
        Operation { Sign: '/' } quotient when !quotient.Right.KeepsSign => true,
        Logarithm logarithm when !logarithm.Argument.KeepsSign => true,
        _ => expression.Parts.Any(Breaks),
    };

    private Expression Sum()
    {
        if (++_depth > DeepestNesting)
            throw Fault("the brackets are nested too deep");
        var left = Product();
        while (Next('+', '-') is { } sign)
            left = new Operation(sign, left, Product());
        _depth--;
        return left;
    }

    private Expression Product()
    {
        var left = Factor();
        while (Next('*', '/') is { } sign)
            left = new Operation(sign, left, Factor());
        return left;
    }

    private Expression Factor()
    {
        SkipSpace();
        if (Next('-') is not null)
            return new Operation('-', new Number(0), Factor());
        if (Next('(') is not null)
        {
            var inner = Sum();
            Expect(')');
            return inner;
        }

        if (_at >= _text.Length)
            throw Fault("the formula ends where a number, a name or a bracket is expected");
        if (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')
            return Numeral();
        if (char.IsAsciiLetter(_text[_at]))
            return Named();
        throw Fault($"'{_text[_at]}' is not expected here");
    }

    private Number Numeral()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? new Number(value)
            : throw Fault($"'{_text[start.._at]}' is no number", start);
    }

    private Expression Named()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiLetterOrDigit(_text[_at]))
            _at++;
        var name = _text[start.._at];
        if (Next('(') is not null)
            return Function(name, start);
        if (OfferVariableNames.Find(name) is { } variable)
            return new OfferTerm(variable);
        for (var i = 0; i < _features.Length; i++)
        {
            if (_features[i].Name == name)
            {
                return _features[i].Kind == ApplicantFeatureKind.Category
                    ? throw Fault($"\"{name}\" is a category, not a number", start)
                    : new FeatureTerm(name, i);
            }
        }

        throw Fault(
            $"\"{name}\" is no feature of the applicant, no variable of the offer and no function{NearestName.Hint(name, _features.Select(f => f.Name)).TrimEnd('.')}",
            start);
    }

    private Expression Function(string name, int start)
    {
        if (!Functions.Contains(name))
            throw Fault($"there is no function {name}; there are {string.Join(", ", Functions)}", start);
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        do
            arguments.Add(Sum());
        while (Next(',') is not null);
        Expect(')');
        return (name, arguments.Count) switch
        {
            ("log", 1) => new Logarithm(arguments[0]),
            ("ifMissing", 2) => new IfMissing(arguments[0], arguments[1]),
            ("min" or "max", >= 2) => new Extreme(name == "max", arguments.ToImmutable()),
            _ => throw Fault($"{name} takes {(name == "log" ? "one part" : name == "ifMissing" ? "two parts" : "two parts or more")}, not {arguments.Count}", start),
        };
    }

    private char? Next(params ReadOnlySpan<char> signs)
    {
        SkipSpace();
        return _at < _text.Length && signs.Contains(_text[_at]) ? _text[_at++] : null;
    }

    private void Expect(char sign)
    {
        if (Next(sign) is null)
            throw Fault($"'{sign}' is missing");
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    private FormatException Fault(string what, int? at = null)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{what}, at character {(at ?? _at) + 1}.");
        return new FormatException(char.ToUpperInvariant(message[0]) + message[1..]);
    }
}
