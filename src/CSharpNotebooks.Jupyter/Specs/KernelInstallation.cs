namespace CSharpNotebooks.Jupyter;

/// <summary>What an installation led to.</summary>
public abstract record KernelInstallation
{
    private KernelInstallation() { }

    /// <summary>What was installed.</summary>
    public abstract KernelSpec Spec { get; }

    /// <summary>The kernel has the name that was meant.</summary>
    public sealed record UnderItsName(KernelSpec Installed) : KernelInstallation
    {
        /// <inheritdoc />
        public override KernelSpec Spec => Installed;
    }

    /// <summary>Somebody else holds the name that notebooks ask for, so the kernel has another one.</summary>
    public sealed record BesideAnother(KernelSpec Installed, KernelSpec Other) : KernelInstallation
    {
        /// <inheritdoc />
        public override KernelSpec Spec => Installed;
    }
}
