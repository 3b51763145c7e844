using Finntelligence.Lending.Products.Csv;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Evaluation.Data;

/// <summary>The columns that make the strata, one by one: a regression has dummies of each, not of their combinations.</summary>
internal static class StratumColumns
{
    /// <summary>For each column, each row's code; codes follow the order of the texts.</summary>
    public static int[][] Read(string path, ExperimentDefinition definition, Experiment rows)
    {
        using var table = CsvTable.Open(path);
        var codes = definition.Strata.Select(_ => new SortedDictionary<string, List<int>>(StringComparer.Ordinal)).ToArray();
        int position = 0;
        for (int fileRow = 0; table.Read(); fileRow++)
        {
            if (position == rows.Count || rows.FileRows[position] != fileRow)
                continue;
            for (int c = 0; c < codes.Length; c++)
            {
                string text = table.Text(definition.Strata[c]);
                if (!codes[c].TryGetValue(text, out var members))
                    codes[c].Add(text, members = []);
                members.Add(position);
            }
            position++;
        }
        return
        [
            .. codes.Select(column =>
            {
                var code = new int[rows.Count];
                int number = 0;
                foreach (var members in column.Values)
                {
                    foreach (int row in members)
                        code[row] = number;
                    number++;
                }
                return code;
            }),
        ];
    }
}
