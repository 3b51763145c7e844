namespace Finntelligence.Trees.Explanation;

/// <summary>
/// A few quadrature points side by side. The runtime maps each width to the widest registers the machine has and splits
/// it otherwise, so every width works everywhere.
/// </summary>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    static abstract int Count { get; }

    static abstract T Broadcast(double value);

    static abstract T Load(ref readonly double source, int offset);

    static abstract void Store(T lanes, ref double target, int offset);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);
}
