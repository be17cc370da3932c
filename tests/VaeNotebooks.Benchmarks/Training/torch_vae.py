"""One epoch of the first VAE in PyTorch, one thread, processor seconds. Usage: torch_vae.py PIXELS (60,000 x 784 bytes). Prints NAME<tab>SECONDS."""
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional as F

BATCH = 128


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.mean, self.log_variance = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
        self.decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))

    def loss(self, x):
        h = F.relu(self.hidden(x))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + (0.5 * log_variance).exp() * torch.randn_like(mean)
        misfit = F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum")
        return (misfit - 0.5 * (1 + log_variance - mean.pow(2) - log_variance.exp()).sum()) / len(x)


class ImageByImage(torch.utils.data.Dataset):
    """What a DataLoader with a ToTensor does: each image is converted when it is asked for."""

    def __init__(self, pixels):
        self.pixels = pixels

    def __len__(self):
        return len(self.pixels)

    def __getitem__(self, i):
        return torch.from_numpy(self.pixels[i]).to(torch.float32).div(255)


def resident(pixels):
    data = torch.from_numpy(pixels).to(torch.float32).div(255)
    return lambda: (data[rows] for rows in torch.randperm(len(data)).split(BATCH))


def by_image(pixels):
    loader = torch.utils.data.DataLoader(ImageByImage(pixels), batch_size=BATCH, shuffle=True)
    return lambda: iter(loader)


def seconds(batches, epochs):
    torch.manual_seed(1)
    model = Vae()
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    times = []
    for _ in range(epochs):
        start = time.process_time()
        for x in batches():
            optimizer.zero_grad()
            loss = model.loss(x)
            loss.backward()
            optimizer.step()
            loss.item()
        times.append(time.process_time() - start)
    return min(times[1:] or times)


def main():
    torch.set_num_threads(1)
    pixels = numpy.fromfile(sys.argv[1], dtype=numpy.uint8).reshape(-1, 784)
    print(f"PyTorch {torch.__version__}, images in one tensor\t{seconds(resident(pixels), 3)}")
    print(f"PyTorch {torch.__version__}, a DataLoader over single images\t{seconds(by_image(pixels), 1)}")


main()
