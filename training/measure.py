"""Quick dev scores on the program's own tokens; the figures that count come from the program's readings."""
import torch

from batches import tensors
from data import ENTITY, NONE, ROLES
from model import viterbi


def segments(labels):
    """Returns (first, last, kind) of every segment of BIO label numbers."""
    out, begun = set(), None
    for i, label in enumerate([*labels, 0]):
        kind = (label - 1) // 2
        if begun and not (label and label % 2 == 0 and kind == begun[1]):
            out.add((begun[0], i, begun[1]))
            begun = None
        if label and not begun:
            begun = (i, kind)
    return out


def f1(hit, predicted, gold):
    return round(200 * hit / max(1, predicted + gold), 2)


@torch.no_grad()
def scores_of(model, article):
    batch = tensors([(article, 0, len(article))])
    with torch.autocast("cpu", torch.bfloat16):
        out = model(*(batch[k] for k in ("words", "quoted", "place", "case", "mask")))
    return {name: row[0] for name, row in out.items()}


def measure(model, tables, sets):
    """Returns exact F1 a role and of entities, token F1 of content, and accuracy of the parts of speech."""
    model.eval()
    count = {key: [0, 0, 0] for key in [*ROLES, "content token", "entity"]}

    def add(key, found, gold):
        for i, n in enumerate((len(found & gold), len(found), len(gold))):
            count[key][i] += n

    for article in sets["polnear.dev"]:
        labels = viterbi(scores_of(model, article)["attribution"], tables["attribution"])
        found, gold = segments(labels), segments(article.attribution)
        for kind, role in enumerate(ROLES):
            add(role, {s for s in found if s[2] == kind}, {s for s in gold if s[2] == kind})
        tokens = lambda spans: {t for a, b, kind in spans if kind == 2 for t in range(a, b)}
        add("content token", tokens(found), tokens(gold))
    right = total = 0
    for article in sets["gum.dev"]:
        out = scores_of(model, article)
        add("entity", segments(viterbi(out["entity"], tables["entity"])), segments(article.entity))
        known = article.part != NONE
        right += int((out["part"].argmax(-1).numpy() == article.part)[known].sum())
        total += int(known.sum())
    model.train()
    return {key: f1(*n) for key, n in count.items()} | {"part": round(100 * right / max(1, total), 2)}
