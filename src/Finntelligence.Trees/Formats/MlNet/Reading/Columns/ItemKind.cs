namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>What the items of a column are, by the numbers ML.NET's records give them; a key is our own addition.</summary>
internal enum ItemKind : byte
{
    /// <summary>A type that takes no part in what can be folded.</summary>
    Other = 0,
    SByte = 1,
    Byte = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Int64 = 7,
    UInt64 = 8,
    Single = 9,
    Double = 10,
    Text = 11,
    Boolean = 12,

    /// <summary>A position in a vocabulary, from 1; 0 is no position.</summary>
    Key = 0x7F,
}

/// <summary>Groups of kinds, and their names in a schema.</summary>
internal static class ItemKinds
{
    public static bool IsInteger(this ItemKind kind) => kind is >= ItemKind.SByte and <= ItemKind.UInt64;

    public static bool IsUnsigned(this ItemKind kind) => kind is ItemKind.Byte or ItemKind.UInt16 or ItemKind.UInt32 or ItemKind.UInt64;

    public static bool IsReal(this ItemKind kind) => kind is ItemKind.Single or ItemKind.Double;

    /// <summary>The kind that a codec of a schema or a value stands for.</summary>
    public static ItemKind OfCodec(string codec) => codec switch
    {
        "SByte" => ItemKind.SByte,
        "Byte" => ItemKind.Byte,
        "Int16" => ItemKind.Int16,
        "UInt16" => ItemKind.UInt16,
        "Int32" => ItemKind.Int32,
        "UInt32" => ItemKind.UInt32,
        "Int64" => ItemKind.Int64,
        "UInt64" => ItemKind.UInt64,
        "Single" => ItemKind.Single,
        "Double" => ItemKind.Double,
        "TextSpan" => ItemKind.Text,
        "Boolean" => ItemKind.Boolean,
        _ => ItemKind.Other,
    };
}
