namespace VaeNotebooks;

/// <summary>Which file <see cref="Trainer.Restore"/> took. A closed union.</summary>
public abstract record RestoredFrom
{
    private RestoredFrom(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The checkpoint that was asked for.</summary>
    public sealed record Newest : RestoredFrom
    {
        internal Newest(string path)
            : base(path)
        {
        }

        /// <summary>One sentence.</summary>
        public override string ToString() => $"Restored the checkpoint '{Path}'.";
    }

    /// <summary>The one before it (<c>.previous</c>), because the newest is damaged or missing. One more epoch is trained; the numbers are the same.</summary>
    public sealed record Previous : RestoredFrom
    {
        internal Previous(string path, string damage)
            : base(path) => Damage = damage;

        /// <summary>What is wrong with the newest, in one sentence that names it.</summary>
        public string Damage { get; }

        /// <summary>Two sentences.</summary>
        public override string ToString() =>
            $"{Damage} Restored '{Path}', the one before it: its last epoch is trained again, and the numbers will be the same.";
    }
}
