"""Makes the fixtures of DigitsTests with Python's gzip and hashlib: run in this folder.

images.gz      IDX of 5 images; pixel (n, row, column) is (31 n + 7 row + 3 column) mod 256
labels.gz      IDX of 5 labels: 3 1 4 1 5
members.gz     the bytes of labels.gz's content, packed as two gzip members
sha256.txt     SHA-256 of images, labels, images, labels, unpacked, one after the other
"""
import gzip
import hashlib
import struct

pixels = bytes((31 * n + 7 * row + 3 * column) % 256
               for n in range(5) for row in range(28) for column in range(28))
images = struct.pack(">4B3I", 0, 0, 8, 3, 5, 28, 28) + pixels
labels = struct.pack(">4BI", 0, 0, 8, 1, 5) + bytes([3, 1, 4, 1, 5])


def pack(content):
    return gzip.compress(content, mtime=0)


def save(name, content):
    with open(name, "wb") as file:
        file.write(content)


save("images.gz", pack(images))
save("labels.gz", pack(labels))
save("members.gz", pack(labels[:10]) + pack(labels[10:]))
save("sha256.txt", hashlib.sha256(2 * (images + labels)).hexdigest().encode())
