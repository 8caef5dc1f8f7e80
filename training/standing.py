#!/usr/bin/env python3
"""Trains crates/hustings/data/standing_weights.tsv: which statuses the marks of a person speak for.

usage: standing.py OUT.tsv GOLD.jsonl[.gz]=STANDINGS.jsonl[=WEIGHT] ...   [--folds]

STANDINGS is what `cargo xtask standings GOLD.jsonl.gz` prints. One logistic regression a class, its weights drawn toward
what the mark says by itself ("told.declared" toward declared); needs PyTorch, a minute. Scores are those of three times eight
folds by contest, with their best threshold; `BOUND` goes into the bias. What weighs less than one is trained on and not scored. With
`--folds` it prints the scores for several settings and writes nothing.
"""
import gzip
import json
import random
import re
import sys
from collections import Counter

import torch

CLASSES = ["speculated", "interested", "declared", "nominated", "withdrew", "eliminated", "selected"]
MERGED = {"available": "interested", "ruled_out": "withdrew"}
# What nobody is without a predicate that says so: see decide.rs.
TOLD_ONLY = {"selected", "withdrew", "interested"}
TITLES = {"mr", "mrs", "ms", "dr", "sir", "sen", "rep", "gov", "president", "senator", "the", "lord", "dame", "prof"}
STRENGTH, LEAST, FOLDS = 16.0, 4, 8
# The least logit of a row: folds of race/train and of our annotations like -0.6 best, those of the judged articles -1.2.
BOUND = -0.85


def words(name):
    found = [w for w in re.findall(r"[\w']+", (name or "").lower().replace("’", "'")) if w not in TITLES and len(w) > 1]
    return [w[:-2] if w.endswith("'s") else w for w in found]


def same(a, b):
    x, y = words(a), words(b)
    if not x or not y:
        return False
    return set(x) == set(y) or x[-1] == y[-1] and (set(x) <= set(y) or set(y) <= set(x) or x[0][0] == y[0][0])


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


class Contest:
    """The persons of one article as (marks, classes), its contest, and how many rows of gold are about none of them."""

    def __init__(self, doc, found, weight=1.0):
        rows = [(c["person"], MERGED.get(c["status"], c["status"])) for c in doc["candidacies"]]
        self.name, self.weight, self.persons, used = doc["id"].split("/")[0], weight, [], set()
        for person in found:
            if any(same(person["person"], u) for u in doc.get("unknown", [])):
                continue
            own = {i for i, (name, _) in enumerate(rows) if same(name, person["person"])}
            used |= own
            self.persons.append((person["marks"], {rows[i][1] for i in own}))
        self.lost = len(rows) - len(used)


def load(pairs):
    articles = []
    for pair in pairs:
        gold, standings, *weight = pair.split("=")
        found = {a["id"]: a["persons"] for a in lines(standings)}
        articles += [Contest(doc, found[doc["id"]], *map(float, weight)) for doc in lines(gold)]
    return articles


def center(mark, k):
    """Where the weight of a mark is drawn to."""
    is_own = mark.startswith("told.") and mark.count(".") == 1 and "@" not in mark and not mark.endswith("+")
    return 3.0 if is_own and MERGED.get(mark[5:], mark[5:]) == CLASSES[k] else 0.0


def matrix(persons, vocabulary):
    """One row a person, one column a mark, the last one the bias."""
    rows, columns = [], []
    for i, (marks, _) in enumerate(persons):
        own = sorted({vocabulary[m] for m in marks if m in vocabulary}) + [len(vocabulary)]
        rows += [i] * len(own)
        columns += own
    return torch.sparse_coo_tensor(torch.tensor([rows, columns]), torch.ones(len(rows)), (len(persons), len(vocabulary) + 1), check_invariants=True).coalesce()


def train(articles, strength=STRENGTH, least=LEAST):
    persons = [p for a in articles for p in a.persons]
    seen = Counter(m for marks, _ in persons for m in set(marks))
    vocabulary = {m: i for i, m in enumerate(sorted(m for m, n in seen.items() if n >= least))}
    x = matrix(persons, vocabulary)
    y = torch.tensor([[float(c in classes) for c in CLASSES] for _, classes in persons])
    importance = torch.tensor([[a.weight] for a in articles for _ in a.persons])
    start = torch.zeros(len(vocabulary) + 1, len(CLASSES))
    for mark, i in vocabulary.items():
        start[i] = torch.tensor([center(mark, k) for k in range(len(CLASSES))])
    start[-1] = -3.0
    pull = torch.full((len(vocabulary) + 1, 1), strength)
    pull[-1] = 0.01
    weights = start.clone().requires_grad_(True)
    optimizer = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        z = torch.sparse.mm(x, weights)
        total = (torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none") * importance).sum()
        total = total + (pull * (weights - start) ** 2).sum() / 2
        total.backward()
        return total

    optimizer.step(loss)
    return vocabulary, weights.detach()


def is_open(marks, name):
    told = {m.split(".")[1] for m in marks if m.startswith(("told.", "past."))}
    return name not in TOLD_ONLY or name in {MERGED.get(t, t) for t in told}


def folds(articles, strength=STRENGTH, least=LEAST, seed=3):
    """Rows as (likelihood, is right, class), and how many there are in the gold."""
    names = sorted({a.name for a in articles})
    random.Random(seed).shuffle(names)
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    rows, gold = [], 0
    for f in range(FOLDS):
        vocabulary, weights = train([a for a in articles if fold[a.name] != f], strength, least)
        held = [a for a in articles if fold[a.name] == f and a.weight >= 1]
        persons = [p for a in held for p in a.persons]
        gold += sum(a.lost for a in held) + sum(len(classes) for _, classes in persons)
        if not persons:
            continue
        for (marks, classes), z in zip(persons, torch.sparse.mm(matrix(persons, vocabulary), weights).tolist()):
            rows += [(z[k], name in classes, name) for k, name in enumerate(CLASSES) if is_open(marks, name)]
    return rows, gold


def best(rows, gold):
    """The threshold with the best F1."""
    top, hit = (0.0, 0.0, 0.0, 0.0), 0
    for n, (z, right, _) in enumerate(sorted(rows, reverse=True), 1):
        hit += right
        p, r = hit / n, hit / gold
        if p + r:
            top = max(top, (2 * p * r / (p + r), z, p, r))
    return top


def main():
    torch.set_num_threads(1)
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    out, articles = args[0], load(args[1:])
    if "--folds" in sys.argv:
        for strength, least in ((4.0, 4), (8.0, 4), (16.0, 4), (8.0, 8)):
            tops = [best(*folds(articles, strength, least, seed)) for seed in (3, 4, 5)]
            print(strength, least, "F1 %.3f at %.2f p %.3f r %.3f" % tuple(sum(t) / 3 for t in zip(*tops)), flush=True)
        return
    runs = [folds(articles, seed=seed) for seed in (3, 4, 5)]
    rows, gold = [row for run in runs for row in run[0]], sum(run[1] for run in runs)
    top = best(rows, gold)
    print("folds: F1 %.3f at %.2f p %.3f r %.3f" % top)
    for name in CLASSES:
        own = [(z, right) for z, right, c in rows if c == name]
        print(name, sum(r for z, r in own if z >= BOUND), "of", sum(z >= BOUND for z, _ in own), "gold", sum(r for _, r in own))
    vocabulary, weights = train(articles)
    weights[-1] -= BOUND
    with open(out, "w", encoding="utf8") as sink:
        sink.write("# What each mark of a person weighs for each status, in hundredths. Trained by training/standing.py; training/README.md names the data.\n")
        sink.write("# mark\t" + "\t".join(CLASSES) + "\n")
        for mark, i in sorted({**vocabulary, "bias": -1}.items()):
            row = [round(100 * w) for w in weights[i].tolist()]
            if any(abs(w) >= 5 for w in row):
                sink.write(mark + "\t" + "\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
