namespace VaeNotebooks;

/// <summary>The sets that the course knows, with the length and SHA-256 of every file.</summary>
internal static class DatasetCatalog
{
    public static readonly DatasetInfo Strokes = new(
        "strokes",
        "StrokeDigits: digits drawn by this project from stroke skeletons, 60,000 train and 10,000 test, with known factors",
        "MIT",
        "This project");

    public static readonly DatasetInfo Mnist = new(
        "mnist",
        "MNIST: handwritten digits in grey, 60,000 train and 10,000 test",
        "CC BY-SA 3.0 as stated by the Keras documentation; (c) LeCun and Cortes",
        "LeCun, Bottou, Bengio, Haffner. Gradient-based learning applied to document recognition. Proceedings of the IEEE 86(11), 1998")
    {
        Files = IdxFiles(
            [
                "https://ossci-datasets.s3.amazonaws.com/mnist/",
                "https://storage.googleapis.com/cvdf-datasets/mnist/",
                "http://yann.lecun.com/exdb/mnist/",
            ],
            (9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            (28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            (1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            (4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
    };

    public static readonly DatasetInfo FashionMnist = new(
        "fashion-mnist",
        "Fashion-MNIST: clothes in grey, ten classes, 60,000 train and 10,000 test",
        "MIT; (c) Zalando SE",
        "Xiao, Rasul, Vollgraf. Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms. arXiv:1708.07747, 2017")
    {
        Files = IdxFiles(
            [
                "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
                "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            ],
            (26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            (29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            (4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            (5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
    };

    public static readonly DatasetInfo BinarizedMnist = new(
        "binarized-mnist",
        "MNIST, each pixel drawn once as a Bernoulli variable: 50,000 train, 10,000 validation, 10,000 test, no labels",
        "none stated for the files; derived from MNIST (CC BY-SA 3.0)",
        "Larochelle, Murray. The neural autoregressive distribution estimator. AISTATS 2011; Salakhutdinov, Murray. ICML 2008")
    {
        Files =
        [
            Amat("train", 50_000, "ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d",
                2196952, "af247bd6075cf9adc4715459dcd5f13eaa99a2c92d8d81379a05da94770b6c0e"),
            Amat("valid", 10_000, "1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2",
                439620, "533b71bc0198f4d73c54ae5fe6c96fc08dc3cf1b3fae24c5521dbc0452507e38"),
            Amat("test", 10_000, "e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c",
                416802, "32a3c54d03504632bf9f131b4a148c7567aa6fc87da017049b044bdc14c2a0f2"),
        ],
    };

    public static readonly DatasetInfo Grammar = new(
        "grammar",
        "English sentences of a small grammar of this project with Chinese translations, 20,000 train and 2,000 test, with known factors",
        "MIT",
        "This project")
    {
        IsText = true,
    };

    /// <summary>The text file in the zip of <see cref="Tatoeba"/>.</summary>
    public const string TatoebaEntry = "cmn.txt";

    // The address of manythings.org serves the newest packing, which has another checksum; the other one keeps that of 2020-06-28.
    public static readonly DatasetInfo Tatoeba = new(
        "tatoeba",
        "Tatoeba: English sentences with Chinese translations, 23,444 pairs, packed by manythings.org on 2020-06-28",
        "CC BY 2.0 FR; attribution: tatoeba.org and manythings.org, and the authors named in each pair",
        "Tatoeba project, tatoeba.org; bilingual packaging by manythings.org/anki")
    {
        IsText = true,
        Files =
        [
            new(DatasetFileContent.SentencePairs, 23_444,
            [
                new FileForm("cmn-eng.zip", 1023782, "14ca2a26d33af0601be3433f14a51f34e2fba4ce3b27d5d1cd39c0260151cc77",
                [
                    new("https://raw.githubusercontent.com/zhourongchang399/cn_en/03f237b768201fde6d119d160888b3771e60a4c6/data/cmn-eng.zip"),
                    new("https://www.manythings.org/anki/cmn-eng.zip"),
                ]),
            ]),
        ],
    };

    public static readonly IReadOnlyList<DatasetInfo> All = [Strokes, Mnist, FashionMnist, BinarizedMnist, Grammar, Tatoeba];

    /// <exception cref="ArgumentException">No set has this name.</exception>
    public static DatasetInfo Find(string name) => All.FirstOrDefault(set => set.Name == name) ?? throw new ArgumentException(
        $"No data set is called \"{name}\". Known: {string.Join(", ", All.Select(set => set.Name))}.", nameof(name));

    private static DatasetFile[] IdxFiles(
        string[] hosts,
        (long Bytes, string Sha256) trainImages,
        (long Bytes, string Sha256) trainLabels,
        (long Bytes, string Sha256) testImages,
        (long Bytes, string Sha256) testLabels)
    {
        return
        [
            Idx(DatasetFileContent.IdxImages, 60_000, "train-images-idx3-ubyte.gz", trainImages),
            Idx(DatasetFileContent.IdxLabels, 60_000, "train-labels-idx1-ubyte.gz", trainLabels),
            Idx(DatasetFileContent.IdxImages, 10_000, "t10k-images-idx3-ubyte.gz", testImages),
            Idx(DatasetFileContent.IdxLabels, 10_000, "t10k-labels-idx1-ubyte.gz", testLabels),
        ];

        DatasetFile Idx(DatasetFileContent content, int count, string name, (long Bytes, string Sha256) check) =>
            new(content, count, [new FileForm(name, check.Bytes, check.Sha256, [.. hosts.Select(host => new Uri(host + name))])]);
    }

    // Upstream serves plain text; the packed form is the one that people pass on. Unpacked, both are the same bytes.
    private static DatasetFile Amat(string part, int lines, string plainSha256, long packedBytes, string packedSha256)
    {
        var name = $"binarized_mnist_{part}.amat";
        var path = $"www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/{name}";
        return new(DatasetFileContent.BinaryText, lines,
        [
            new FileForm(name, (long)lines * AmatReader.LineBytes, plainSha256, [new($"https://{path}"), new($"http://{path}")]),
            new FileForm(name + ".gz", packedBytes, packedSha256, []),
        ]);
    }
}
