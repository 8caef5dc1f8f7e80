#!/usr/bin/env python3
"""Fits the gate of statements: which attributions the race corpora hold to be somebody's statement.

usage: gate.py TRAIN.jsonl.gz TRAIN.features.jsonl [... more pairs] > crates/hustings/data/statement_gate.tsv

Features come from `cargo xtask gate CORPUS`. An attribution is a statement if its content overlaps an annotated one
(Dice of one half, one to one). A statement with a stance
counts twice, since those are what a race turns on. Logistic regression with an L2 penalty, by full-batch LBFGS; tenfold scores by article on
standard error.
"""
import gzip
import json
import random
import sys
from collections import Counter

import torch

PENALTY, LEAST, STANCE = 2.0, 4, 2


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def dice(a, b):
    shared = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return 2 * shared / max(1, sum(e - s for s, e in a) + sum(e - s for s, e in b))


def examples(gold, seen):
    """Returns for every article its (features, weight as a statement or 0) pairs, and how many statements nothing was found for."""
    found = {line["article"]["id"]: line["attributions"] for line in lines(seen)}
    articles = []
    for article in lines(gold):
        mine, pairs, weight = found[article["id"]], [], {}
        for i, statement in enumerate(article["statements"]):
            pairs += [(dice(statement["content"], a["content"]), i, j) for j, a in enumerate(mine)]
        used, hit = set(), set()
        for d, i, j in sorted(pairs, reverse=True):
            if d >= 0.5 and i not in used and j not in hit:
                used.add(i)
                hit.add(j)
                weight[j] = STANCE if article["statements"][i].get("stance") not in (None, "neutral") else 1
        articles.append(([(a["features"], weight.get(j, 0)) for j, a in enumerate(mine)], len(article["statements"]) - len(used)))
    return articles


def fit(rows):
    counts = Counter(f for features, _ in rows for f in features)
    names = sorted(f for f, n in counts.items() if n >= LEAST)
    place = {f: i for i, f in enumerate(names)}
    x = torch.zeros(len(rows), len(names))
    for r, (features, _) in enumerate(rows):
        for f in features:
            if f in place:
                x[r, place[f]] = 1
    weight = torch.tensor([float(max(1, value)) for _, value in rows])
    y = torch.tensor([float(value > 0) for _, value in rows])
    w = torch.zeros(len(names), requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ w, y, weight, reduction="sum") + PENALTY / 2 * (w @ w)
        value.backward()
        return value

    optimizer.step(loss)
    return dict(zip(names, w.tolist()))


def likelihood(weights, features):
    return torch.sigmoid(torch.tensor(sum(weights.get(f, 0.0) for f in features))).item()


def report(scored, missing):
    for least in (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        kept = [hit > 0 for p, hit in scored if p >= least]
        right = sum(kept)
        precision, recall = right / len(kept), right / (sum(hit > 0 for _, hit in scored) + missing)
        f1 = 2 * precision * recall / (precision + recall)
        stances = [p >= least for p, hit in scored if hit > 1]
        kept = sum(stances) / len(stances)
        print(f"{least:.2f}  p {precision:.3f}  r {recall:.3f}  f1 {f1:.3f}  with a stance kept {kept:.3f}", file=sys.stderr)


def main(files):
    torch.set_num_threads(1)
    articles = [a for gold, seen in zip(files[::2], files[1::2]) for a in examples(gold, seen)]
    random.Random(1).shuffle(articles)
    scored = []
    for fold in range(10):
        weights = fit([row for i, (rows, _) in enumerate(articles) if i % 10 != fold for row in rows])
        scored += [(likelihood(weights, f), hit) for rows, _ in articles[fold::10] for f, hit in rows]
    report(scored, sum(missing for _, missing in articles))
    print("# Weights of the gate of statements, fitted by training/gate.py on race/train and testdata/gold/race; MIT OR Apache-2.0.")
    for name, weight in fit([row for rows, _ in articles for row in rows]).items():
        print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
