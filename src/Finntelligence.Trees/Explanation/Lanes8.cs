using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Explanation;

/// <summary>Eight quadrature points.</summary>
internal readonly struct Lanes8(Vector512<double> value) : ILanes<Lanes8>
{
    private readonly Vector512<double> _value = value;

    public static int Count => 8;

    public static Lanes8 Broadcast(double value) => new(Vector512.Create(value));

    public static Lanes8 Load(ref readonly double source, int offset) =>
        new(Vector512.LoadUnsafe(in source, (nuint)offset));

    public static void Store(Lanes8 lanes, ref double target, int offset) => lanes._value.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 left, Lanes8 right) => new(left._value / right._value);
}
