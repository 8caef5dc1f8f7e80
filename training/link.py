"""The linker: which cue a content hangs on, and which source a cue has, as two log-linear choices.

Trained on the segments that the tagger finds, not on gold ones. `features` is to the letter what
`crates/hustings/src/attribution/link.rs` computes.
"""
import bisect

import numpy as np
import torch

from data import ROLES
from measure import scores_of, segments
from model import viterbi

SOURCE, CUE, CONTENT = range(3)
REACH = 3
GAPS, LENGTHS = (0, 1, 2, 3, 6, 12, 25, 50), (1, 3, 10)
PER_SIDE = 45
FEATURES = 2 * PER_SIDE
SIZE = 2 * FEATURES + 2


class Context:
    """What the features of one article look at."""

    def __init__(self, article, text, found):
        n = len(article)
        self.sentence, self.paragraph = np.zeros(n, int), np.zeros(n, int)
        for row, runs in ((self.sentence, article.sentences), (self.paragraph, article.paragraphs)):
            for i, (a, b) in enumerate(runs):
                row[a:b] = i
        self.quoted = article.quoted
        self.word = lambda i: text[slice(*article.spans[i])].lower() if i < n else ""
        self.segments = sorted(found)
        self.of = {kind: [i for i, s in enumerate(self.segments) if s[2] == kind] for kind in range(3)}

    def near(self, i, kind):
        """Returns up to three segments of a kind on each side of segment i."""
        own = self.of[kind]
        at = bisect.bisect_left(own, i)
        return own[max(0, at - REACH):at] + own[at:at + REACH]

    def features(self, cue, other):
        """Returns the numbers of the features that hold of a cue and a source or content."""
        c, s = self.segments[cue], self.segments[other]
        after = other > cue
        gap = s[0] - c[1] if after else c[0] - s[1]
        near = s[0] if after else s[1] - 1
        low, high = min(cue, other), max(cue, other)
        between = [x[2] for x in self.segments[low + 1:high]]
        beyond = cue - 1 if after else cue + 1
        kind_beyond = self.segments[beyond][2] + 1 if 0 <= beyond < len(self.segments) else 0
        colon = self.word(c[1] - 1) == ":" or self.word(c[1]) == ":"
        groups = [
            (9, bisect.bisect_left(GAPS, gap)),
            (4, min(3, abs(self.sentence[near] - self.sentence[c[0]]))),
            (3, min(2, abs(self.paragraph[near] - self.paragraph[c[0]]))),
            (3, min(2, between.count(SOURCE))),
            (3, min(2, between.count(CUE))),
            (3, min(2, between.count(CONTENT))),
            (2, int(not between)),
            (4, 2 * int(self.quoted[s[0]] > 0) + int(self.quoted[c[0]] > 0)),
            (2, int(self.quoted[s[0]] == 2)),
            (2, int(colon)),
            (2, int(self.word(c[0]) == "according")),
            (4, bisect.bisect_left(LENGTHS, s[1] - s[0])),
            (4, kind_beyond),
        ]
        start, out = PER_SIDE * int(after), []
        for size, value in groups:
            out.append(start + int(value))
            start += size
        assert start == PER_SIDE * (1 + int(after))
        return out


def predicted(model, tables, article):
    return segments(viterbi(scores_of(model, article)["attribution"], tables["attribution"]))


def shared(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def choices(article, doc, context):
    """Yields (kind, features of each candidate, index of the right one or None)."""
    gold = [{role: [article.covered(s, e) for s, e in a[role]] for role in ROLES} for a in doc["attributions"]]
    own = context.segments
    for i, segment in enumerate(own):
        if segment[2] == CONTENT:
            best = max(gold, key=lambda g: max((shared(segment, x) for x in g["content"]), default=0), default=None)
            near = context.near(i, CUE)
            right = None
            if best and any(shared(segment, x) for x in best["content"]):
                right = next((k for k, c in enumerate(near) if any(shared(own[c], x) for x in best["cue"])), None)
            yield 0, [context.features(c, i) for c in near], right
        if segment[2] == CUE:
            best = max(gold, key=lambda g: max((shared(segment, x) for x in g["cue"]), default=0), default=None)
            if not best or not any(shared(segment, x) for x in best["cue"]):
                continue
            near = context.near(i, SOURCE)
            right = next((k for k, s in enumerate(near) if any(shared(own[s], x) for x in best["source"])), None)
            yield 1, [context.features(i, s) for s in near], right


def rows(found):
    """Turns choices into a padded table: features, whether a candidate is there, and the right column (last: none)."""
    width = 2 * REACH
    table = np.zeros((len(found), width, FEATURES), np.float32)
    there = np.zeros((len(found), width + 1), bool)
    there[:, width] = True
    right = np.full(len(found), width)
    for row, (_, candidates, answer) in enumerate(found):
        for k, features in enumerate(candidates):
            table[row, k, features] = 1
            there[row, k] = True
        if answer is not None:
            right[row] = answer
    return torch.from_numpy(table), torch.from_numpy(there), torch.from_numpy(right)


def fit(model, tables, articles, docs):
    """Returns the linker's weights: features of contents, features of sources, and the two scores of `none`."""
    model.eval()
    found = []
    for article in articles:
        doc = docs[article.id]
        found += choices(article, doc, Context(article, doc["text"], predicted(model, tables, article)))
    out, none = [], []
    for kind in range(2):
        table, there, right = rows([x for x in found if x[0] == kind])
        weights = torch.zeros(FEATURES, requires_grad=True)
        bias = torch.zeros(1, requires_grad=True)
        optimizer = torch.optim.LBFGS([weights, bias], max_iter=60)

        def scores():
            row = torch.cat([table @ weights, bias.expand(len(table), 1)], 1)
            return row.masked_fill(~there, -1e4)

        def closure():
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(scores(), right) + 1e-4 * (weights ** 2).sum()
            loss.backward()
            return loss

        optimizer.step(closure)
        with torch.no_grad():
            print("linker", kind, len(right), round(100 * (scores().argmax(1) == right).float().mean().item(), 2), flush=True)
        out.append(weights.detach().numpy())
        none.append(bias.item())
    return np.concatenate([*out, np.array(none, np.float32)]).astype(np.float32)
