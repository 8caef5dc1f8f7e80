"""Writes the weights as one little-endian file (its layout is described in crates/hustings-model/MODEL.md)."""
import struct

import numpy as np
import torch

from data import ATTRIBUTION, ENTITY, PARTS
from model import DILATIONS
from pieces import ACCENTS

MAGIC, VERSION = b"HUSTTAGR", 2


class File:
    """Appends numbers, texts and tensors, each tensor at a multiple of four bytes."""

    def __init__(self):
        self.bytes = bytearray(MAGIC)
        self.number(VERSION)

    def number(self, n):
        self.bytes += struct.pack("<I", n)

    def text(self, text):
        raw = text.encode()
        self.number(len(raw))
        self.bytes += raw + bytes(-len(raw) % 4)

    def floats(self, tensor):
        self.bytes += np.ascontiguousarray(tensor, "<f4").tobytes()

    def rows(self, matrix):
        """A matrix as int8 rows, each with a scale: all scales, then all rows."""
        scale = np.abs(matrix).max(1).clip(1e-9) / 127
        self.floats(scale)
        raw = np.rint(matrix / scale[:, None]).astype(np.int8).tobytes()
        self.bytes += raw + bytes(-len(raw) % 4)


@torch.no_grad()
def write(path, learned, piece_vectors, vocabulary):
    """Writes the file; piece vectors are stored projected, `piece_vectors @ project`, and confidences are left as they are."""
    model, tables, links = learned
    out, width = File(), model.project.out_features
    for n in (width, len(vocabulary), len(DILATIONS), len(ATTRIBUTION), len(PARTS), len(ENTITY)):
        out.number(n)
    for d in DILATIONS:
        out.number(d)
    out.text("\n".join(vocabulary))
    out.text("".join(a + b for a, b in sorted(ACCENTS.items())))
    out.rows(piece_vectors @ model.project.weight.numpy().T)
    for feature in (model.quoted, model.place, model.case):
        out.floats(feature.weight)
    for layer in model.layers:
        out.floats(layer.norm.weight), out.floats(layer.norm.bias)
        out.rows(layer.taps.weight.numpy()), out.floats(layer.taps.bias)
    out.floats(model.norm.weight), out.floats(model.norm.bias)
    for name in ("attribution", "part", "entity"):
        out.floats(model.heads[name].weight), out.floats(model.heads[name].bias)
    for name in ("attribution", "entity"):
        out.floats(tables[name])
    out.floats(links)
    out.floats(np.array([1, 0]))
    path.write_bytes(out.bytes)
