using Finntelligence.Trees.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Training;

public sealed class ColumnsViewTests
{
    private static readonly string[] Names = ["a", "b"];
    private static readonly float[] Values = [1, 2, 3, float.NaN, 5, 6];
    private static readonly float[] Labels = [0, 1, 1];
    private static readonly float[] Weights = [0.5f, 1, 2];

    [Fact]
    public void Columns_have_the_rows_values_labels_and_weights()
    {
        var view = new ColumnsView(Names, Values, Labels, Weights);

        view.Schema.Select(c => (c.Name, Type: c.Type.ToString())).ShouldBe([("a", "Single"), ("b", "Single"), ("Label", "Boolean"), ("Weight", "Single")]);
        view.GetRowCount().ShouldBe(3);
        view.GetColumn<float>("a").ShouldBe([1, 3, 5]);
        view.GetColumn<float>("b").ShouldBe([2, float.NaN, 6]);
        view.GetColumn<bool>("Label").ShouldBe([false, true, true]);
        view.GetColumn<float>("Weight").ShouldBe(Weights);
    }

    [Fact]
    public void Nothing_is_copied()
    {
        float[] values = [1, 2];
        var view = new ColumnsView(Names, values);
        values[0] = 7;
        view.GetColumn<float>("a").ShouldBe([7]);
    }

    [Fact]
    public void Chosen_rows_come_in_the_order_given() =>
        new ColumnsView(Names, Values, Labels, rows: [2, 0]).GetColumn<float>("a").ShouldBe([5, 1]);

    [Fact]
    public void Cursors_side_by_side_do_not_disturb_each_other()
    {
        float[] values = [.. Enumerable.Range(0, 20_000).Select(i => (float)i)];
        var view = new ColumnsView(Names, values);
        Parallel.For(0, 8, _ => view.GetColumn<float>("b").Select((b, i) => b == (2 * i) + 1).ShouldAllBe(same => same));
    }

    [Fact]
    public void Shuffling_gives_every_row_once_with_its_own_id()
    {
        float[] values = [.. Enumerable.Range(0, 200).Select(i => (float)i)];
        var view = new ColumnsView(["x"], values);
        var seen = new List<float>();
        using var cursor = view.GetRowCursor(view.Schema, new Random(3));
        var value = cursor.GetGetter<float>(view.Schema["x"]);
        var id = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            float x = 0;
            DataViewRowId row = default;
            value(ref x);
            id(ref row);
            row.Low.ShouldBe((ulong)x);
            seen.Add(x);
        }

        view.CanShuffle.ShouldBeTrue();
        seen.ShouldNotBe(values.ToList());
        seen.Order().ShouldBe(values);
        cursor.MoveNext().ShouldBeFalse();
    }

    [Fact]
    public void ML_NETs_own_steps_read_it()
    {
        var ml = new MLContext(1);
        var view = new ColumnsView(Names, Values, Labels);
        var vectors = ml.Transforms.Concatenate("Features", Names).Fit(view).Transform(ml.Data.ShuffleRows(view, seed: 1)).GetColumn<float[]>("Features");
        vectors.OrderBy(v => v[0]).SelectMany(v => v).ShouldBe(Values);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Should.Throw<ArgumentException>(() => new ColumnsView(Names, [1])).Message.ShouldContain("1 values are no rows of 2 columns");
        Should.Throw<ArgumentException>(() => new ColumnsView(Names, Values, [1])).Message.ShouldContain("1 labels for 3 rows");
        Should.Throw<ArgumentException>(() => new ColumnsView(Names, Values, Labels, [1])).Message.ShouldContain("1 weights for 3 rows");
        Should.Throw<ArgumentException>(() => new ColumnsView(["a", "Label"], Values, Labels)).Message.ShouldContain("Two columns are named 'Label'");
        Should.Throw<ArgumentException>(() => new ColumnsView(Names, Values, rows: [0, 3])).Message.ShouldContain("no row 3 among 3");
    }

    [Fact]
    public void A_column_that_was_not_asked_for_or_has_another_type_gives_nothing()
    {
        var view = new ColumnsView(Names, Values, Labels);
        using var cursor = view.GetRowCursor([view.Schema["a"]]);
        Should.Throw<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(view.Schema["b"]));
        Should.Throw<InvalidOperationException>(() => cursor.GetGetter<double>(view.Schema["a"])).Message.ShouldContain("holds Single");
    }
}
