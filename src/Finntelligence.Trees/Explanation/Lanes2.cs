using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Explanation;

/// <summary>Two quadrature points.</summary>
internal readonly struct Lanes2(Vector128<double> value) : ILanes<Lanes2>
{
    private readonly Vector128<double> _value = value;

    public static int Count => 2;

    public static Lanes2 Broadcast(double value) => new(Vector128.Create(value));

    public static Lanes2 Load(ref readonly double source, int offset) =>
        new(Vector128.LoadUnsafe(in source, (nuint)offset));

    public static void Store(Lanes2 lanes, ref double target, int offset) => lanes._value.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 operator +(Lanes2 left, Lanes2 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 operator -(Lanes2 left, Lanes2 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 operator *(Lanes2 left, Lanes2 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 operator /(Lanes2 left, Lanes2 right) => new(left._value / right._value);
}
