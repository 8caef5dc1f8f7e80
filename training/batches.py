"""Windows of articles, mixed over corpora and padded to one length."""
import random

import numpy as np
import torch

from data import ATTRIBUTION, NONE

WINDOW = 200
FEATURES = ("words", "quoted", "place", "case")
LABELS = ("part", "entity")


def windows(articles, rng):
    """Cuts every article into windows with a random first border, in random order."""
    out = []
    for article in articles:
        borders = [0, *range(rng.randrange(1, WINDOW + 1), len(article), WINDOW), len(article)]
        out += [(article, a, b) for a, b in zip(borders, borders[1:]) if b > a]
    rng.shuffle(out)
    return out


def mixed(sets, sizes, rng):
    """Yields batches that hold `sizes[i]` windows of set i, until the first set is used up; the others begin anew."""
    first, *others = [windows(articles, rng) for articles in sets]
    at = [0] * len(others)
    for start in range(0, len(first), sizes[0]):
        batch = first[start:start + sizes[0]]
        for i, other in enumerate(others):
            if at[i] + sizes[i + 1] > len(other):
                other[:], at[i] = windows(sets[i + 1], rng), 0
            batch = batch + other[at[i]:at[i] + sizes[i + 1]]
            at[i] += sizes[i + 1]
        yield batch


def tensors(batch):
    """Pads windows (article, first, last) into a dict of tensors; where `mask` is false there is no token."""
    longest = max(b - a for _, a, b in batch)
    out = {name: np.zeros((len(batch), longest), np.int64) for name in FEATURES}
    out |= {name: np.full((len(batch), longest), NONE, np.int64) for name in LABELS}
    out["mask"] = np.zeros((len(batch), longest), bool)
    out["known"] = np.zeros(len(batch), bool)
    out["attribution"] = np.zeros((len(batch), longest, len(ATTRIBUTION)), np.float32)
    for i, (article, a, b) in enumerate(batch):
        for name in FEATURES + LABELS:
            out[name][i, :b - a] = getattr(article, name)[a:b]
        out["mask"][i, :b - a] = True
        targets = article.targets(a, b)
        if targets is not None:
            out["known"][i] = True
            out["attribution"][i, :b - a] = targets
    return {name: torch.from_numpy(rows) for name, rows in out.items()}


def seeded(seed):
    random.seed(seed), np.random.seed(seed), torch.manual_seed(seed)
    return random.Random(seed)
