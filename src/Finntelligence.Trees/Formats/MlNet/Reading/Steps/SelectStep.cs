namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Keeps some columns, or drops some.</summary>
internal sealed class SelectStep : IStep
{
    public RecordKind Kind => StepKinds.Select;

    public string UserName => "SelectColumns or DropColumns";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var keeps = body.Byte() != 0;
        // Whether hidden columns stay, and whether missing ones matter: neither is about values.
        _ = body.Take(2);
        var names = new string[body.Count("columns", sizeof(int))];
        for (var i = 0; i < names.Length; i++)
            names[i] = record.Text(body, body.Int32());
        body.ExpectEnd();
        if (keeps)
        {
            context.Columns.Keep(names);
            return;
        }

        foreach (var name in names)
            context.Columns.Drop(name);
    }
}
