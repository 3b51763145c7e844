namespace Finntelligence.Trees.Formats.MlNet;

/// <summary>The constants of a schema blob: an empty table in ML.NET's binary data-view format.</summary>
internal static class SchemaLayout
{
    /// <summary>The one version of the format that ML.NET has written since 1.0.0.</summary>
    public const ulong Version = 0x0001_0001_0001_0006;

    /// <summary>Size of the header; without annotations the column table starts there.</summary>
    public const int HeaderSize = 0x100;

    /// <summary>Codec of a float column.</summary>
    public const string FloatCodec = "Single";

    /// <summary>Codec of a bool column.</summary>
    public const string BoolCodec = "Boolean";

    /// <summary>Codec of a text column.</summary>
    public const string TextCodec = "TextSpan";

    /// <summary>Codec of a vector; its parameters name the codec of the items and their number.</summary>
    public const string VectorCodec = "VBuffer";

    /// <summary>The magic number that opens a blob.</summary>
    public static ReadOnlySpan<byte> Magic => "CML\0DVB\0"u8;

    /// <summary>The magic number that ends a blob.</summary>
    public static ReadOnlySpan<byte> Tail => "\0BVD\0LMC"u8;
}
