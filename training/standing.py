#!/usr/bin/env python3
"""Trains crates/hustings/data/standing_weights.tsv: which statuses the marks of a person speak for.

usage: standing.py OUT.tsv GOLD.jsonl[.gz]=STANDINGS.jsonl ...   [--folds]

STANDINGS is what `cargo xtask standings GOLD.jsonl.gz` prints. One logistic regression a class, its weights drawn toward
what the mark says by itself ("told.declared" toward declared); plain Python, no packages. With `--folds` it prints the
scores of five-fold cross-validation over articles for several settings and writes nothing.
"""
import gzip
import json
import math
import random
import re
import sys
from collections import Counter

CLASSES = ["speculated", "interested", "declared", "nominated", "withdrew", "eliminated", "selected"]
MERGED = {"available": "interested", "ruled_out": "withdrew"}
TITLES = {"mr", "mrs", "ms", "dr", "sir", "sen", "rep", "gov", "president", "senator", "the", "lord", "dame", "prof"}


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


def load(pairs):
    """Articles as (persons, rows of gold whose person is among none of them); a person is (marks, classes)."""
    articles = []
    for pair in pairs:
        gold, standings = pair.split("=")
        found = {a["id"]: a["persons"] for a in lines(standings)}
        for doc in lines(gold):
            rows = [(c["person"], MERGED.get(c["status"], c["status"])) for c in doc["candidacies"]]
            unknown = doc.get("unknown", [])
            persons, used = [], set()
            for person in found[doc["id"]]:
                if any(same(person["person"], u) for u in unknown):
                    continue
                own = {i for i, (name, _) in enumerate(rows) if same(name, person["person"])}
                used |= own
                persons.append((person["marks"], {rows[i][1] for i in own}))
            articles.append((persons, len(rows) - len(used), doc.get("weight", 1.0)))
    return articles


def center(mark, k):
    """Where the weight of a mark is drawn to."""
    if mark == "bias":
        return -3.0
    if mark.startswith("told.") and mark.count(".") == 1 and MERGED.get(mark[5:], mark[5:]) == CLASSES[k]:
        return 3.0
    return 0.0


def train(articles, l2, least, epochs=16):
    seen = Counter(m for persons, _, _ in articles for marks, _ in persons for m in marks)
    kept = {m for m, n in seen.items() if n >= least} | {"bias"}
    data = [([m for m in marks if m in kept] + ["bias"], classes, w) for persons, _, w in articles for marks, classes in persons]
    models = []
    for k, name in enumerate(CLASSES):
        weights = {m: center(m, k) for m in kept}
        squares = dict.fromkeys(kept, 1e-2)
        rng = random.Random(7)
        order = list(range(len(data)))
        for _ in range(epochs):
            rng.shuffle(order)
            for i in order:
                marks, classes, importance = data[i]
                z = sum(weights[m] for m in marks)
                error = importance * (1 / (1 + math.exp(-max(-30, min(30, z)))) - (name in classes))
                if abs(error) < 1e-3:
                    continue
                for m in marks:
                    pull = 0.0 if m == "bias" else l2 * (weights[m] - center(m, k)) / max(1, seen[m])
                    g = error + pull
                    squares[m] += g * g
                    weights[m] -= 0.15 * g / math.sqrt(squares[m])
        models.append(weights)
    return models


def scores(models, articles):
    """Rows as (likelihood, is right), and how many there are in the gold."""
    rows, gold = [], 0
    for persons, lost, importance in articles:
        if importance < 1:
            continue
        gold += lost
        for marks, classes in persons:
            gold += len(classes)
            for k, weights in enumerate(models):
                z = sum(weights.get(m, 0.0) for m in marks) + weights["bias"]
                rows.append((z, CLASSES[k] in classes, CLASSES[k]))
    return rows, gold


def best(rows, gold):
    """The threshold with the best F1."""
    top, hit = (0.0, 0.0), 0
    for n, (z, right, _) in enumerate(sorted(rows, reverse=True), 1):
        hit += right
        p, r = hit / n, hit / gold
        if p + r:
            top = max(top, (2 * p * r / (p + r), z, p, r))
    return top


def folds(articles, l2, least, count=5):
    rng = random.Random(3)
    order = articles[:]
    rng.shuffle(order)
    rows, gold = [], 0
    for f in range(count):
        models = train([a for i, a in enumerate(order) if i % count != f], l2, least)
        found, n = scores(models, [a for i, a in enumerate(order) if i % count == f])
        rows, gold = rows + found, gold + n
    return rows, gold


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    out, articles = args[0], load(args[1:])
    if "--folds" in sys.argv:
        for l2, least in ((3.0, 4), (6.0, 4), (6.0, 8)):
            rows, gold = folds(articles, l2, least)
            top = best(rows, gold)
            print(l2, least, "F1 %.3f at %.2f p %.3f r %.3f" % top, flush=True)
        return
    l2, least = 6.0, 4
    rows, gold = folds(articles, l2, least)
    top = best(rows, gold)
    print("folds: F1 %.3f at %.2f p %.3f r %.3f" % top)
    for name in CLASSES:
        own = [(z, right) for z, right, c in rows if c == name]
        print(name, sum(r for z, r in own if z >= top[1]), "of", sum(z >= top[1] for z, _ in own), "gold", sum(r for _, r in own))
    models = train(articles, l2, least)
    with open(out, "w", encoding="utf8") as sink:
        sink.write("# What each mark of a person weighs for each status, in hundredths. Trained by training/standing.py; training/README.md names the data.\n")
        sink.write("# mark\t" + "\t".join(CLASSES) + "\n")
        for mark in sorted(models[0]):
            row = [round(100 * (weights[mark] - (top[1] if mark == "bias" else 0))) for weights in models]
            if mark == "bias" or any(abs(w) >= 5 for w in row):
                sink.write(mark + "\t" + "\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
