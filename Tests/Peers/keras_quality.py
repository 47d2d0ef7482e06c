"""How long Keras 3 on TensorFlow trains to the quality of a notebook, with its networks, losses, batches and rates of the standard
profile, on MNIST.

What is timed is training, with the building of the graphs, and not the measuring. vae and cvae tell nats per test digit, cgan and
vaegan the share of 10,000 pictures in which a reader, which is trained here first, reads the label that was asked for.
--length is what the notebook's setting says: epochs, turns, or iterations, over the second half of which the rates of
cgan and vaegan fall to 0. Ours takes the same by --set, such as

    swift run experiments cgan --data mnist --set turns=1000
    .venv-keras/bin/python Tests/Peers/keras_quality.py cgan --length 1000 --mnist ~/.cache/experiments/mnist

The line of progress at the end of ours, `cgan: training: 1000 turns in …`, has its time. The head of keras_steps.py says how to
install Keras.
"""
import argparse
import gzip
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("name", choices=["vae", "cvae", "cgan", "vaegan"])
parser.add_argument("--length", type=int, required=True)
parser.add_argument("--mnist", required=True, metavar="FOLDER", help="a folder with MNIST's four files, with .gz")
parser.add_argument("--threads", type=int, default=2)
chosen = parser.parse_args()

import keras
import numpy as np
import tensorflow as tf
from keras import layers

import keras_networks as networks

tf.config.threading.set_intra_op_parallelism_threads(chosen.threads)
tf.config.threading.set_inter_op_parallelism_threads(chosen.threads)
keras.utils.set_random_seed(0)
cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits
PICTURES = 10_000


def read(kind):
    """Pixels in [0, 1], [n, 784], and labels, [n]."""
    def values(name, skipped):
        with gzip.open(os.path.join(chosen.mnist, f"{kind}-{name}-ubyte.gz")) as file:
            return np.frombuffer(file.read()[skipped:], np.uint8)

    return values("images-idx3", 16).reshape(-1, 784).astype("float32") / 255, values("labels-idx1", 8)


def one_hot(labels):
    return np.eye(10, dtype="float32")[labels]


(images, labels), (test_images, test_labels) = read("train"), read("t10k")
random = np.random.default_rng(0)


def batches(size):
    """Pixels and one-hot labels of digits, without end, each digit once in a pass."""
    while True:
        order = random.permutation(len(images))
        for first in range(0, len(order) - size + 1, size):
            these = order[first:first + size]
            yield tf.constant(images[these]), tf.constant(one_hot(labels[these]))


def adam(rate, beta1, beta2, model):
    return networks.optimizer(
        lambda rate: keras.optimizers.Adam(rate, beta1, beta2), rate, model.trainable_variables)


def falling(rate, done):
    """A rate that falls to 0 over the second half."""
    return rate * min(1.0, 2 * (1 - done / chosen.length))


def dense_autoencoder(latent, widths, classes):
    encoder, decoder = networks.dense_autoencoder(latent, widths, classes)
    variables = encoder.trainable_variables + decoder.trainable_variables
    mover = networks.optimizer(keras.optimizers.Adam, 1e-3, variables)

    def nats(pixels, told, training):
        def tell(x):
            return tf.concat([x, told], 1) if classes else x

        mean, log_variance = encoder(tell(pixels), training=training)
        codes = mean + tf.exp(log_variance / 2) * tf.random.normal(tf.shape(mean))
        logits = decoder(tell(codes), training=training)
        likeness = tf.reduce_sum(cross_entropy(labels=pixels, logits=logits), 1)
        divergence = -0.5 * tf.reduce_sum(1 + log_variance - mean * mean - tf.exp(log_variance), 1)
        return tf.reduce_mean(likeness + divergence)

    @tf.function
    def step(pixels, told):
        with tf.GradientTape() as tape:
            loss = nats(pixels, told, True)
            scaled = loss / (2 * 784)
        mover.apply(tape.gradient(scaled, variables), variables)
        return loss

    def train():
        source = batches(500)
        for _ in range(chosen.length * (len(images) // 500)):
            step(*next(source)).numpy()

    return train, lambda: f"{float(nats(test_images, one_hot(test_labels), False)):.2f} nats per test digit"


class Average:
    """The exponential moving average of a model's parameters, in a copy of it."""

    def __init__(self, model, decay):
        self.model, self.decay, self.copy = model, decay, keras.models.clone_model(model)
        self.copy.set_weights(model.get_weights())

    def update(self):
        for mean, value in zip(self.copy.trainable_variables, self.model.trainable_variables):
            mean.assign(self.decay * mean + (1 - self.decay) * value)


def conditional_adversaries(latent=2, size=64, most=5, ceiling=1.0, floor=0.4):
    generator, discriminator = networks.convolutional_adversaries(True, latent, lambda: layers.Dropout(0))
    average = Average(generator, 0.999)
    mover, their_mover = adam(5e-4, 0.0, 0.999, generator), adam(1e-3, 0.0, 0.999, discriminator)
    tiny = 1e-10

    def answers(pixels, told):
        made = generator([tf.random.normal((size, latent)), told], training=True)
        real = tf.reshape(pixels, (-1, 28, 28, 1))
        return discriminator([real, told], training=True), discriminator([made, told], training=True)

    def judged(of_digits, of_pictures):
        return -(tf.reduce_mean(tf.math.log(of_digits + tiny)) + tf.reduce_mean(tf.math.log(1 - of_pictures + tiny))) / 2

    @tf.function
    def discriminate(pixels, told):
        with tf.GradientTape() as tape:
            loss = judged(*answers(pixels, told))
        variables = discriminator.trainable_variables
        their_mover.apply(tape.gradient(loss, variables), variables)
        return loss

    @tf.function
    def generate(pixels, told):
        with tf.GradientTape() as tape:
            of_digits, of_pictures = answers(pixels, told)
            own = -tf.reduce_mean(tf.math.log(of_pictures + tiny))
        variables = generator.trainable_variables
        mover.apply(tape.gradient(own, variables), variables)
        average.update()
        return judged(of_digits, of_pictures)

    def train():
        source = batches(size)
        for turn in range(chosen.length):
            their_mover.learning_rate.assign(falling(1e-3, turn))
            mover.learning_rate.assign(falling(5e-4, turn))
            for _ in range(most):
                if discriminate(*next(source)).numpy() < ceiling:
                    break
            for _ in range(most):
                if generate(*next(source)).numpy() > floor:
                    break

    return train, agreement(average.copy, latent)


class PairedDropout(layers.Layer):
    """Dropout that leaves out the same features in both halves of a batch."""

    def call(self, x, training=False):
        if not training:
            return x
        half = tf.concat([tf.shape(x)[:1] // 2, tf.shape(x)[1:]], 0)
        kept = tf.cast(tf.random.uniform(half) >= networks.DROP, x.dtype) / (1 - networks.DROP)
        return x * tf.concat([kept, kept], 0)


def autoencoder_and_adversary(latent=8, size=32):
    encoder, decoder, discriminator = networks.encoder_decoder_discriminator(latent, PairedDropout)
    models = encoder, decoder, discriminator
    movers = [adam(1e-3, 0.5, 0.99, model) for model in models]

    def move(index, tape, loss):
        variables = models[index].trainable_variables
        movers[index].apply(tape.gradient(loss, variables), variables)

    def losses(pixels, told):
        real = tf.reshape(pixels, (-1, 28, 28, 1))
        mean, log_variance = encoder([real, told], training=True)
        log_variance = tf.clip_by_value(log_variance, -4.0, 4.0)
        codes = mean + tf.exp(log_variance / 2) * tf.random.normal(tf.shape(mean))
        copies = decoder([codes, told], training=True)
        drawn = decoder([tf.random.normal((size, latent)), told], training=True)
        logits, features = discriminator(
            [tf.concat([real, copies], 0), tf.concat([told, told], 0)], training=True)
        of_drawn, _ = discriminator([drawn, told], training=True)
        of_digits, of_copies = tf.split(logits, 2)
        target = tf.stop_gradient(tf.sigmoid(tf.split(features, 2)[0]))

        def entropy(logits, target, weight):
            return weight / 6 / 784 * tf.reduce_sum(
                cross_entropy(labels=tf.fill(tf.shape(logits), target), logits=logits))

        def of_pictures(target):
            return entropy(of_drawn, target, 2) + entropy(of_copies, target, 1)

        likeness = tf.reduce_sum(cross_entropy(labels=target, logits=tf.split(features, 2)[1])) / 784
        divergence = -0.5 * tf.reduce_sum(1 + log_variance - mean * mean - tf.exp(log_variance)) / 784
        adversarial = entropy(of_digits, 1.0, 3) + of_pictures(0.0)
        return adversarial, likeness + 0.02 * divergence, 5 * likeness + of_pictures(1.0)

    @tf.function
    def discriminate(pixels, told):
        with tf.GradientTape() as tape:
            loss = losses(pixels, told)[0]
        move(2, tape, loss)
        return loss

    @tf.function
    def generate(pixels, told):
        with tf.GradientTape(persistent=True) as tape:
            adversarial, of_encoder, of_decoder = losses(pixels, told)
        move(0, tape, of_encoder)
        move(1, tape, of_decoder)
        return adversarial

    def train():
        source = batches(size)
        for done in range(chosen.length):
            for mover in movers:
                mover.learning_rate.assign(falling(1e-3, done))
            for _ in range(3):
                if discriminate(*next(source)).numpy() < 1:
                    break
            generate(*next(source)).numpy()

    return train, agreement(decoder, latent)


def agreement(generator, latent):
    """How often a reader of digits reads the label that was asked for."""
    reader = keras.Sequential([
        layers.Input((28, 28, 1)), layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten(), layers.Dropout(0.5),
        layers.Dense(10)])
    reader.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    reader.fit(images.reshape(-1, 28, 28, 1), labels, 128, 3, verbose=0)
    accuracy = reader.evaluate(test_images.reshape(-1, 28, 28, 1), test_labels, verbose=0)[1]

    def measure():
        asked = np.arange(PICTURES) % 10
        pictures = generator.predict([random.normal(size=(PICTURES, latent)).astype("float32"), one_hot(asked)], verbose=0)
        read = reader.predict(pictures, verbose=0).argmax(1)
        return f"{np.mean(read == asked):.4f} read as asked for, by a reader of {accuracy:.4f} of the test digits"

    return measure


train, measure = {
    "vae": lambda: dense_autoencoder(2, [256, 128], 0),
    "cvae": lambda: dense_autoencoder(8, [256], 10),
    "cgan": conditional_adversaries,
    "vaegan": autoencoder_and_adversary,
}[chosen.name]()
start = time.perf_counter()
train()
seconds = time.perf_counter() - start
print(f"{chosen.name}, length {chosen.length}: {seconds:.1f} s, {measure()}")
