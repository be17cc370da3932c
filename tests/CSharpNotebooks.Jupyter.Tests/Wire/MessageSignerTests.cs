using System.Text;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class MessageSignerTests
{
    [Fact]
    public void The_signature_is_that_of_RFC_4231()
    {
        // Test case 2, its data cut into parts: what is signed is what they are together.
        byte[][] parts = ["what do ya want "u8.ToArray(), [], "for "u8.ToArray(), "nothing?"u8.ToArray()];

        var signature = Encoding.ASCII.GetString(new MessageSigner("Jefe").Sign(parts));

        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", signature);
    }

    [Fact]
    public void A_signature_counts_once()
    {
        var signer = new MessageSigner("Jefe");
        byte[][] parts = ["once"u8.ToArray()];

        Assert.True(signer.Accepts(signer.Sign(parts), parts));
        Assert.False(signer.Accepts(signer.Sign(parts), parts));
    }

    [Fact]
    public void Other_keys_other_parts_and_cut_signatures_are_refused()
    {
        var signer = new MessageSigner("Jefe");
        byte[][] parts = ["text"u8.ToArray()];
        var signature = signer.Sign(parts);

        Assert.False(signer.Accepts(new MessageSigner("jefe").Sign(parts), parts));
        Assert.False(signer.Accepts(signature, ["Text"u8.ToArray()]));
        Assert.False(signer.Accepts(signature[..^1], parts));
        Assert.False(signer.Accepts([], parts));
        Assert.True(signer.Accepts(signature, parts));
    }
}
