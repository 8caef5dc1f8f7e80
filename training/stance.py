"""Fits the classifier of stances: how a statement stands to each person that it may be about.

    python training/stance.py --data DIR --signs DIR --gold JOINED --out OUT [--folds 5] [--dev]

`SIGNS` holds what `cargo run --release -p xtask -- stances CORPUS` prints: of `race/train` (train.jsonl), of our own
annotations (tune.jsonl; JOINED is what `join_gold.py … tune` writes), of NewsMTSC (newsmtsc.train.jsonl) and of BASIL
(basil.jsonl). First a linear classifier of polarity is fitted on the sentences of the latter two; then one of stances
on the statements, which sees the former's answer too. Convex, so without a seed; one thread, a minute.

`--folds` prints a cross-validation by contest, `--dev` the scores on `race/dev` (dev.jsonl), which nothing is fitted on.
"""
import argparse
import gzip
import json
import random
import struct
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

CLASSES = ["neutral", "support", "oppose", "reservation", "self_declare", "self_rule_out"]
PLACES, POLARITIES, GROUPS = 1 << 15, 3, 6
# How much is added to neutral, and how much a statement leans on the speaker's others by its group (`judge.rs`).
NEUTRAL, LEAN = -1.0, [3, 3, 2, 0, 3, 2]
TITLES = {"mr", "mrs", "ms", "dr", "sir", "sen", "rep", "gov", "president", "senator", "the"}


def lines(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as source:
        yield from map(json.loads, source)


def name_words(name):
    words = "".join(c if c.isalnum() else " " for c in (name or "").lower()).split()
    return [w for w in words if w not in TITLES and len(w) > 1]


def same_name(a, b):
    x, y = name_words(a), name_words(b)
    if not x or not y or x[-1] != y[-1]:
        return bool(x) and set(x) == set(y)
    return set(x) <= set(y) or set(y) <= set(x) or x[0][0] == y[0][0]


def points(spans):
    return {i for start, end in spans for i in range(start, end)}


def dice(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def matched(read, article):
    """Which annotated statement each one of the program's is, if any."""
    told = [points(s["content"]) for s in article["statements"]]
    for at, own in enumerate(read["statements"]):
        mine = points(own["content"])
        scored = [(dice(mine, other) + 0.2 * same_name(own["speaker"], s["speaker"]), k)
                  for k, (other, s) in enumerate(zip(told, article["statements"])) if dice(mine, other) >= 0.5]
        if scored:
            yield at, max(scored)[1]


def race_pairs(signs, gold, corpus):
    """The program's statements that the annotators have too, with each person: its class."""
    articles, rows = {a["id"]: a for a in lines(gold)}, []
    for read in lines(signs):
        match = dict(matched(read, articles[read["id"]]))
        for pair in read["pairs"]:
            if pair["statement"] not in match:
                continue
            k = match[pair["statement"]]
            s = articles[read["id"]]["statements"][k]
            gold_stance = (s.get("stance") or "neutral").replace("-", "_")
            is_meant = any(same_name(pair["name"], name) for name in s.get("about", []))
            rows.append(pair | {
                "y": CLASSES.index(gold_stance if is_meant else "neutral"),
                "contest": corpus + read["id"].split("/")[0],
                "key": (corpus, read["id"], k),
                "speaker": read["statements"][pair["statement"]]["speaker"],
                "gold": gold_stance,
                "is_meant": is_meant,
            })
    return rows


def sentence_pairs(signs, corpus):
    """NewsMTSC: the polarity toward the person whose mention is the target."""
    targets, rows = {a["id"]: a for a in lines(corpus)}, []
    for read in lines(signs):
        for target in targets[read["id"]]["targets"]:
            is_it = lambda pair: any(s < target["end"] and target["start"] < e for s, e in pair["mentions"])
            for pair in filter(is_it, read["pairs"][:]):
                rows.append(pair | {"y": ["neutral", "positive", "negative"].index(target["label"])})
                break
    return rows


def span_pairs(signs, corpus):
    """BASIL: reported words with a polarity toward somebody."""
    articles, rows = {a["id"]: a for a in lines(corpus)}, []
    for read in lines(signs):
        items = [i for i in articles[read["id"]]["items"] if i["start"] is not None]
        mine = [points(s["content"]) for s in read["statements"]]
        for pair in read["pairs"]:
            for item in items:
                span = points([[item["start"], item["end"]]])
                is_same = same_name(pair["name"], item["target"].replace("_", " "))
                if is_same and len(span & mine[pair["statement"]]) * 2 > len(span):
                    rows.append(pair | {"y": {"pos": 1, "neg": 2}.get(item["polarity"], 0)})
                    break
    return rows


class Bags:
    """Lists of places in a matrix, summed and scaled as `model/stance.rs` does."""

    def __init__(self, lists):
        counts = torch.tensor([len(one) for one in lists])
        self.flat = torch.tensor([i for one in lists for i in one], dtype=torch.long)
        self.offsets = torch.cat([torch.zeros(1, dtype=torch.long), counts.cumsum(0)[:-1]])
        self.scale = 3 / counts.clamp(min=1).float().sqrt()[:, None]

    def sum(self, matrix):
        return F.embedding_bag(self.flat, matrix, self.offsets, mode="sum") * self.scale


def features(rows):
    return [[f % PLACES for f in row["features"]] for row in rows]


def all_places(rows):
    """The features, and the words of every stretch but the cue, each once."""
    places = features(rows)
    for row, one in zip(rows, places):
        for k in (0, 1, 2, 3, 5):
            one += [(w * (k + 3) + k * 7919) % PLACES for w in set(row["words"][k])]
    return places


def minimize(weights, loss):
    """Full-batch L-BFGS."""
    steps = torch.optim.LBFGS(weights, max_iter=60, history_size=8, line_search_fn="strong_wolfe")

    def closure():
        steps.zero_grad()
        value = loss()
        value.backward()
        return value

    steps.step(closure)
    return [w.detach() for w in weights]


def fit_polarity(rows, l2=0.5):
    bags, y = Bags(all_places(rows)), torch.tensor([r["y"] for r in rows])
    matrix = torch.zeros(PLACES, POLARITIES, requires_grad=True)
    return minimize([matrix], lambda: F.cross_entropy(bags.sum(matrix), y) + l2 * matrix.square().sum() / len(y))[0]


def dense(rows, polarity):
    """The polarity's answer in the columns of the row's group of origins, and a constant."""
    answer = Bags(all_places(rows)).sum(polarity).log_softmax(-1) / 2 + 0.5
    found = torch.zeros(len(rows), GROUPS * POLARITIES + 1)
    found[:, -1] = 1
    for i, row in enumerate(rows):
        found[i, row["group"] * POLARITIES:(row["group"] + 1) * POLARITIES] = answer[i]
    return found


def fit_stance(rows, seen, l2=0.5):
    bags, y = Bags(features(rows)), torch.tensor([r["y"] for r in rows])
    matrix = torch.zeros(PLACES, len(CLASSES), requires_grad=True)
    rest = torch.zeros(seen.shape[1], len(CLASSES), requires_grad=True)

    def loss():
        scores = bags.sum(matrix) + seen @ rest
        return F.cross_entropy(scores, y) + l2 * (matrix.square().sum() + 0.3 * rest.square().sum()) / len(y)

    return minimize([matrix, rest], loss)


def scores_of(rows, seen, weights):
    return (Bags(features(rows)).sum(weights[0]) + seen @ weights[1]).log_softmax(-1).numpy()


def judge(rows, scores):
    """What `judge.rs` makes of the scores: the rules for one's own candidacy and reservations, the rest by leaning.

    A statement has one learned stance at most, toward the person where it is surest.
    """
    told = defaultdict(list)
    for i, row in enumerate(rows):
        told[row["key"][:2], row["speaker"], row["name"]].append(i)
    chances, labels, surest = np.exp(scores), [], {}
    for i, row in enumerate(rows):
        others = [j for j in told[row["key"][:2], row["speaker"], row["name"]] if rows[j]["statement"] != row["statement"]]
        total = scores[i] + np.array([NEUTRAL, 0, 0, -99, -99, -99])
        for one, other in ((1, 2), (2, 1)):
            lead = chances[others, one].max(initial=0) - chances[others, other].max(initial=0)
            total[one] += LEAN[row["group"]] * max(0, lead)
        rule = CLASSES.index(row["rule"])
        labels.append(rule if rule >= 3 else 0 if row["is_self"] else int(total.argmax()))
        if labels[-1] in (1, 2):
            surest.setdefault((row["key"][:2], row["statement"]), []).append((total[labels[-1]] - total[0], -i))
    for found in surest.values():
        for _, i in sorted(found)[:-1]:
            labels[-i] = 0
    return labels


def report(rows, labels):
    """F1 a class as score_races.py counts: one stance a statement, toward the persons that it is about."""
    told = {}
    for row, label in zip(rows, labels):
        found = told.setdefault(row["key"], [row["gold"], "neutral"])
        if row["is_meant"] and found[1] == "neutral":
            found[1] = CLASSES[label]
    counts, scores = Counter(map(tuple, told.values())), {}
    for name in CLASSES[1:]:
        gold = sum(n for (g, _), n in counts.items() if g == name)
        found = sum(n for (_, p), n in counts.items() if p == name)
        scores[name] = (round(200 * counts[name, name] / max(1, gold + found), 1), gold, found)
    stray = sum(label > 0 and not row["is_meant"] for row, label in zip(rows, labels))
    return {"macro": round(sum(s[0] for s in scores.values()) / 5, 1)} | scores | {"toward others": stray}


def export(path, polarity, weights):
    def fine(matrix):
        scale = float(np.abs(matrix).max()) / 32767
        return struct.pack("<f", scale) + np.round(matrix / scale).astype("<i2").tobytes()

    with open(path, "wb") as sink:
        sink.write(b"HUSTSTAN" + struct.pack("<2If", 2, PLACES, NEUTRAL))
        sink.write(fine(polarity.numpy()) + fine(weights[0].numpy()) + weights[1].numpy().astype("<f4").tobytes())


def cross_validate(rows, seen, folds):
    contests = sorted({r["contest"] for r in rows})
    random.Random(1).shuffle(contests)
    fold = {contest: i % folds for i, contest in enumerate(contests)}
    scores = np.zeros((len(rows), len(CLASSES)))
    for k in range(folds):
        rest = [i for i, r in enumerate(rows) if fold[r["contest"]] != k]
        held = [i for i, r in enumerate(rows) if fold[r["contest"]] == k]
        weights = fit_stance([rows[i] for i in rest], seen[rest])
        scores[held] = scores_of([rows[i] for i in held], seen[held], weights)
    print("folds", report(rows, judge(rows, scores)))


def main():
    parser = argparse.ArgumentParser()
    for name in ("data", "signs", "gold", "out"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--dev", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    rows = race_pairs(args.signs / "train.jsonl", args.data / "race/train.jsonl.gz", "train")
    rows += race_pairs(args.signs / "tune.jsonl", args.gold, "tune")
    sentences = sentence_pairs(args.signs / "newsmtsc.train.jsonl", args.data / "stance/newsmtsc.train.jsonl.gz")
    sentences += span_pairs(args.signs / "basil.jsonl", args.data / "stance/basil.jsonl.gz")
    print(len(rows), "pairs,", len(sentences), "sentences;", Counter(CLASSES[r["y"]] for r in rows))
    print("rules", report(rows, [CLASSES.index(r["rule"]) for r in rows]))
    polarity = fit_polarity(sentences)
    seen = dense(rows, polarity)
    if args.folds:
        cross_validate(rows, seen, args.folds)
    weights = fit_stance(rows, seen)
    args.out.mkdir(parents=True, exist_ok=True)
    export(args.out / "stance.bin", polarity, weights)
    if args.dev:
        held = race_pairs(args.signs / "dev.jsonl", args.data / "race/dev.jsonl.gz", "dev")
        print("dev, rules", report(held, [CLASSES.index(r["rule"]) for r in held]))
        print("dev", report(held, judge(held, scores_of(held, dense(held, polarity), weights))))


if __name__ == "__main__":
    main()
