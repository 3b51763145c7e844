using System.Globalization;
using System.Text;
using Finntelligence.Evidence.RateCards.Figures;
using Finntelligence.Evidence.Reporting.Figures;

namespace Finntelligence.Evidence.RateCards.Pages;

/// <summary>The card as a table: a row for each cell.</summary>
internal static class CardCsv
{
    public static string Of(CardFigures figures)
    {
        var csv = new StringBuilder(
            "cell,who,rate,customers,share,rateToday,takeUp,takeUpToday,default,expectedLoss,profit,profitLow,profitHigh,profitToday,gain,gainLow,gainHigh\n");
        foreach (var cell in figures.Cells)
        {
            csv.AppendJoin(
                ',',
                (string[])
                [
                    cell.Cell, $"\"{cell.Who.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", Text(cell.Rate), cell.Customers.ToString(CultureInfo.InvariantCulture),
                    Text(cell.Share), Text(cell.RateToday), Text(cell.TakeUp), Text(cell.TakeUpToday), Text(cell.Default), Text(cell.Loss),
                    .. Texts(cell.Profit), Text(cell.ProfitToday.Value), .. Texts(cell.Gain),
                ]).Append('\n');
        }

        return csv.ToString();
    }

    private static string[] Texts(Interval interval) => [Text(interval.Value), Text(interval.Low), Text(interval.High)];

    private static string Text(double value) => double.IsFinite(value) ? Math.Round(value, 6).ToString(CultureInfo.InvariantCulture) : "";
}
