namespace VaeNotebooks.Benchmarks;

/// <summary>Tiles of 28 x 28 in rows, black ink on white paper, each pixel enlarged.</summary>
internal static class ContactSheet
{
    public static void Write(string path, IReadOnlyList<ReadOnlyMemory<byte>> tiles, int columns, int scale)
    {
        int side = ImageDataset.Side, rows = (tiles.Count + columns - 1) / columns;
        (int width, int height) = (columns * side * scale, rows * side * scale);
        var page = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int column, int row) = (x / scale, y / scale);
                int tile = (row / side * columns) + (column / side);
                byte ink = tile < tiles.Count ? tiles[tile].Span[(row % side * side) + (column % side)] : (byte)0;
                page[(y * width) + x] = (byte)(255 - ink);
            }
        }

        File.WriteAllBytes(path, PngWriter.Encode(page, width, height));
        Console.WriteLine($"{path}: {width} x {height}, {tiles.Count} images");
    }
}
