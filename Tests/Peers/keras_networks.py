"""The networks of the articles, vae to vae-gan, in Keras 3, and what they are made of."""
from keras import Model, layers

DROP = 0.3


def chain(x, *parts):
    for part in parts:
        x = part(x)
    return x


def leaky(slope=0.3):
    return layers.LeakyReLU(slope)


def drop():
    return layers.Dropout(DROP)


def conv(channels, size, **options):
    return layers.Conv2D(channels, size, padding="same", **options)


def pool():
    return layers.MaxPooling2D(2, padding="same")


def beside(x, labels, side):
    """Joins labels to maps of side × side places."""
    maps = layers.Reshape((side, side, 10))(layers.RepeatVector(side * side)(labels))
    return layers.Concatenate()([x, maps])


def optimizer(kind, rate, variables):
    made = kind(rate)
    made.build(variables)
    return made


def dense_autoencoder(latent, widths, classes):
    """`vae`, and with classes `cvae`: an encoder to mean and logarithm of the variance, and a decoder to logits."""
    image = layers.Input((784 + classes,))
    x = image
    for width in widths:
        x = chain(x, layers.Dense(width, "relu"), layers.BatchNormalization(), drop())
    encoder = Model(image, [layers.Dense(latent)(x), layers.Dense(latent)(x)])
    code = layers.Input((latent + classes,))
    x = code
    for width in reversed(widths):
        x = chain(x, layers.Dense(width), leaky(), layers.BatchNormalization(), drop())
    return encoder, Model(code, layers.Dense(784)(x))


def convolutional_adversaries(conditional, latent, generator_drop=drop):
    """`gan` and `cgan`: a generator of pictures from noise and labels, and a discriminator to a probability."""
    z, label = layers.Input((latent,)), layers.Input((10,))
    x = layers.Concatenate()([z, label]) if conditional else z
    x = chain(
        x, layers.Dense(7 * 7 * 64, "relu"), generator_drop(), layers.Reshape((7, 7, 64)),
        layers.UpSampling2D(), conv(64, 5, activation="relu"), generator_drop(),
        conv(32, 3, activation="relu"), generator_drop(), layers.UpSampling2D(),
        conv(1, 5, activation="sigmoid"))
    generator = Model([z, label], x)
    image, label = layers.Input((28, 28, 1)), layers.Input((10,))
    x = conv(128, 7, strides=2)(image)
    if conditional:
        x = beside(x, label, 14)
    x = chain(x, leaky(), drop(), pool(), conv(128, 3), leaky(), drop(), layers.Flatten())
    return generator, Model([image, label], layers.Dense(1, "sigmoid")(x))


def encoder_decoder_discriminator(latent, discriminator_drop=drop):
    """`vae-gan`: the discriminator gives the logit of a probability, and the features that it is computed from."""
    image, label = layers.Input((28, 28, 1)), layers.Input((10,))
    x = chain(
        image, conv(32, 3, strides=2), leaky(), drop(), pool(), conv(64, 3), leaky(), drop(),
        layers.Flatten())
    x = chain(layers.Concatenate()([x, label]), layers.Dense(64), leaky(), drop())
    encoder = Model([image, label], [layers.Dense(latent)(x), layers.Dense(latent)(x)])

    z, label = layers.Input((latent,)), layers.Input((10,))
    x = chain(
        layers.Concatenate()([z, label]), layers.Dense(7 * 7 * 128), leaky(), drop(),
        layers.Reshape((7, 7, 128)), layers.UpSampling2D(), conv(64, 5), leaky(), drop(),
        conv(32, 3), layers.UpSampling2D(), leaky(), drop(), conv(1, 5, activation="sigmoid"))
    decoder = Model([z, label], x)

    image, label = layers.Input((28, 28, 1)), layers.Input((10,))
    x = chain(image, conv(128, 7, strides=2), pool(), leaky(), discriminator_drop())
    x = chain(beside(x, label, 7), conv(64, 3), pool(), leaky(), discriminator_drop())
    seen = conv(16, 3)(x)
    verdict = chain(seen, leaky(), discriminator_drop(), layers.Flatten(), layers.Dense(1))
    return encoder, decoder, Model([image, label], [verdict, seen])
