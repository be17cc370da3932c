namespace VaeNotebooks;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014): a counter stepped by the golden ratio and scrambled. Integer arithmetic only, so the
/// same on every platform; seeded by a pair, so that any image of a set can be drawn alone.
/// </summary>
internal struct DigitRandom(ulong state)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    /// <summary>The generator of item <paramref name="index"/> of the stream <paramref name="seed"/>.</summary>
    public static DigitRandom For(ulong seed, ulong index) => new(Scramble(Scramble(seed + Golden) + (index * Golden)));

    public ulong Next() => Scramble(_state += Golden);

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>Log-uniform: as likely in [1, 2] as in [2, 4].</summary>
    public double LogBetween(double low, double high) => low * PortableMath.Exp(Uniform() * PortableMath.Log(high / low));

    /// <summary>
    /// Mean 0, deviation 1, bell-shaped, never beyond 3.47: the sum of four uniform 16-bit numbers. Hands do not have long tails,
    /// and a normal variable would need a logarithm that differs between platforms.
    /// </summary>
    public double Bell()
    {
        const double deviation = 37837.2; // of the sum: sqrt(4 x (65536^2 - 1) / 12)
        ulong bits = Next();
        ulong sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (sum - 131070.0) / deviation;
    }

    private static ulong Scramble(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
