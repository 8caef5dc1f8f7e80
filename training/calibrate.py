"""Fits how a confidence becomes a probability, and says how well it then fits.

    python training/calibrate.py --gold polnear.train.jsonl.gz --readings READINGS [--weights tagger.bin]
                                 [--check-gold polnear.dev.jsonl.gz --check-readings READINGS]

`READINGS` is what `cargo xtask attributions` prints. An attribution is right when its cue touches a gold one's, and source and
content share half of their tokens. The map is Platt's (1999): the logit of the confidence, scaled and shifted. Its two
numbers are the last eight bytes of the file of weights, written there with `--weights`; the readings that they are
fitted on must come from weights that still hold 1 and 0.
"""
import argparse
import re
import struct
from pathlib import Path

import numpy as np

from data import ROLES, stream

TOKEN = re.compile(r"\w+|[^\w\s]")


def covered(spans, tokens):
    return {i for i, (a, b) in enumerate(tokens) for start, end in spans if a < end and start < b}


def alike(a, b):
    return 4 * len(a & b) > len(a) + len(b) or not a and not b


def judged(gold, readings):
    """Returns the confidence of every attribution found, and whether it is right."""
    found, out = {r["article"]["id"]: r["attributions"] for r in stream(readings)}, []
    for doc in stream(gold):
        tokens = [m.span() for m in TOKEN.finditer(doc["text"])]
        rows = lambda attributions: [{role: covered(a[role], tokens) for role in ROLES} for a in attributions]
        own, right = found.get(doc["id"], []), rows(doc["attributions"])
        for a, row in zip(own, rows(own)):
            near = [g for g in right if g["cue"] & row["cue"]]
            out.append((a["confidence"], any(all(alike(row[r], g[r]) for r in ("source", "content")) for g in near)))
    return np.array(out, float).T


def logit(p):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.log(p / (1 - p))


def mapped(p, scale, shift):
    return 1 / (1 + np.exp(-(scale * logit(p) + shift)))


def fit(confidence, right):
    """Returns the scale and shift of greatest likelihood, by Newton's steps."""
    x, w = np.stack([logit(confidence), np.ones(len(right))], 1), np.array([1.0, 0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (right - p))
    return float(w[0]), float(w[1])


def error(confidence, right, bins=10):
    """Returns the expected calibration error: how far, on average, the share of the right is from the confidence."""
    at = np.minimum((confidence * bins).astype(int), bins - 1)
    return sum(abs((confidence - right)[at == k].sum()) for k in range(bins)) / len(right)


def main():
    parser = argparse.ArgumentParser()
    for name in ("gold", "readings", "weights", "check-gold", "check-readings"):
        parser.add_argument(f"--{name}", type=Path)
    args = parser.parse_args()
    confidence, right = judged(args.gold, args.readings)
    scale, shift = fit(confidence, right)
    print(f"scale {scale:.4f}, shift {shift:.4f}; error {error(confidence, right):.4f}, "
          f"then {error(mapped(confidence, scale, shift), right):.4f}, of {len(right)} attributions")
    if args.check_gold:
        confidence, right = judged(args.check_gold, args.check_readings)
        print(f"elsewhere: error {error(confidence, right):.4f}, then {error(mapped(confidence, scale, shift), right):.4f}")
    if args.weights:
        raw = args.weights.read_bytes()
        args.weights.write_bytes(raw[:-8] + struct.pack("<2f", scale, shift))


if __name__ == "__main__":
    main()
