using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Finntelligence.Histories.Sources.Parquet;

/// <summary>The cells of one column in one row group.</summary>
internal interface IParquetCells
{
    /// <summary>A cell as text; empty for null.</summary>
    string Text(int row);
}

/// <summary>Reads columns by their type.</summary>
internal static class ParquetCells
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static bool CanRead(Type type) =>
        type == typeof(string) || type == typeof(ReadOnlyMemory<char>) || type == typeof(ReadOnlyMemory<byte>) || type == typeof(byte[]) || type == typeof(bool) || type == typeof(DateTime) || type == typeof(DateOnly)
        || type == typeof(TimeSpan) || type == typeof(TimeOnly) || type == typeof(Guid) || type == typeof(decimal) || type == typeof(float)
        || type == typeof(double) || type == typeof(sbyte) || type == typeof(byte) || type == typeof(short) || type == typeof(ushort)
        || type == typeof(int) || type == typeof(uint) || type == typeof(long) || type == typeof(ulong);

    public static async Task<IParquetCells> ReadAsync(ParquetRowGroupReader group, DataField field, int rows)
    {
        var type = field.ClrType;
        if (type == typeof(string) || type == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[rows];
            await group.ReadAsync(field, texts.AsMemory()!);
            return new Texts(texts);
        }

        if (type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>))
        {
            var bytes = new byte[]?[rows];
            await group.ReadAsync(field, bytes.AsMemory()!);
            return new Texts([.. bytes.Select(b => b is null ? null : Utf8.GetString(b))]);
        }

        return type switch
        {
            _ when type == typeof(bool) => await Of<bool>(v => v ? "1" : "0"),
            _ when type == typeof(float) => await Of<float>(v => float.IsNaN(v) ? "" : NumberText.Of(v)),
            _ when type == typeof(double) => await Of<double>(v => double.IsNaN(v) ? "" : NumberText.Of(v)),
            _ when type == typeof(decimal) => await Of<decimal>(v => NumberText.Normalise(v.ToString(CultureInfo.InvariantCulture))),
            _ when type == typeof(DateTime) => await Of<DateTime>(Date),
            _ when type == typeof(DateOnly) => await Of<DateOnly>(v => v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            _ when type == typeof(TimeSpan) => await Of<TimeSpan>(v => v.ToString("c", CultureInfo.InvariantCulture)),
            _ when type == typeof(TimeOnly) => await Of<TimeOnly>(v => v.ToString("O", CultureInfo.InvariantCulture)),
            _ when type == typeof(Guid) => await Of<Guid>(v => v.ToString()),
            _ when type == typeof(sbyte) => await Of<sbyte>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(byte) => await Of<byte>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(short) => await Of<short>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(ushort) => await Of<ushort>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(int) => await Of<int>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(uint) => await Of<uint>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(long) => await Of<long>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(ulong) => await Of<ulong>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException($"{field.Name} is of type {type.Name}."),
        };

        async Task<IParquetCells> Of<T>(Func<T, string> text) where T : struct
        {
            if (field.IsNullable)
            {
                var some = new T?[rows];
                await group.ReadAsync<T>(field, some.AsMemory());
                return new Some<T>(some, text);
            }

            var all = new T[rows];
            await group.ReadAsync<T>(field, all.AsMemory());
            return new All<T>(all, text);
        }
    }

    private static string Date(DateTime value) =>
        value.ToString(value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private sealed class Texts(string?[] values) : IParquetCells
    {
        public string Text(int row) => values[row]?.Trim() ?? "";
    }

    private sealed class Some<T>(T?[] values, Func<T, string> text) : IParquetCells where T : struct
    {
        public string Text(int row) => values[row] is { } value ? text(value) : "";
    }

    private sealed class All<T>(T[] values, Func<T, string> text) : IParquetCells where T : struct
    {
        public string Text(int row) => text(values[row]);
    }
}
