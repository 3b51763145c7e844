using System.Text;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>
/// Changes values in a YAML text and leaves every other character where it was: comments, quotes, indents, line ends, the order of
/// members. What comes out is read again and compared with what was wanted before anybody gets it.
/// </summary>
internal static class YamlEditor
{
    /// <summary>The text with the values of <paramref name="wanted"/>.</summary>
    /// <param name="text">The text that <paramref name="current"/> was read from, by <see cref="YamlReader.Read"/>.</param>
    /// <param name="current">What the text says.</param>
    /// <param name="wanted">What it is to say; nodes that stay may be those of <paramref name="current"/>.</param>
    /// <param name="file">Named in errors.</param>
    /// <exception cref="DataFaultException">The text is written in a way that cannot be edited in place.</exception>
    public static string Edit(string text, YamlMap current, YamlMap wanted, string file)
    {
        if (current.HasSameValue(wanted))
            return text;
        // A document without a member may still hold comments.
        var edited = current.Members.Count == 0
            ? AppendTo(text, current, wanted, file)
            : Apply(text, new Changes(text, file).Of(current, wanted));
        return Says(edited, wanted, file) ? edited : throw Cannot(file, "its layout");
    }

    private static bool Says(string text, YamlMap wanted, string file)
    {
        try
        {
            return YamlReader.Read(text, file).HasSameValue(wanted);
        }
        catch (DataFaultException)
        {
            return false;
        }
    }

    private static DataFaultException Cannot(string file, string what) =>
        new($"{file}: {what} cannot be edited without touching what is not ours. Let DVC write the file once (`dvc commit`), or remove the entry.");

    private static string AppendTo(string text, YamlMap current, YamlMap wanted, string file)
    {
        if (current.Span is not null)
            throw Cannot(file, "the empty map at its top");
        var start = text.Length == 0 || text.EndsWith('\n') ? "" : LineBreak(text);
        return text + start + YamlWriter.Write(wanted).Replace("\n", LineBreak(text), StringComparison.Ordinal);
    }

    private static string Apply(string text, IReadOnlyList<Change> changes)
    {
        var edited = new StringBuilder();
        var at = 0;
        foreach (var change in changes.OrderBy(change => change.Start).ThenBy(change => change.End))
        {
            edited.Append(text, at, change.Start - at).Append(change.Text);
            at = change.End;
        }
        return edited.Append(text, at, text.Length - at).ToString();
    }

    private static string LineBreak(string text) => text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var at && text[at - 1] == '\r' ? "\r\n" : "\n";

    private readonly record struct Change(int Start, int End, string Text);

    private sealed class Changes(string text, string file)
    {
        private readonly List<Change> _changes = [];
        private readonly string _lineBreak = LineBreak(text);

        public IReadOnlyList<Change> Of(YamlMap current, YamlMap wanted)
        {
            Members(current, wanted);
            return _changes;
        }

        private void Members(YamlMap current, YamlMap wanted)
        {
            RefuseFlow(current, wanted);
            // A member is put after the one before it, in the order that is wanted.
            YamlMember? before = null;
            foreach (var member in wanted.Members)
            {
                var found = current.Members.FirstOrDefault(known => YamlValue.AreEqual(known.Key.Resolved, member.Key.Resolved));
                if (found is not null)
                    Value(found, member);
                else
                    Insert(After(before ?? current.Members[0]), YamlWriter.Member(member, Column(current.Members[0].Key)));
                before = found ?? before;
            }
            foreach (var member in current.Members.Where(member => wanted.Find(member.Key) is null))
                RemoveLines(member.Key.Span!.Value.Start, After(member), member.Key.Text ?? "");
        }

        private void Value(YamlMember current, YamlMember wanted)
        {
            if (current.Value.HasSameValue(wanted.Value))
                return;
            switch (current.Value, wanted.Value)
            {
                case (YamlMap { Members.Count: > 0 } map, YamlMap { Members.Count: > 0 } second):
                    Members(map, second);
                    break;
                case (YamlList { Items.Count: > 0 } list, YamlList { Items.Count: > 0 } second) when ByPath(list) is { } known && ByPath(second) is { } asked:
                    Items(list, known, asked);
                    break;
                case (YamlScalar scalar, YamlScalar second):
                    Scalar(current, scalar, second);
                    break;
                default:
                    Whole(current, wanted);
                    break;
            }
        }

        // Entries of files are known by their path.
        private static Dictionary<string, YamlMap>? ByPath(YamlList list)
        {
            var entries = new Dictionary<string, YamlMap>(StringComparer.Ordinal);
            return list.Items.All(item => item is YamlMap map && map["path"]?.Text is { } path && entries.TryAdd(path, map)) ? entries : null;
        }

        private void Items(YamlList list, Dictionary<string, YamlMap> current, Dictionary<string, YamlMap> wanted)
        {
            var changed = wanted.Where(entry => !current.TryGetValue(entry.Key, out var known) || !known.HasSameValue(entry.Value)).ToArray();
            foreach (var (path, entry) in changed.Where(entry => current.ContainsKey(entry.Key)))
                Members(current[path], entry);
            var added = changed.Where(entry => !current.ContainsKey(entry.Key)).ToArray();
            var removed = current.Where(entry => !wanted.ContainsKey(entry.Key)).ToArray();
            if (added.Length + removed.Length == 0)
                return;
            RefuseFlow(list, list);
            var dash = Dash(list.Items[0]);
            var indent = dash - LineStart(dash);
            foreach (var (path, entry) in added)
            {
                // DVC sorts them by path.
                var before = current.Where(known => string.CompareOrdinal(known.Key, path) < 0).OrderBy(known => known.Key, StringComparer.Ordinal).LastOrDefault();
                Insert(before.Value is { } known ? LineEnd(End(known)) : LineStart(dash), YamlWriter.Item(entry, indent));
            }
            foreach (var (path, entry) in removed)
                RemoveLines(Dash(entry), LineEnd(End(entry)), path);
        }

        private void Scalar(YamlMember member, YamlScalar current, YamlScalar wanted)
        {
            var value = YamlWriter.Scalar(wanted);
            var span = current.Span!.Value;
            if (span.IsFlow && value[0] is not ('"' or '\'') && value.AsSpan().ContainsAny(",[]{}"))
                value = YamlText.SingleQuoted(value);
            if (span.Start == span.End)
            {
                // Nothing stands there.
                var colon = Colon(member);
                _changes.Add(new Change(colon, colon, " " + value));
                return;
            }
            // Blank lines that follow a block scalar lie within its marks.
            _changes.Add(new Change(span.Start, span.Start + text[span.Start..span.End].TrimEnd().Length, value));
        }

        private void Whole(YamlMember current, YamlMember wanted)
        {
            if (current.Key.Span is not { IsFlow: false })
                throw Cannot(file, $"'{current.Key.Text}' inside brackets");
            var colon = Colon(current);
            var end = End(current.Value);
            if (current.Value.Span is { } value && value.Start > colon && text[colon..value.Start].AsSpan().Contains('#'))
                throw Cannot(file, $"the comment behind '{current.Key.Text}:'");
            // The new value as it stands behind a key of that indent, without the key.
            var member = YamlWriter.Member(new YamlMember(YamlScalar.Of("k"), wanted.Value), Column(current.Key));
            var rendered = member[(Column(current.Key) + 2)..].TrimEnd('\n');
            _changes.Add(new Change(colon, colon + text[colon..Math.Max(colon, end)].TrimEnd().Length, Broken(rendered)));
        }

        private void Insert(int at, string lines)
        {
            var isOpen = at > 0 && text[at - 1] != '\n';
            _changes.Add(new Change(at, at, (isOpen ? _lineBreak : "") + (isOpen ? Broken(lines.TrimEnd('\n')) : Broken(lines))));
        }

        private void RemoveLines(int start, int end, string name)
        {
            var line = LineStart(start);
            if (!string.IsNullOrWhiteSpace(text[line..start]))
                throw Cannot(file, $"'{name}', which shares its line");
            _changes.Add(new Change(line, end, ""));
        }

        private void RefuseFlow(YamlNode current, YamlNode wanted)
        {
            if (current.Span is not { IsFlow: true })
                return;
            // Values in brackets can be exchanged one by one; members can be neither added nor removed there.
            if (current is YamlMap map && wanted is YamlMap second && map.Members.Count == second.Members.Count
                && second.Members.All(member => map.Find(member.Key) is not null))
                return;
            throw Cannot(file, "what stands in brackets {…} or […]");
        }

        private int Column(YamlScalar key) => key.Span!.Value.Start - LineStart(key.Span.Value.Start);

        private int After(YamlMember member) => LineEnd(member.Value.Span is { } span && span.Start == span.End ? Colon(member) : End(member.Value));

        // The library's own end of a block collection lies before the next thing, behind comments; its last child ends where it ends.
        private int End(YamlNode node) => node switch
        {
            YamlMap { Span.IsFlow: false, Members: [.., var last] } => Math.Max(last.Key.Span!.Value.End + 1, End(last.Value)),
            YamlList { Span.IsFlow: false, Items: [.., var last] } => End(last),
            YamlMap map => Bracket(map.Members is [.., var last] ? Math.Max(last.Key.Span!.Value.End, End(last.Value)) : node.Span!.Value.Start + 1),
            YamlList list => Bracket(list.Items is [.., var last] ? End(last) : node.Span!.Value.Start + 1),
            _ => node.Span!.Value.End,
        };

        // The index behind the bracket that closes what ends at an index.
        private int Bracket(int at)
        {
            while (at < text.Length && text[at] is not ('}' or ']'))
                at = text[at] == '#' ? LineEnd(at) : at + 1;
            return at < text.Length ? at + 1 : throw Cannot(file, "brackets {…} or […]");
        }

        // The index behind the colon of a member.
        private int Colon(YamlMember member)
        {
            var at = member.Key.Span!.Value.End;
            while (at < text.Length && text[at] is ' ' or '\t')
                at++;
            return at < text.Length && text[at] == ':' ? at + 1 : throw Cannot(file, $"the key '{member.Key.Text}'");
        }

        private int Dash(YamlNode item)
        {
            var at = (item is YamlMap { Span.IsFlow: false, Members: [var first, ..] } ? first.Key.Span : item.Span)!.Value.Start - 1;
            while (at >= 0 && char.IsWhiteSpace(text[at]))
                at--;
            return at >= 0 && text[at] == '-' ? at : throw Cannot(file, "a list's item");
        }

        private int LineStart(int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

        private int LineEnd(int at)
        {
            if (at > 0 && text[at - 1] == '\n')
                return at;
            var end = text.IndexOf('\n', at);
            return end < 0 ? text.Length : end + 1;
        }

        private string Broken(string lines) => lines.Replace("\n", _lineBreak, StringComparison.Ordinal);
    }
}
