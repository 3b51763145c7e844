using System.Numerics;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Tests.Explanation;

/// <summary>The definition of the game, written down as it stands: the value of every set of known groups, and sums over all sets.</summary>
internal sealed class SubsetGame
{
    private readonly int _players;
    private readonly double[] _values;

    public SubsetGame(TreeEnsemble ensemble, int[] groups, float[] row)
    {
        _players = groups.Length == 0 ? 0 : groups.Max() + 1;
        _values = [.. Enumerable.Range(0, 1 << _players).Select(known =>
            ensemble.BaseScore + ensemble.Trees.Sum(tree => tree.Nodes.IsEmpty ? tree.Leaves[0].Value : Value(tree, 0, known)))];

        double Value(DecisionTree tree, int child, int known)
        {
            if (child < 0)
                return tree.Leaves[~child].Value;
            var node = tree.Nodes[child];
            if ((known >> groups[node.Feature] & 1) != 0)
                return Value(tree, node.GoesLeft(row[node.Feature]) ? node.Left : node.Right, known);
            var (left, right) = node.Cover == 0 ? (0.5, 0.5) : (Cover(tree, node.Left) / node.Cover, Cover(tree, node.Right) / node.Cover);
            return (left * Value(tree, node.Left, known)) + (right * Value(tree, node.Right, known));
        }
    }

    public double BaseValue => _values[0];

    public double Score => _values[^1];

    public double[] Contributions() => [.. Enumerable.Range(0, _players).Select(i =>
        Sets(1 << i).Sum(s => Factorial(Size(s)) * Factorial(_players - Size(s) - 1) / Factorial(_players) * (_values[s | 1 << i] - _values[s])))];

    public double[] Interactions()
    {
        var matrix = new double[_players * _players];
        var contributions = Contributions();
        for (var i = 0; i < _players; i++)
        {
            for (var j = 0; j < _players; j++)
            {
                if (j != i)
                    matrix[(i * _players) + j] = Pair(1 << i, 1 << j);
            }

            matrix[(i * _players) + i] = contributions[i] - matrix.AsSpan(i * _players, _players).ToArray().Sum();
        }

        return matrix;
    }

    private double Pair(int i, int j) => Sets(i | j).Sum(s =>
        Factorial(Size(s)) * Factorial(_players - Size(s) - 2) / (2 * Factorial(_players - 1))
        * (_values[s | i | j] - _values[s | i] - _values[s | j] + _values[s]));

    private IEnumerable<int> Sets(int without) => Enumerable.Range(0, _values.Length).Where(s => (s & without) == 0);

    private static int Size(int set) => BitOperations.PopCount((uint)set);

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);

    private static double Cover(DecisionTree tree, int child) => child >= 0 ? tree.Nodes[child].Cover : tree.Leaves[~child].Cover;
}
