"""The notebooks' training steps at the article profile in PyTorch.

    python3 -m venv .venv-torch
    .venv-torch/bin/pip install "torch==2.13.0+cpu" --extra-index-url https://download.pytorch.org/whl/cpu
    .venv-torch/bin/python Tests/Peers/torch_steps.py --threads 2
"""
import timing

chosen = timing.arguments(__doc__)

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(chosen.threads)
torch.manual_seed(0)

DROP, LATENT_LIMIT, TINY = 0.3, 2.0, 1e-10
cross_entropy = F.binary_cross_entropy_with_logits


def conv(inputs, outputs, size, stride=1):
    return nn.Conv2d(inputs, outputs, size, stride, padding=size // 2)


def leaky(slope=0.3):
    return nn.LeakyReLU(slope)


def drop():
    return nn.Dropout(DROP)


def up():
    return nn.Upsample(scale_factor=2)


def pool():
    return nn.MaxPool2d(2, ceil_mode=True)


def beside(x, labels):
    """Joins labels to maps."""
    return torch.cat([x, labels[:, :, None, None].expand(-1, -1, *x.shape[2:])], 1)


def labels(count):
    return F.one_hot(torch.randint(0, 10, (count,)), 10).float()


def parameters(*parts):
    return [parameter for part in parts for parameter in part.parameters()]


def rms(rate, part):
    return torch.optim.RMSprop(part.parameters(), rate, alpha=0.9)


def move(optimizer, loss, keep=False):
    """One step of the optimiser's own parameters and of no others."""
    own = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    for parameter, gradient in zip(own, torch.autograd.grad(loss, own, retain_graph=keep)):
        parameter.grad = gradient
    return optimizer


def autoencoder(batch, latent, widths, classes, rate):
    """`vae`, and with classes `cvae`."""

    def hidden(inputs, widths, activation):
        parts = []
        for width in widths:
            parts += [nn.Linear(inputs, width), activation(),
                      nn.BatchNorm1d(width, momentum=0.01, eps=1e-3), drop()]
            inputs = width
        return parts

    encoder = nn.Sequential(*hidden(784 + classes, widths, nn.ReLU))
    mean, log_variance = nn.Linear(widths[-1], latent), nn.Linear(widths[-1], latent)
    decoder = nn.Sequential(
        *hidden(latent + classes, widths[::-1], leaky), nn.Linear(widths[0], 784))
    adam = torch.optim.Adam(parameters(encoder, mean, log_variance, decoder), rate)
    images, told = torch.rand(batch, 784), labels(batch)

    def tell(x):
        return torch.cat([x, told], 1) if classes else x

    def step():
        features = encoder(tell(images))
        m, v = mean(features), log_variance(features)
        logits = decoder(tell(m + torch.exp(v / 2) * torch.randn_like(m)))
        likeness = cross_entropy(logits, images, reduction="none").sum(1)
        divergence = -0.5 * (1 + v - m * m - v.exp()).sum(1)
        adam.zero_grad()
        ((likeness + divergence).mean() / (2 * 784)).backward()
        adam.step()

    return step


def deep(widths):
    """Dense layers with ELU, none after the code, which is in the middle, and none at the end."""
    parts = []
    for index, sizes in enumerate(zip(widths, widths[1:])):
        parts += [nn.Linear(*sizes)]
        if index not in (len(widths) // 2 - 1, len(widths) - 2):
            parts += [nn.ELU()]
    return nn.Sequential(*parts)


def plain_autoencoders(models, batch=256, rate=1e-3):
    """`autoencoders` and `manifolds`: all networks in one step, on the same images."""
    adam = torch.optim.Adam(parameters(*models), rate)
    images = torch.rand(batch, 784)

    def step():
        adam.zero_grad()
        sum(cross_entropy(model(images), images) for model in models).backward()
        adam.step()

    return step


def dense_deep_and_convolutional():
    convolutional = nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)), conv(1, 16, 5, 2), nn.ReLU(), conv(16, 32, 3, 2), nn.ReLU(),
        nn.Flatten(), nn.Linear(1568, 49), nn.Linear(49, 1568), nn.ReLU(),
        nn.Unflatten(1, (32, 7, 7)), up(), conv(32, 16, 3), nn.ReLU(), up(), conv(16, 1, 5),
        nn.Flatten())
    dense = nn.Sequential(nn.Linear(784, 49), nn.ReLU(), nn.Linear(49, 784))
    return [dense, deep([784, 196, 98, 49, 98, 196, 784]), convolutional]


def dense_adversaries(batch=100, latent=100, width=128):
    """`mlp-gan`: a step of the discriminator and one of the generator, with the same noise."""
    generator = nn.Sequential(
        nn.Linear(latent, width), leaky(0.01), nn.Linear(width, 784), nn.Tanh())
    judge = nn.Sequential(nn.Linear(784, width), leaky(0.01), nn.Linear(width, 1))
    mover = torch.optim.Adam(generator.parameters(), 0.002)
    judge_mover = torch.optim.Adam(judge.parameters(), 0.002)
    images = torch.rand(batch, 784) * 2 - 1

    def loss(pictures, target):
        logits = judge(pictures)
        return cross_entropy(logits, torch.full_like(logits, target))

    def step():
        noise = torch.rand(batch, latent) * 2 - 1
        pictures = generator(noise)
        move(judge_mover, loss(images, 0.9) + loss(pictures.detach(), 0.0)).step()
        move(mover, loss(pictures, 1.0)).step()

    return step


def adversaries(conditional, batch=256, latent=2):
    """`gan` and `cgan`: the discriminator's step and the generator's."""
    classes = 10 if conditional else 0
    generator = nn.Sequential(
        nn.Linear(latent + classes, 7 * 7 * 64), nn.ReLU(), drop(), nn.Unflatten(1, (64, 7, 7)),
        up(), conv(64, 64, 5), nn.ReLU(), drop(), conv(64, 32, 3), nn.ReLU(), drop(), up(),
        conv(32, 1, 5), nn.Sigmoid())
    edges = conv(1, 128, 7, 2)
    verdict = nn.Sequential(
        leaky(), drop(), pool(), conv(128 + classes, 128, 3), leaky(), drop(), nn.Flatten(),
        nn.Linear(7 * 7 * 128, 1), nn.Sigmoid())
    discriminator = nn.ModuleList([edges, verdict])
    mover, their_mover = rms(3e-4, generator), rms(1e-4, discriminator)
    images, told = torch.rand(batch, 1, 28, 28), labels(batch)

    def pictures():
        z = torch.randn(batch, latent)
        return generator(torch.cat([z, told], 1) if conditional else z)

    def answers(images):
        x = edges(images)
        return verdict(beside(x, told) if conditional else x)

    def of_digits():
        return -torch.log(answers(images) + TINY).mean()

    def of_pictures(pictures):
        return -torch.log(1 - answers(pictures) + TINY).mean()

    def discriminate():
        with torch.no_grad():
            made = pictures()
        move(their_mover, (of_digits() + of_pictures(made)) / 2).step()

    def generate():
        seen = of_pictures(pictures())
        move(mover, -seen).step()
        with torch.no_grad():
            (of_digits() + seen) / 2

    return discriminate, generate


def autoencoder_and_adversary(batch=64, latent=8):
    """`vae-gan`: the discriminator's step, and encoder's and decoder's."""
    maps = nn.Sequential(
        conv(1, 32, 3, 2), leaky(), drop(), pool(), conv(32, 64, 3), leaky(), drop(), nn.Flatten())
    hidden = nn.Sequential(nn.Linear(7 * 7 * 64 + 10, 64), leaky(), drop())
    mean, log_variance = nn.Linear(64, latent), nn.Linear(64, latent)
    encoder = nn.ModuleList([maps, hidden, mean, log_variance])
    decoder = nn.Sequential(
        nn.Linear(latent + 10, 7 * 7 * 128), leaky(), drop(), nn.Unflatten(1, (128, 7, 7)), up(),
        conv(128, 64, 5), leaky(), drop(), conv(64, 32, 3), up(), leaky(), drop(),
        conv(32, 1, 5), nn.Sigmoid())
    edges = nn.Sequential(conv(1, 128, 7, 2), pool(), leaky(), drop())
    parts = nn.Sequential(conv(128 + 10, 64, 3), pool(), leaky(), drop(), conv(64, 16, 3))
    verdict = nn.Sequential(leaky(), drop(), nn.Flatten(), nn.Linear(4 * 4 * 16, 1), nn.Sigmoid())
    discriminator = nn.ModuleList([edges, parts, verdict])
    movers = rms(1e-3, encoder), rms(3e-4, decoder), rms(1e-3, discriminator)
    images, told = torch.rand(batch, 1, 28, 28), labels(batch)

    def pictures():
        features = hidden(torch.cat([maps(images), told], 1))
        m, v = mean(features), log_variance(features)
        deviation = torch.exp(torch.clamp(v / 2, -LATENT_LIMIT, LATENT_LIMIT))
        codes = m + deviation * torch.randn_like(m)
        drawn = torch.randn(batch, latent)
        return m, v, decoder(torch.cat([codes, told], 1)), decoder(torch.cat([drawn, told], 1))

    def judge(images):
        seen = parts(beside(edges(images), told))
        return verdict(seen), seen

    def judged(copies, drawn):
        (of_digits, seen_digits), (of_copies, seen_copies) = judge(images), judge(copies)
        of_drawn, _ = judge(drawn)
        logs = (
            torch.log(of_digits + TINY) + 2 * torch.log(1 - of_drawn + TINY)
            + torch.log(1 - of_copies + TINY))
        return -logs.sum() / (4 * 784), seen_digits, seen_copies

    def discriminate():
        with torch.no_grad():
            _, _, copies, drawn = pictures()
        move(movers[2], judged(copies, drawn)[0]).step()

    def generate():
        # No gradient of the discriminator's own is asked for; without this it would be prepared.
        discriminator.requires_grad_(False)
        m, v, copies, drawn = pictures()
        adversarial, seen_digits, seen_copies = judged(copies, drawn)
        limited = torch.clamp(v, -LATENT_LIMIT, LATENT_LIMIT)
        prior = -0.5 * (1 + limited - m * m - limited.exp()).sum() / 784
        likeness = cross_entropy(
            seen_copies, torch.sigmoid(seen_digits), reduction="sum") / 784
        ready = [
            move(movers[0], likeness + prior, keep=True), move(movers[1], likeness - adversarial)]
        for mover in ready:
            mover.step()
        discriminator.requires_grad_(True)

    return discriminate, generate


def transposed(inputs, outputs):
    return nn.ConvTranspose2d(inputs, outputs, 4, 2, padding=1)


def strided(inputs, outputs):
    """5 × 5 with a stride of 2 and TensorFlow's `same` padding of an even side."""
    return nn.Sequential(nn.ZeroPad2d((1, 2, 1, 2)), nn.Conv2d(inputs, outputs, 5, 2))


def keras_norm(channels):
    return nn.BatchNorm2d(channels, momentum=0.01, eps=1e-3)


def convolutional_adversaries(batch=64, latent=128):
    """`dcgan`: the lecture's networks, the discriminator's step and the generator's."""
    parts = [nn.Linear(latent, 4 * 4 * 1024), nn.Unflatten(1, (1024, 4, 4)), leaky(0.2)]
    for width in 512, 256, 128:
        parts += [transposed(2 * width, width), keras_norm(width), leaky(0.2)]
    generator = nn.Sequential(*parts, transposed(128, 1), nn.Tanh())
    parts, inputs = [], 1
    for width in 64, 128, 256, 512:
        parts += [strided(inputs, width), keras_norm(width), leaky(0.2)]
        inputs = width
    discriminator = nn.Sequential(*parts, nn.Flatten(), nn.Linear(4 * 4 * 512, 1))
    mover = torch.optim.Adam(generator.parameters(), 2e-3, (0.5, 0.999))
    their_mover = torch.optim.Adam(discriminator.parameters(), 1e-3, (0.5, 0.999))
    images = torch.rand(batch, 1, 28, 28)

    def loss(pictures, target):
        logits = discriminator(pictures)
        return cross_entropy(logits, torch.full_like(logits, target))

    def discriminate():
        digits = F.interpolate(images, (64, 64), mode="bilinear") * 2 - 1
        with torch.no_grad():
            made = generator(torch.randn(batch, latent))
        move(their_mover, loss(digits, 0.8) + loss(made, 0.2)).step()

    def generate():
        discriminator.requires_grad_(False)
        move(mover, loss(generator(torch.randn(batch, latent)), 1.0)).step()
        discriminator.requires_grad_(True)

    return discriminate, generate


def critic_and_generator(batch=64, latent=128, width=64):
    """`wgan`: the critic's step with the gradient penalty, and the generator's."""
    generator = nn.Sequential(
        nn.Linear(latent, 7 * 7 * 2 * width), nn.Unflatten(1, (2 * width, 7, 7)),
        keras_norm(2 * width), nn.ReLU(), transposed(2 * width, width), keras_norm(width),
        nn.ReLU(), transposed(width, 1), nn.Tanh())
    critic = nn.Sequential(
        strided(1, width), leaky(0.2), strided(width, 2 * width), leaky(0.2), nn.Flatten(),
        nn.Linear(7 * 7 * 2 * width, 1))
    mover = torch.optim.Adam(generator.parameters(), 1e-4, (0.5, 0.9))
    their_mover = torch.optim.Adam(critic.parameters(), 1e-4, (0.5, 0.9))
    images = torch.rand(batch, 1, 28, 28) * 2 - 1

    def discriminate():
        with torch.no_grad():
            made = generator(torch.randn(batch, latent))
        between = torch.lerp(images, made, torch.rand(batch, 1, 1, 1)).requires_grad_()
        slopes, = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
        norms = torch.sqrt((slopes**2).flatten(1).sum(1) + 1e-12)
        difference = critic(made).mean() - critic(images).mean()
        move(their_mover, difference + 10 * ((norms - 1) ** 2).mean()).step()

    def generate():
        critic.requires_grad_(False)
        move(mover, -critic(generator(torch.randn(batch, latent))).mean()).step()
        critic.requires_grad_(True)

    return discriminate, generate


class Equalized(nn.Module):
    """A layer whose weights are scaled by gain / sqrt(fan in) in every pass, and a leaky ReLU."""

    def __init__(self, layer, gain=2**0.5, slope=0.2):
        super().__init__()
        self.layer, self.slope = layer, slope
        nn.init.normal_(layer.weight)
        nn.init.zeros_(layer.bias)
        self.scale = gain / layer.weight[0].numel() ** 0.5

    def forward(self, x):
        weights = self.layer.weight * self.scale
        if isinstance(self.layer, nn.Linear):
            y = F.linear(x, weights, self.layer.bias)
        else:
            y = F.conv2d(x, weights, self.layer.bias, padding=self.layer.padding)
        return y if self.slope == 1 else F.leaky_relu(y, self.slope)


class PixelNorm(nn.Module):
    def forward(self, x):
        return x / torch.sqrt(x.square().mean(1, keepdim=True) + 1e-8)


class Deviation(nn.Module):
    def forward(self, x):
        groups = x.reshape(4, x.shape[0] // 4, -1)
        deviations = torch.sqrt(groups.var(0, unbiased=False) + 1e-8).mean(1).repeat(4)
        return torch.cat([x, deviations.reshape(-1, 1, 1, 1).expand(-1, 1, *x.shape[2:])], 1)


def full_size_adversaries(batch=32, latent=512):
    """`progan`: the last stage, the discriminator's step without the penalty that every eighth has, and the generator's."""

    def conv(inputs, outputs, size=3):
        return Equalized(nn.Conv2d(inputs, outputs, size, padding=size // 2))

    def normalized(inputs, outputs):
        layer = Equalized(nn.Conv2d(inputs, outputs, 3, padding=1), slope=1)
        return [layer, PixelNorm(), nn.LeakyReLU(0.2)]

    def doubling(inputs, outputs):
        return [nn.Upsample(scale_factor=2), *normalized(inputs, outputs), *normalized(outputs, outputs)]

    generator = nn.Sequential(
        PixelNorm(), Equalized(nn.Linear(latent, 49 * 32), slope=1), nn.Unflatten(1, (32, 7, 7)), PixelNorm(),
        nn.LeakyReLU(0.2), *normalized(32, 32), *doubling(32, 16), *doubling(16, 8),
        Equalized(nn.Conv2d(8, 1, 1), gain=1, slope=1), nn.Tanh())
    discriminator = nn.Sequential(
        conv(1, 8, 1), conv(8, 8), conv(8, 16), nn.AvgPool2d(2), conv(16, 16), conv(16, 32), nn.AvgPool2d(2),
        Deviation(), conv(33, 32), nn.Flatten(), Equalized(nn.Linear(49 * 32, 64)),
        Equalized(nn.Linear(64, 1), gain=1, slope=1))
    mover = torch.optim.Adam(generator.parameters(), 1e-3, (0.0, 0.99))
    their_mover = torch.optim.Adam(discriminator.parameters(), 1e-3, (0.0, 0.99))
    images = torch.rand(batch, 1, 28, 28) * 2 - 1

    def discriminate():
        with torch.no_grad():
            made = generator(torch.randn(batch, latent))
        loss = F.softplus(-discriminator(images)).mean() + F.softplus(discriminator(made)).mean()
        move(their_mover, loss).step()

    def generate():
        discriminator.requires_grad_(False)
        move(mover, F.softplus(-discriminator(generator(torch.randn(batch, latent)))).mean()).step()
        discriminator.requires_grad_(True)

    return discriminate, generate


class Added(nn.Sequential):
    """A residual connection."""

    def forward(self, x):
        return x + super().forward(x)


class Beside(nn.Sequential):
    """A skip connection that concatenates."""

    def forward(self, x):
        return torch.cat([super().forward(x), x], 1)


def super_resolution(batch=16, width=64, blocks=16):
    """`srgan`: SRResNet's step on the squared error."""

    def residual():
        return Added(
            conv(width, width, 3), keras_norm(width), nn.PReLU(), conv(width, width, 3),
            keras_norm(width))

    generator = nn.Sequential(
        conv(1, width, 5), nn.PReLU(),
        Added(*[residual() for _ in range(blocks)], conv(width, width, 3), keras_norm(width)),
        conv(width, 4 * width, 3), nn.PixelShuffle(2), nn.PReLU(),
        conv(width, 2 * width, 3), nn.PixelShuffle(2), nn.PReLU(),
        conv(width // 2, 1, 5), nn.Sigmoid())
    adam = torch.optim.Adam(generator.parameters(), 1e-4)
    images = torch.rand(batch, 1, 28, 28)
    small = F.avg_pool2d(images, 4)

    def step():
        adam.zero_grad()
        F.mse_loss(generator(small), images).backward()
        adam.step()

    return step


def paired_adversaries(batch=10, width=64):
    """`pix2pix`: the discriminator's step and the generator's, which sees the absolute difference, too."""

    def block(layer, channels, activation):
        return nn.Sequential(layer, nn.InstanceNorm2d(channels, affine=True), activation)

    def halved(inputs, outputs):
        return block(nn.Conv2d(inputs, outputs, 4, 2, padding=1, bias=False), outputs, leaky(0.2))

    def doubled(inputs, outputs):
        layer = nn.ConvTranspose2d(inputs, outputs, 4, 2, padding=1, bias=False)
        return block(layer, outputs, nn.ReLU())

    middle = block(nn.Conv2d(4 * width, 4 * width, 3, padding=1, bias=False), 4 * width, nn.ReLU())
    inner = Beside(halved(2 * width, 4 * width), Beside(middle, nn.Dropout(0.5)),
                   doubled(8 * width, 2 * width), nn.Dropout(0.5))
    generator = nn.Sequential(
        conv(1, width, 3), leaky(0.2),
        Beside(halved(width, 2 * width), inner, doubled(4 * width, width)),
        conv(2 * width, 1, 3), nn.Sigmoid())
    discriminator = nn.Sequential(
        nn.Conv2d(2, width, 4, 2, padding=1), leaky(0.2), halved(width, 2 * width),
        conv(2 * width, 1, 3))
    mover = torch.optim.Adam(generator.parameters(), 2e-4, (0.5, 0.999))
    their_mover = torch.optim.Adam(discriminator.parameters(), 2e-4, (0.5, 0.999))
    given, images = torch.rand(batch, 1, 28, 28), torch.rand(batch, 1, 28, 28)

    def loss(pictures, target):
        logits = discriminator(torch.cat([given, pictures], 1))
        return cross_entropy(logits, torch.full_like(logits, target))

    def discriminate():
        with torch.no_grad():
            made = generator(given)
        move(their_mover, loss(images, 1.0) + loss(made, 0.0)).step()

    def generate():
        discriminator.requires_grad_(False)
        made = generator(given)
        move(mover, loss(made, 1.0) + 100 * F.l1_loss(made, images)).step()
        discriminator.requires_grad_(True)

    return discriminate, generate


def unpaired_translation(batch=1, width=64, blocks=9, pool=50):
    """`cyclegan`: a step of both generators and one of both discriminators."""

    def normalized(layer):
        """Normalised without a scale or an offset, which PyTorch has only both; the bias takes the offset's time."""
        return [layer, nn.InstanceNorm2d(layer.out_channels, affine=False)]

    def block(channels):
        first, second = (nn.Conv2d(channels, channels, 3, padding=1) for _ in range(2))
        return Added(*normalized(first), nn.ReLU(), *normalized(second))

    def generator():
        return nn.Sequential(
            *normalized(nn.Conv2d(1, width, 5, padding=2)), nn.ReLU(),
            *normalized(nn.Conv2d(width, 2 * width, 4, 2, padding=1)), nn.ReLU(),
            *(block(2 * width) for _ in range(blocks)),
            *normalized(transposed(2 * width, width)), nn.ReLU(),
            nn.Conv2d(width, 1, 5, padding=2), nn.Sigmoid())

    def judge():
        return nn.Sequential(
            nn.Conv2d(1, width, 4, 2, padding=1), leaky(0.2),
            *normalized(nn.Conv2d(width, 2 * width, 4, 2, padding=1)), leaky(0.2),
            nn.Conv2d(2 * width, 1, 3, padding=1))

    to_a, to_b, judge_a, judge_b = generator(), generator(), judge(), judge()
    judges = nn.ModuleList([judge_a, judge_b])
    mover = torch.optim.Adam(parameters(to_a, to_b), 2e-4, (0.5, 0.999))
    their_mover = torch.optim.Adam(judges.parameters(), 2e-4, (0.5, 0.999))
    a, b = torch.rand(batch, 1, 28, 28), torch.rand(batch, 1, 28, 28)
    pools = [torch.rand(pool, 1, 28, 28) for _ in range(2)]

    def exchanged(kept, new):
        """Some of the newest pictures, and old ones in place of the others."""
        result = new.clone()
        for index in range(len(new)):
            if torch.rand(()) < 0.5:
                place = torch.randint(len(kept), ())
                result[index], kept[place] = kept[place].clone(), new[index]
        return result

    def step():
        judges.requires_grad_(False)
        of_a, of_b = to_a(b), to_b(a)
        adversary = ((judge_a(of_a) - 1) ** 2).mean() + ((judge_b(of_b) - 1) ** 2).mean()
        cycle = F.l1_loss(to_a(of_b), a) + F.l1_loss(to_b(of_a), b)
        identity = F.l1_loss(to_a(a), a) + F.l1_loss(to_b(b), b)
        move(mover, adversary + 10 * (cycle + 0.5 * identity)).step()
        judges.requires_grad_(True)
        old_a, old_b = exchanged(pools[0], of_a.detach()), exchanged(pools[1], of_b.detach())
        loss = sum(((judge(real) - 1) ** 2).mean() + (judge(made) ** 2).mean()
                   for judge, real, made in ((judge_a, a, old_a), (judge_b, b, old_b)))
        move(their_mover, loss).step()

    return step


def sketches(batch=64, latent=100, code=128, width=64):
    """`stackgan`: the steps of stage I, the discriminator's and the generator's."""
    mean, log_variance = nn.Linear(12, code), nn.Linear(12, code)
    layers = nn.Sequential(
        nn.Linear(code + latent, 49 * 2 * width, bias=False), nn.Unflatten(1, (2 * width, 7, 7)),
        keras_norm(2 * width), nn.ReLU(), transposed(2 * width, width), keras_norm(width),
        nn.ReLU(), conv(width, 1, 3), nn.Sigmoid())
    features = nn.Sequential(
        conv(1, width, 3), leaky(0.2), nn.Conv2d(width, 2 * width, 4, 2, padding=1, bias=False),
        keras_norm(2 * width), leaky(0.2), nn.Flatten())
    score, projection = nn.Linear(49 * 2 * width, 1), nn.Linear(12, 49 * 2 * width, bias=False)
    squares = nn.Linear(12, 1, bias=False)
    discriminator = nn.ModuleList([features, score, projection, squares])
    mover = torch.optim.Adam(parameters(mean, log_variance, layers), 2e-4, (0.5, 0.999))
    their_mover = torch.optim.Adam(discriminator.parameters(), 2e-4, (0.5, 0.999))
    images, asked = torch.rand(batch, 1, 14, 14), torch.cat([labels(batch), torch.randn(batch, 2)], 1)

    def draw():
        m, v = mean(asked), log_variance(asked)
        told = m + torch.exp(v / 2) * torch.randn_like(m)
        divergence = -0.5 * (1 + v - m * m - v.exp()).mean()
        return layers(torch.cat([told, torch.randn(batch, latent)], 1)), divergence

    def loss(seen, text, target):
        logits = score(seen) + squares(text**2) + (seen * projection(text)).sum(1, keepdim=True)
        return cross_entropy(logits, torch.full_like(logits, target))

    def discriminate():
        with torch.no_grad():
            made, _ = draw()
        others = asked.roll(1, 0)
        hands = torch.cat([asked[:, :10], others[:, 10:]], 1)
        seen = features(images)
        wrong = 0.25 * loss(seen, others, 0.0) + 0.75 * loss(seen, hands, 0.0)
        move(their_mover, loss(seen, asked, 1.0) + 0.5 * (
            wrong + loss(features(made), asked, 0.0))).step()

    def generate():
        discriminator.requires_grad_(False)
        made, divergence = draw()
        move(mover, loss(features(made), asked, 1.0) + 0.02 * divergence).step()
        discriminator.requires_grad_(True)

    return discriminate, generate


timing.run(
    {
        "autoencoders": lambda: plain_autoencoders(dense_deep_and_convolutional()),
        "manifolds": lambda: plain_autoencoders([deep([784, 256, 128, 2, 128, 256, 784])]),
        "vae": lambda: autoencoder(500, 2, [256, 128], 0, 1e-4),
        "cvae": lambda: autoencoder(500, 8, [256], 10, 1e-3),
        "gan_d": lambda: adversaries(False)[0],
        "gan_g": lambda: adversaries(False)[1],
        "cgan_d": lambda: adversaries(True)[0],
        "cgan_g": lambda: adversaries(True)[1],
        "vaegan_d": lambda: autoencoder_and_adversary()[0],
        "vaegan_g": lambda: autoencoder_and_adversary()[1],
        "mlpgan": dense_adversaries,
        "dcgan_d": lambda: convolutional_adversaries()[0],
        "dcgan_g": lambda: convolutional_adversaries()[1],
        "wgan_d": lambda: critic_and_generator()[0],
        "wgan_g": lambda: critic_and_generator()[1],
        "progan_d": lambda: full_size_adversaries()[0],
        "progan_g": lambda: full_size_adversaries()[1],
        "srgan": super_resolution,
        "pix2pix_d": lambda: paired_adversaries()[0],
        "pix2pix_g": lambda: paired_adversaries()[1],
        "cyclegan": unpaired_translation,
        "stackgan_d": lambda: sketches()[0],
        "stackgan_g": lambda: sketches()[1],
    }, chosen)
