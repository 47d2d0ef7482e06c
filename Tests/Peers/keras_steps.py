"""The notebooks' training steps at the article profile in Keras 3 on TensorFlow, compiled by tf.function.

    python3 -m venv .venv-keras
    .venv-keras/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1
    .venv-keras/bin/python Tests/Peers/keras_steps.py --threads 2
"""
import math
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import timing

chosen = timing.arguments(__doc__)

import keras
import tensorflow as tf
from keras import layers

import keras_networks as networks
from keras_networks import chain, conv, leaky, optimizer

tf.config.threading.set_intra_op_parallelism_threads(chosen.threads)
tf.config.threading.set_inter_op_parallelism_threads(chosen.threads)
keras.utils.set_random_seed(0)

LATENT_LIMIT, TINY = 2.0, 1e-10
cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits


def digits(count, shape=(784,), low=0.0):
    return tf.random.uniform((count, *shape), low, 1.0)


def labels(count):
    return tf.one_hot(tf.random.uniform((count,), 0, 10, tf.int32), 10)


def compiled(step):
    """The step as a graph; reading the loss waits for its end."""
    graph = tf.function(step)
    return lambda: float(graph())


def autoencoder(batch, latent, widths, classes, rate):
    """`vae`, and with classes `cvae`."""
    encoder, decoder = networks.dense_autoencoder(latent, widths, classes)
    variables = encoder.trainable_variables + decoder.trainable_variables
    adam = optimizer(keras.optimizers.Adam, rate, variables)
    images, told = digits(batch), labels(batch)

    def tell(x):
        return tf.concat([x, told], 1) if classes else x

    def step():
        with tf.GradientTape() as tape:
            mean, log_variance = encoder(tell(images), training=True)
            codes = mean + tf.exp(log_variance / 2) * tf.random.normal((batch, latent))
            logits = decoder(tell(codes), training=True)
            likeness = tf.reduce_sum(cross_entropy(labels=images, logits=logits), 1)
            divergence = -0.5 * tf.reduce_sum(
                1 + log_variance - mean * mean - tf.exp(log_variance), 1)
            loss = tf.reduce_mean(likeness + divergence) / (2 * 784)
        adam.apply(tape.gradient(loss, variables), variables)
        return loss

    return compiled(step)


def deep(widths):
    """Dense layers with ELU, none after the code, which is in the middle, and none at the end."""
    linear = (len(widths) // 2 - 1, len(widths) - 2)
    return [
        layers.Dense(width, None if index in linear else "elu")
        for index, width in enumerate(widths[1:])]


def plain_autoencoders(models, batch=256, rate=1e-3):
    """`autoencoders` and `manifolds`: all networks in one step, on the same images."""
    models = [keras.Sequential([layers.Input((784,)), *parts]) for parts in models]
    variables = [variable for model in models for variable in model.trainable_variables]
    adam = optimizer(keras.optimizers.Adam, rate, variables)
    images = digits(batch)

    def step():
        with tf.GradientTape() as tape:
            loss = sum(
                tf.reduce_mean(cross_entropy(labels=images, logits=model(images)))
                for model in models)
        adam.apply(tape.gradient(loss, variables), variables)
        return loss

    return compiled(step)


def dense_deep_and_convolutional():
    convolutional = [
        layers.Reshape((28, 28, 1)), conv(16, 5, strides=2, activation="relu"),
        conv(32, 3, strides=2, activation="relu"), layers.Flatten(), layers.Dense(49),
        layers.Dense(1568, "relu"), layers.Reshape((7, 7, 32)), layers.UpSampling2D(),
        conv(16, 3, activation="relu"), layers.UpSampling2D(), conv(1, 5), layers.Flatten()]
    dense = [layers.Dense(49, "relu"), layers.Dense(784)]
    return [dense, deep([784, 196, 98, 49, 98, 196, 784]), convolutional]


def dense_adversaries(batch=100, latent=100, width=128):
    """`mlp-gan`: a step of the discriminator and one of the generator, with the same noise."""
    z, image = layers.Input((latent,)), layers.Input((784,))
    generator = keras.Model(z, chain(z, layers.Dense(width), leaky(0.01), layers.Dense(784, "tanh")))
    judge = keras.Model(image, chain(image, layers.Dense(width), leaky(0.01), layers.Dense(1)))
    ours, theirs = generator.trainable_variables, judge.trainable_variables
    mover = optimizer(keras.optimizers.Adam, 0.002, ours)
    judge_mover = optimizer(keras.optimizers.Adam, 0.002, theirs)
    images = digits(batch, low=-1.0)

    def loss(pictures, target):
        logits = judge(pictures)
        return tf.reduce_mean(cross_entropy(labels=tf.fill(tf.shape(logits), target), logits=logits))

    def step():
        noise = tf.random.uniform((batch, latent), -1, 1)
        with tf.GradientTape() as tape:
            pictures = generator(noise)
            with tf.GradientTape() as judging:
                judged = loss(images, 0.9) + loss(pictures, 0.0)
            with tape.stop_recording():
                judge_mover.apply(judging.gradient(judged, theirs), theirs)
            fooled = loss(pictures, 1.0)
        mover.apply(tape.gradient(fooled, ours), ours)
        return judged + fooled

    return compiled(step)


def adversaries(conditional, batch=256, latent=2):
    """`gan` and `cgan`: the discriminator's step and the generator's."""
    generator, discriminator = networks.convolutional_adversaries(conditional, latent)
    ours, theirs = generator.trainable_variables, discriminator.trainable_variables
    mover = optimizer(keras.optimizers.RMSprop, 3e-4, ours)
    their_mover = optimizer(keras.optimizers.RMSprop, 1e-4, theirs)
    images, told = digits(batch, (28, 28, 1)), labels(batch)

    def pictures():
        return generator([tf.random.normal((batch, latent)), told], training=True)

    def of_digits():
        return -tf.reduce_mean(tf.math.log(discriminator([images, told], training=True) + TINY))

    def of_pictures(pictures):
        answers = discriminator([pictures, told], training=True)
        return -tf.reduce_mean(tf.math.log(1 - answers + TINY))

    def discriminate():
        made = pictures()
        with tf.GradientTape() as tape:
            loss = (of_digits() + of_pictures(made)) / 2
        their_mover.apply(tape.gradient(loss, theirs), theirs)
        return loss

    def generate():
        with tf.GradientTape() as tape:
            seen = of_pictures(pictures())
            loss = -seen
        mover.apply(tape.gradient(loss, ours), ours)
        return (of_digits() + seen) / 2

    return discriminate, generate


def autoencoder_and_adversary(batch=64, latent=8):
    """`vae-gan`: the discriminator's step, and encoder's and decoder's."""
    encoder, decoder, discriminator = networks.encoder_decoder_discriminator(latent)
    parts = [(encoder, 1e-3), (decoder, 3e-4), (discriminator, 1e-3)]
    movers = [
        optimizer(keras.optimizers.RMSprop, rate, part.trainable_variables) for part, rate in parts]
    images, told = digits(batch, (28, 28, 1)), labels(batch)

    def move(index, tape, loss):
        variables = parts[index][0].trainable_variables
        movers[index].apply(tape.gradient(loss, variables), variables)

    def pictures():
        mean, log_variance = encoder([images, told], training=True)
        deviation = tf.exp(tf.clip_by_value(log_variance / 2, -LATENT_LIMIT, LATENT_LIMIT))
        codes = mean + deviation * tf.random.normal((batch, latent))
        drawn = tf.random.normal((batch, latent))
        return (
            mean, log_variance, decoder([codes, told], training=True),
            decoder([drawn, told], training=True))

    def judged(copies, drawn):
        of_digits, seen_digits = discriminator([images, told], training=True)
        of_copies, seen_copies = discriminator([copies, told], training=True)
        of_drawn, _ = discriminator([drawn, told], training=True)
        of_digits, of_copies, of_drawn = map(tf.sigmoid, (of_digits, of_copies, of_drawn))
        logs = (
            tf.math.log(of_digits + TINY) + 2 * tf.math.log(1 - of_drawn + TINY)
            + tf.math.log(1 - of_copies + TINY))
        return -tf.reduce_sum(logs) / (4 * 784), seen_digits, seen_copies

    def discriminate():
        _, _, copies, drawn = pictures()
        with tf.GradientTape() as tape:
            loss, _, _ = judged(copies, drawn)
        move(2, tape, loss)
        return loss

    def generate():
        with tf.GradientTape(persistent=True) as tape:
            mean, log_variance, copies, drawn = pictures()
            adversarial, seen_digits, seen_copies = judged(copies, drawn)
            limited = tf.clip_by_value(log_variance, -LATENT_LIMIT, LATENT_LIMIT)
            prior = -0.5 * tf.reduce_sum(1 + limited - mean * mean - tf.exp(limited)) / 784
            likeness = tf.reduce_sum(
                cross_entropy(labels=tf.sigmoid(seen_digits), logits=seen_copies)) / 784
            encoders, decoders = likeness + prior, likeness - adversarial
        move(0, tape, encoders)
        move(1, tape, decoders)
        return adversarial

    return discriminate, generate


def transposed(channels):
    return layers.Conv2DTranspose(channels, 4, strides=2, padding="same")


def convolutional_adversaries(batch=64, latent=128):
    """`dcgan`: the lecture's networks, the discriminator's step and the generator's."""
    z, image = layers.Input((latent,)), layers.Input((64, 64, 1))
    x = chain(z, layers.Dense(4 * 4 * 1024), leaky(0.2), layers.Reshape((4, 4, 1024)))
    for width in 512, 256, 128:
        x = chain(x, transposed(width), layers.BatchNormalization(), leaky(0.2))
    generator = keras.Model(z, chain(x, transposed(1), layers.Activation("tanh")))
    x = image
    for width in 64, 128, 256, 512:
        x = chain(x, conv(width, 5, strides=2), layers.BatchNormalization(), leaky(0.2))
    discriminator = keras.Model(image, chain(x, layers.Flatten(), layers.Dense(1)))
    ours, theirs = generator.trainable_variables, discriminator.trainable_variables
    mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5), 2e-3, ours)
    their_mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5), 1e-3, theirs)
    images = digits(batch, (28, 28, 1))

    def loss(pictures, target):
        logits = discriminator(pictures, training=True)
        return tf.reduce_mean(cross_entropy(labels=tf.fill(tf.shape(logits), target), logits=logits))

    def discriminate():
        real = tf.image.resize(images, (64, 64)) * 2 - 1
        made = generator(tf.random.normal((batch, latent)), training=True)
        with tf.GradientTape() as tape:
            judged = loss(real, 0.8) + loss(made, 0.2)
        their_mover.apply(tape.gradient(judged, theirs), theirs)
        return judged

    def generate():
        with tf.GradientTape() as tape:
            fooled = loss(generator(tf.random.normal((batch, latent)), training=True), 1.0)
        mover.apply(tape.gradient(fooled, ours), ours)
        return fooled

    return discriminate, generate


def critic_and_generator(batch=64, latent=128, width=64):
    """`wgan`: the critic's step with the gradient penalty, and the generator's."""
    z, image = layers.Input((latent,)), layers.Input((28, 28, 1))
    x = chain(z, layers.Dense(7 * 7 * 2 * width), layers.Reshape((7, 7, 2 * width)))
    x = chain(x, layers.BatchNormalization(), layers.ReLU(), transposed(width))
    x = chain(x, layers.BatchNormalization(), layers.ReLU(), transposed(1), layers.Activation("tanh"))
    generator = keras.Model(z, x)
    x = chain(image, conv(width, 5, strides=2), leaky(0.2), conv(2 * width, 5, strides=2), leaky(0.2))
    critic = keras.Model(image, chain(x, layers.Flatten(), layers.Dense(1)))
    ours, theirs = generator.trainable_variables, critic.trainable_variables
    mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5, 0.9), 1e-4, ours)
    their_mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5, 0.9), 1e-4, theirs)
    images = digits(batch, (28, 28, 1), low=-1.0)

    def discriminate():
        made = generator(tf.random.normal((batch, latent)), training=True)
        between = images + tf.random.uniform((batch, 1, 1, 1)) * (made - images)
        with tf.GradientTape() as tape:
            with tf.GradientTape() as inner:
                inner.watch(between)
                scores = tf.reduce_sum(critic(between, training=True))
            slopes = inner.gradient(scores, between)
            norms = tf.sqrt(tf.reduce_sum(slopes**2, (1, 2, 3)) + 1e-12)
            difference = tf.reduce_mean(critic(made, training=True)) - tf.reduce_mean(
                critic(images, training=True))
            loss = difference + 10 * tf.reduce_mean((norms - 1) ** 2)
        their_mover.apply(tape.gradient(loss, theirs), theirs)
        return loss

    def generate():
        with tf.GradientTape() as tape:
            made = generator(tf.random.normal((batch, latent)), training=True)
            loss = -tf.reduce_mean(critic(made, training=True))
        mover.apply(tape.gradient(loss, ours), ours)
        return loss

    return discriminate, generate


class Equalized(layers.Layer):
    """A convolution, or for a size of 0 a dense layer, whose weights are scaled by gain / sqrt(fan in) in every pass, and a
    leaky ReLU."""

    def __init__(self, outputs, size, gain=2**0.5, slope=0.2):
        super().__init__()
        self.outputs, self.size, self.gain, self.slope = outputs, size, gain, slope

    def build(self, shape):
        field = (self.size, self.size) if self.size else ()
        shape = (*field, shape[-1], self.outputs)
        self.kernel = self.add_weight(shape=shape, initializer="random_normal")
        self.bias = self.add_weight(shape=shape[-1:], initializer="zeros")
        self.scale = self.gain / math.prod(shape[:-1]) ** 0.5

    def call(self, x):
        weights = self.kernel * self.scale
        y = tf.nn.conv2d(x, weights, 1, "SAME") if self.size else tf.matmul(x, weights)
        y = y + self.bias
        return y if self.slope == 1 else tf.nn.leaky_relu(y, self.slope)


class PixelNorm(layers.Layer):
    def call(self, x):
        return x * tf.math.rsqrt(tf.reduce_mean(x**2, -1, keepdims=True) + 1e-8)


class Deviation(layers.Layer):
    def call(self, x):
        count = tf.shape(x)[0]
        groups = tf.reshape(x, (4, count // 4, -1))
        deviations = tf.reduce_mean(tf.sqrt(tf.math.reduce_variance(groups, 0) + 1e-8), 1)
        more = tf.reshape(tf.tile(deviations, [4]), (count, 1, 1, 1))
        return tf.concat([x, tf.tile(more, (1, x.shape[1], x.shape[2], 1))], -1)

    def compute_output_shape(self, shape):
        return (*shape[:-1], shape[-1] + 1)


def full_size_adversaries(batch=32, latent=512):
    """`progan`: the last stage, the discriminator's step without the penalty that every eighth has, and the generator's."""

    def normalized(outputs):
        return [Equalized(outputs, 3, slope=1), PixelNorm(), layers.LeakyReLU(0.2)]

    def doubling(outputs):
        return [layers.UpSampling2D(), *normalized(outputs), *normalized(outputs)]

    z, image = layers.Input((latent,)), layers.Input((28, 28, 1))
    generator = keras.Model(z, chain(
        z, PixelNorm(), Equalized(49 * 32, 0, slope=1), layers.Reshape((7, 7, 32)), PixelNorm(),
        layers.LeakyReLU(0.2), *normalized(32), *doubling(16), *doubling(8), Equalized(1, 1, gain=1, slope=1),
        layers.Activation("tanh")))
    discriminator = keras.Model(image, chain(
        image, Equalized(8, 1), Equalized(8, 3), Equalized(16, 3), layers.AveragePooling2D(2),
        Equalized(16, 3), Equalized(32, 3), layers.AveragePooling2D(2), Deviation(), Equalized(32, 3),
        layers.Flatten(), Equalized(64, 0), Equalized(1, 0, gain=1, slope=1)))
    ours, theirs = generator.trainable_variables, discriminator.trainable_variables
    mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.0, 0.99), 1e-3, ours)
    their_mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.0, 0.99), 1e-3, theirs)
    images = digits(batch, (28, 28, 1), low=-1.0)

    def discriminate():
        made = generator(tf.random.normal((batch, latent)), training=True)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(-discriminator(images, training=True))) + tf.reduce_mean(
                tf.nn.softplus(discriminator(made, training=True)))
        their_mover.apply(tape.gradient(loss, theirs), theirs)
        return loss

    def generate():
        with tf.GradientTape() as tape:
            made = generator(tf.random.normal((batch, latent)), training=True)
            loss = tf.reduce_mean(tf.nn.softplus(-discriminator(made, training=True)))
        mover.apply(tape.gradient(loss, ours), ours)
        return loss

    return discriminate, generate


def super_resolution(batch=16, width=64, blocks=16):
    """`srgan`: SRResNet's step on the squared error."""

    def slope():
        return layers.PReLU(shared_axes=[1, 2, 3])

    def normalized(x):
        return chain(x, conv(width, 3), layers.BatchNormalization())

    image = layers.Input((7, 7, 1))
    x = start = chain(image, conv(width, 5), slope())
    for _ in range(blocks):
        x = layers.Add()([x, normalized(slope()(normalized(x)))])
    x = layers.Add()([start, normalized(x)])
    for channels in 4 * width, 2 * width:
        x = conv(channels, 3)(x)
        x = chain(x, layers.Lambda(lambda maps: tf.nn.depth_to_space(maps, 2)), slope())
    generator = keras.Model(image, conv(1, 5, activation="sigmoid")(x))
    ours = generator.trainable_variables
    adam = optimizer(keras.optimizers.Adam, 1e-4, ours)
    images = digits(batch, (28, 28, 1))
    small = tf.nn.avg_pool2d(images, 4, 4, "VALID")

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((generator(small, training=True) - images) ** 2)
        adam.apply(tape.gradient(loss, ours), ours)
        return loss

    return step


def paired_adversaries(batch=10, width=64):
    """`pix2pix`: the discriminator's step and the generator's, which sees the absolute difference, too."""

    def block(x, layer, activation):
        # A group for each channel.
        return chain(x, layer, layers.GroupNormalization(-1, epsilon=1e-5), activation)

    def halved(x, channels):
        return block(x, layers.Conv2D(channels, 4, 2, "same", use_bias=False), leaky(0.2))

    def doubled(x, channels):
        layer = layers.Conv2DTranspose(channels, 4, 2, "same", use_bias=False)
        return block(x, layer, layers.ReLU())

    def joined(*maps):
        return layers.Concatenate()(list(maps))

    image = layers.Input((28, 28, 1))
    a = chain(image, conv(width, 3), leaky(0.2))
    b = halved(a, 2 * width)
    c = halved(b, 4 * width)
    x = block(c, layers.Conv2D(4 * width, 3, 1, "same", use_bias=False), layers.ReLU())
    x = doubled(joined(layers.Dropout(0.5)(x), c), 2 * width)
    x = doubled(joined(layers.Dropout(0.5)(x), b), width)
    generator = keras.Model(image, conv(1, 3, activation="sigmoid")(joined(x, a)))
    pair = layers.Input((28, 28, 2))
    x = chain(pair, conv(width, 4, strides=2), leaky(0.2))
    discriminator = keras.Model(pair, conv(1, 3)(halved(x, 2 * width)))
    ours, theirs = generator.trainable_variables, discriminator.trainable_variables
    mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5), 2e-4, ours)
    their_mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5), 2e-4, theirs)
    given, images = digits(batch, (28, 28, 1)), digits(batch, (28, 28, 1))

    def loss(pictures, target):
        logits = discriminator(tf.concat([given, pictures], -1), training=True)
        return tf.reduce_mean(cross_entropy(labels=tf.fill(tf.shape(logits), target), logits=logits))

    def discriminate():
        made = generator(given, training=True)
        with tf.GradientTape() as tape:
            judged = loss(images, 1.0) + loss(made, 0.0)
        their_mover.apply(tape.gradient(judged, theirs), theirs)
        return judged

    def generate():
        with tf.GradientTape() as tape:
            made = generator(given, training=True)
            fooled = loss(made, 1.0) + 100 * tf.reduce_mean(tf.abs(made - images))
        mover.apply(tape.gradient(fooled, ours), ours)
        return fooled

    return discriminate, generate


def unpaired_translation(batch=1, width=64, blocks=9, pool=50):
    """`cyclegan`: a step of both generators and one of both discriminators."""

    def normalized(x, layer):
        return layers.GroupNormalization(groups=-1, epsilon=1e-5, scale=False)(layer(x))

    def make_generator():
        image = layers.Input((28, 28, 1))
        x = layers.ReLU()(normalized(image, conv(width, 5, use_bias=False)))
        x = layers.ReLU()(normalized(x, conv(2 * width, 4, strides=2, use_bias=False)))
        for _ in range(blocks):
            y = layers.ReLU()(normalized(x, conv(2 * width, 3, use_bias=False)))
            x = layers.Add()([x, normalized(y, conv(2 * width, 3, use_bias=False))])
        x = layers.ReLU()(normalized(x, transposed(width)))
        return keras.Model(image, conv(1, 5, activation="sigmoid")(x))

    def make_judge():
        image = layers.Input((28, 28, 1))
        x = leaky(0.2)(conv(width, 4, strides=2)(image))
        x = leaky(0.2)(normalized(x, conv(2 * width, 4, strides=2, use_bias=False)))
        return keras.Model(image, conv(1, 3)(x))

    to_a, to_b, judge_a, judge_b = make_generator(), make_generator(), make_judge(), make_judge()
    ours = to_a.trainable_variables + to_b.trainable_variables
    theirs = judge_a.trainable_variables + judge_b.trainable_variables
    mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5), 2e-4, ours)
    their_mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5), 2e-4, theirs)
    a, b = digits(batch, (28, 28, 1)), digits(batch, (28, 28, 1))
    pools = [tf.Variable(digits(pool, (28, 28, 1))) for _ in range(2)]

    def exchanged(kept, new):
        """Some of the newest pictures, and old ones in place of the others."""
        places = tf.random.uniform((batch,), 0, pool, tf.int32)
        is_old = tf.random.uniform((batch, 1, 1, 1)) < 0.5
        old = tf.gather(kept, places)
        kept.scatter_nd_update(places[:, None], tf.where(is_old, new, old))
        return tf.where(is_old, old, new)

    def distance(x, y):
        return tf.reduce_mean(tf.abs(x - y))

    def squared(scores, target):
        return tf.reduce_mean((scores - target) ** 2)

    def step():
        with tf.GradientTape() as tape:
            of_a, of_b = to_a(b), to_b(a)
            adversary = squared(judge_a(of_a), 1.0) + squared(judge_b(of_b), 1.0)
            cycle = distance(to_a(of_b), a) + distance(to_b(of_a), b)
            identity = distance(to_a(a), a) + distance(to_b(b), b)
            loss = adversary + 10 * (cycle + 0.5 * identity)
        mover.apply(tape.gradient(loss, ours), ours)
        old_a, old_b = exchanged(pools[0], of_a), exchanged(pools[1], of_b)
        with tf.GradientTape() as tape:
            seen = sum(
                squared(judge(real), 1.0) + squared(judge(made), 0.0)
                for judge, real, made in ((judge_a, a, old_a), (judge_b, b, old_b)))
        their_mover.apply(tape.gradient(seen, theirs), theirs)
        return seen

    return step


def sketches(batch=64, latent=100, code=128, width=64):
    """`stackgan`: the steps of stage I, the discriminator's and the generator's."""
    text, z = layers.Input((12,)), layers.Input((latent + code,))
    mean, log_variance = layers.Dense(code)(text), layers.Dense(code)(text)
    told = mean + keras.ops.exp(log_variance / 2) * z[:, :code]
    x = layers.Dense(49 * 2 * width, use_bias=False)(layers.Concatenate()([told, z[:, code:]]))
    x = layers.ReLU()(layers.BatchNormalization()(layers.Reshape((7, 7, 2 * width))(x)))
    x = layers.Conv2DTranspose(width, 4, strides=2, padding="same", use_bias=False)(x)
    x = conv(1, 3, activation="sigmoid")(layers.ReLU()(layers.BatchNormalization()(x)))
    generator = keras.Model([text, z], [x, mean, log_variance])
    image = layers.Input((14, 14, 1))
    x = leaky(0.2)(conv(width, 3)(image))
    x = leaky(0.2)(layers.BatchNormalization()(conv(2 * width, 4, strides=2, use_bias=False)(x)))
    features = keras.Model(image, layers.Flatten()(x))
    score, projection = layers.Dense(1), layers.Dense(49 * 2 * width, use_bias=False)
    squares = layers.Dense(1, use_bias=False)
    score.build((None, 49 * 2 * width))
    projection.build((None, 12))
    squares.build((None, 12))
    ours = generator.trainable_variables
    theirs = [
        variable for part in (features, score, projection, squares)
        for variable in part.trainable_variables]
    mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5), 2e-4, ours)
    their_mover = optimizer(lambda rate: keras.optimizers.Adam(rate, 0.5), 2e-4, theirs)
    images = digits(batch, (14, 14, 1))
    asked = tf.concat([labels(batch), tf.random.normal((batch, 2))], 1)

    def draw():
        return generator([asked, tf.random.normal((batch, latent + code))], training=True)

    def loss(seen, text, target):
        logits = score(seen) + squares(text**2) + tf.reduce_sum(
            seen * projection(text), 1, keepdims=True)
        return tf.reduce_mean(cross_entropy(labels=tf.fill(tf.shape(logits), target), logits=logits))

    def discriminate():
        made = draw()[0]
        others = tf.roll(asked, 1, 0)
        hands = tf.concat([asked[:, :10], others[:, 10:]], 1)
        with tf.GradientTape() as tape:
            seen = features(images, training=True)
            wrong = 0.25 * loss(seen, others, 0.0) + 0.75 * loss(seen, hands, 0.0)
            judged = loss(seen, asked, 1.0) + 0.5 * (
                wrong + loss(features(made, training=True), asked, 0.0))
        their_mover.apply(tape.gradient(judged, theirs), theirs)
        return judged

    def generate():
        with tf.GradientTape() as tape:
            made, m, v = draw()
            divergence = -0.5 * tf.reduce_mean(1 + v - m * m - tf.exp(v))
            fooled = loss(features(made, training=True), asked, 1.0) + 0.02 * divergence
        mover.apply(tape.gradient(fooled, ours), ours)
        return fooled

    return discriminate, generate


timing.run(
    {
        "autoencoders": lambda: plain_autoencoders(dense_deep_and_convolutional()),
        "manifolds": lambda: plain_autoencoders([deep([784, 256, 128, 2, 128, 256, 784])]),
        "vae": lambda: autoencoder(500, 2, [256, 128], 0, 1e-4),
        "cvae": lambda: autoencoder(500, 8, [256], 10, 1e-3),
        "gan_d": lambda: compiled(adversaries(False)[0]),
        "gan_g": lambda: compiled(adversaries(False)[1]),
        "cgan_d": lambda: compiled(adversaries(True)[0]),
        "cgan_g": lambda: compiled(adversaries(True)[1]),
        "vaegan_d": lambda: compiled(autoencoder_and_adversary()[0]),
        "vaegan_g": lambda: compiled(autoencoder_and_adversary()[1]),
        "mlpgan": dense_adversaries,
        "dcgan_d": lambda: compiled(convolutional_adversaries()[0]),
        "dcgan_g": lambda: compiled(convolutional_adversaries()[1]),
        "wgan_d": lambda: compiled(critic_and_generator()[0]),
        "wgan_g": lambda: compiled(critic_and_generator()[1]),
        "progan_d": lambda: compiled(full_size_adversaries()[0]),
        "progan_g": lambda: compiled(full_size_adversaries()[1]),
        "srgan": lambda: compiled(super_resolution()),
        "pix2pix_d": lambda: compiled(paired_adversaries()[0]),
        "pix2pix_g": lambda: compiled(paired_adversaries()[1]),
        "cyclegan": lambda: compiled(unpaired_translation()),
        "stackgan_d": lambda: compiled(sketches()[0]),
        "stackgan_g": lambda: compiled(sketches()[1]),
    }, chosen)
