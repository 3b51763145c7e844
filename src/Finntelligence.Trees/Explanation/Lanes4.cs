using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Explanation;

/// <summary>Four quadrature points.</summary>
internal readonly struct Lanes4(Vector256<double> value) : ILanes<Lanes4>
{
    private readonly Vector256<double> _value = value;

    public static int Count => 4;

    public static Lanes4 Broadcast(double value) => new(Vector256.Create(value));

    public static Lanes4 Load(ref readonly double source, int offset) =>
        new(Vector256.LoadUnsafe(in source, (nuint)offset));

    public static void Store(Lanes4 lanes, ref double target, int offset) => lanes._value.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 left, Lanes4 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 left, Lanes4 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 left, Lanes4 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator /(Lanes4 left, Lanes4 right) => new(left._value / right._value);
}
