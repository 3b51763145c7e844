using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>history</c>: how the lender's own file is written. Absent, whole or in part, the import finds out.</summary>
internal static class HistorySection
{
    public static HistoryFormat Read(ObjectReader product)
    {
        if (product.OptionalObject("history") is not { } json)
            return HistoryFormat.Found;
        var format = new HistoryFormat
        {
            Delimiter = Sign(json, "delimiter", ",;\t|:^~", "Must be one of \",\", \";\", \"\\t\", \"|\", \":\", \"^\", \"~\"."),
            Decimal = Sign(json, "decimal", ".,", "Must be \".\" or \",\"."),
            Encoding = json.Has("encoding") ? json.Choice<TextEncoding>("encoding") : null,
            Sheet = json.OptionalText("sheet"),
            Time = json.OptionalText("time"),
            Folds = json.OptionalChoice("folds", FoldRule.Rows),
            ValueLabels = json.OptionalChoice("valueLabels", ValueLabelUse.Texts),
            Dates = Dates(json),
        };
        if (format is { Folds: FoldRule.Time, Time: null })
            json.AddFault("folds", "By time needs time, the column that says it.");
        json.Close();
        return format;
    }

    // Not read as other texts: a tab is white space.
    private static char? Sign(ObjectReader json, string member, string known, string fault)
    {
        if (json.Optional(member) is not { } element)
            return null;
        if (element.ValueKind == JsonValueKind.String && JsonText.Of(element) is [var sign] && known.Contains(sign))
            return sign;
        json.AddFault(member, fault);
        return null;
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Dates(ObjectReader history)
    {
        var dates = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (history.OptionalObject("dates") is not { } json)
            return dates.ToImmutable();
        foreach (var column in json.Names.Where(name => name != ObjectReader.Note).ToArray())
        {
            var formats = json.Optional(column) is { ValueKind: JsonValueKind.Array } ? json.Texts(column) : [json.Text(column)];
            if (formats.IsEmpty)
                json.AddFault(column, "Must hold at least one format.");
            foreach (var format in formats.Where(f => f.Length > 0 && !DateFormats.IsDate(f)))
                json.AddFault(column, $"\"{format}\" is no date format with a year and a month, such as \"dd.MM.yyyy\" or \"MMM-yy\".");
            dates[column] = formats;
        }

        json.Close();
        return dates.ToImmutable();
    }
}
