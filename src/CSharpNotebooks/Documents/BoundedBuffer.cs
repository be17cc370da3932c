using System.Buffers;
using System.Text;

namespace CSharpNotebooks;

/// <summary>Takes what a writer writes, up to the size of a file that is read again. Indentation can make a thousandfold of a small file.</summary>
internal sealed class BoundedBuffer : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _written = new();

    /// <summary>What was written, as text.</summary>
    public string Text => Encoding.UTF8.GetString(_written.WrittenSpan);

    public void Advance(int count)
    {
        if (_written.WrittenCount + count > NotebookReader.MaximumBytes)
        {
            throw new IOException(
                $"With the indentation of its file the notebook would have more than {NotebookReader.MaximumBytes >> 20} MB: lists in lists, each on a line of its own. "
                + "Store such data in a file of its own, or write the notebook on one line.");
        }

        _written.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _written.GetSpan(sizeHint);
}
