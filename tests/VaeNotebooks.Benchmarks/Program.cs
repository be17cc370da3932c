using VaeNotebooks;
using VaeNotebooks.Benchmarks;

// Measurements, run by hand: dotnet run -c Release --project tests/VaeNotebooks.Benchmarks -- COMMAND [ARGUMENTS]
string Text(int index, string otherwise) => args.Length > index ? args[index] : otherwise;
int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index]) : otherwise;

switch (Text(0, "help"))
{
    case "realism": // [images] [epochs] [seed] [readable|transfer] [file for the misread images]
        var options = Text(4, "transfer") == "readable" ? StrokeDigitsOptions.Readable : StrokeDigitsOptions.Transfer;
        RealismBenchmark.Run(Number(1, 60_000), Number(2, 4), (ulong)Number(3, 1), options, args.ElementAtOrDefault(5));
        return 0;
    case "strokes-speed": // [images]
        StrokeSpeedBenchmark.Run(Number(1, 60_000));
        return 0;
    case "strokes-statistics": // [images]
        ComparisonBenchmark.Run(Number(1, 10_000));
        return 0;
    case "strokes-mixed": // [file]
        LookBenchmark.Mixed(Text(1, "strokes-and-mnist.png"));
        return 0;
    case "strokes-classes": // [file] [first digit] [digits] [rows a digit]
        LookBenchmark.Classes(Text(1, "strokes-by-class.png"), Number(2, 0), Number(3, 10), Number(4, 2));
        return 0;
    case "strokes-picture": // [file]
        LookBenchmark.Picture(Text(1, "stroke-digits.png"));
        return 0;
    case "mnist-vae": // [epochs] [seed]; set VAE_DATA to a folder with mnist/ to read it from there
        return MnistVaeBenchmark.Run(Number(1, 10), Number(2, 1));
    default:
        Console.WriteLine("commands: realism, strokes-speed, strokes-statistics, strokes-mixed, strokes-classes, strokes-picture, mnist-vae");
        return 2;
}
