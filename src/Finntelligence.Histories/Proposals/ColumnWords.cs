using System.Text.RegularExpressions;

namespace Finntelligence.Histories.Proposals;

/// <summary>What names of columns and cells say in the words of the trade.</summary>
internal static partial class ColumnWords
{
    /// <summary>Whether a name speaks of a loan gone bad.</summary>
    public static bool IsDefault(string name) => Default().IsMatch(name);

    /// <summary>Whether a name speaks of an offer taken.</summary>
    public static bool IsTakeUp(string name) => TakeUp().IsMatch(name);

    /// <summary>Whether a cell says that a loan went bad.</summary>
    public static bool IsBadOutcome(string cell) => BadOutcome().IsMatch(cell);

    /// <summary>Whether a cell says that a loan is not at its end.</summary>
    public static bool IsOpenOutcome(string cell) => OpenOutcome().IsMatch(cell);

    public static bool IsRate(string name) => Rate().IsMatch(name) && !NoRate().IsMatch(name);

    public static bool IsAmount(string name) => Amount().IsMatch(name) && !NoAmount().IsMatch(name);

    public static bool IsMonths(string name) => Months().IsMatch(name) && !NoMonths().IsMatch(name);

    /// <summary>Whether a name speaks of what happened to a loan once it was made.</summary>
    public static bool IsLater(string name) => Later().IsMatch(name);

    public static bool IsIdentifier(string name) => Identifier().IsMatch(name);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex("default|charge.?off|charged.?off|(^|[_ .-])bad($|[_ .-])|arrear|past.?due|pstdue|delinq.*flag|loan.?status|npl|(^|[_ .-])dpd|ausfall", Options)]
    private static partial Regex Default();

    [GeneratedRegex("accept|took.?up|take.?up|taken|booked|funded.?flag|convert|conversion|response|(^|[_ .-])sold|bought|abschluss|^y$|subscribed|outcome", Options)]
    private static partial Regex TakeUp();

    [GeneratedRegex("charged.?off|default|write.?off|written.?off|^bad$|loss|non.?performing", Options)]
    private static partial Regex BadOutcome();

    [GeneratedRegex("current|late|grace|open|active|running|pending|issued", Options)]
    private static partial Regex OpenOutcome();

    [GeneratedRegex("rate|apr|interest|zins|offer4", Options)]
    private static partial Regex Rate();

    [GeneratedRegex("gross|net.?interest|total|rec(eived)?.?int|index|rating|separate|operat|ratio|compet|cost|prime|base|previous|prior|prev|unemploy|birth|corporate|emp|euribor|libor|var", Options)]
    private static partial Regex NoRate();

    [GeneratedRegex("amount|amnt|(^|[_ .-])amt|loan.?size|principal|betrag|loan.?sum", Options)]
    private static partial Regex Amount();

    [GeneratedRegex("last|prev|prior|total|out|rec|pymnt|payment|paid|past|due|balance|delinq|coll|inv$|limit", Options)]
    private static partial Regex NoAmount();

    [GeneratedRegex("(^|[_ .-])term|months|tenor|duration|laufzeit|maturity", Options)]
    private static partial Regex Months();

    [GeneratedRegex("since|last|prev|prior|delinq|mths|employ|emp|address|12.?months|_12|open|call", Options)]
    private static partial Regex NoMonths();

    [GeneratedRegex("recover|collection_|total_?(rec|pymnt|paid)|last_?(pymnt|payment|credit_pull|fico)|out_?prncp|next_?pymnt|settlement|hardship|chargeoff|prepay|pstdue|profit|margin|debt_settlement|payment_plan", Options)]
    private static partial Regex Later();

    [GeneratedRegex("(^|[_ .-])(id|key|uuid|guid|number|nr|no|url|row|index)$|^(id|index)|^column1$|member.?id|(customer|client|application|loan)(id|no|number)$", Options)]
    private static partial Regex Identifier();
}
