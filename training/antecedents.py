#!/usr/bin/env python3
"""Fits the weights of antecedents: which entity a pronoun means.  usage: antecedents.py DATA XTASK OUT.tsv

DATA is the folder of the corpora, XTASK the built `xtask`. Trains on gap.train, gum.train and the sources of race/train by
penalized likelihood of the right entity among the candidates; prints the shares that are right there and on the dev parts.
"""
import gzip
import json
import subprocess
import sys

import torch

PENALTY = 2.0
TITLES = {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "senator", "sir"}


def load(data, xtask, name):
    path = f"{data}/{name}"
    found = subprocess.run([xtask, "antecedents", path], capture_output=True, text=True, check=True).stdout
    traces = [json.loads(line) for line in found.splitlines()]
    gold = [json.loads(line) for line in gzip.open(path, "rt")]
    return list(zip(gold, traces))


def overlap(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0


def entity_at(trace, span):
    """The entity whose name overlaps the span best."""
    found = [(overlap(place, span), k) for k, (_, places) in enumerate(trace["entities"]) for place, is_name in places if is_name]
    best = max(found, default=(0, None))
    return best[1] if best[0] > 0 else None


def example(candidates, right, wrong=frozenset()):
    ids = [entity for entity, _ in candidates]
    if right is None:
        right = set(ids) - set(wrong)
        if not right or not set(wrong) & set(ids):
            return None
    if not set(right) & set(ids):
        return None
    return [features for _, features in candidates], [entity in right for entity in ids]


def gap(pairs, pronouns):
    for gold, trace in pairs:
        at = {span[0]: candidates for span, candidates in trace["pronouns"]}
        candidates = at.get(gold["pronoun"]["start"])
        if not candidates:
            continue
        names = {k: entity_at(trace, (gold[k]["start"], gold[k]["end"])) for k in "ab"}
        right = {names[k] for k in "ab" if gold[k]["coref"]}
        wrong = {names[k] for k in "ab" if not gold[k]["coref"]} - {None}
        yield example(candidates, right if right else None, wrong)


def gum(pairs, pronouns):
    for gold, trace in pairs:
        at = {tuple(span): candidates for span, candidates in trace["pronouns"]}
        clusters = {}
        for mention in gold["mentions"]:
            head = gold["tokens"][mention["head"]]
            clusters.setdefault(mention["cluster"], []).append((head["s"], head["e"]))
        for mention in gold["mentions"]:
            candidates = at.get((mention["start"], mention["end"]))
            word = gold["text"][mention["start"] : mention["end"]].lower()
            if not candidates or word not in pronouns:
                continue
            heads = [head for head in clusters[mention["cluster"]] if head[0] != mention["start"]]
            counts = {}
            for entity in {entity for entity, _ in candidates}:
                places = trace["entities"][entity][1]
                counts[entity] = sum(any(p[0] <= s and e <= p[1] for s, e in heads) for p, _ in places if p[0] != mention["start"])
            best = max(counts, key=lambda entity: (counts[entity], -entity))
            if counts[best]:
                yield example(candidates, {best})


GENDERED = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
OTHERS = {"they", "them", "their", "theirs", "themselves", "it", "its", "itself"}


def last_word(name):
    words = [word.strip(".,’'").lower() for word in (name or "").split()]
    words = [word for word in words if word and word not in TITLES]
    return words[-1] if words else None


def race(pairs, pronouns):
    for gold, trace in pairs:
        at = {span[0]: candidates for span, candidates in trace["pronouns"]}
        seen = set()
        for statement in gold["statements"]:
            span = statement.get("source_span")
            if not span or span[0] in seen or span[0] not in at:
                continue
            if gold["text"][span[0] : span[1]].lower() not in pronouns:
                continue
            seen.add(span[0])
            ids = {entity for entity, _ in at[span[0]]}
            right = {entity for entity in ids if last_word(trace["entities"][entity][0]) == last_word(statement["speaker"])}
            if right:
                yield example(at[span[0]], right)


def padded(examples):
    """The features, what is right, and what is there at all, as one block each."""
    longest = max(len(right) for _, right in examples)
    features = torch.zeros(len(examples), longest, len(examples[0][0][0]))
    right, there = torch.zeros(2, len(examples), longest, dtype=torch.bool)
    for k, (seen, good) in enumerate(examples):
        features[k, : len(seen)] = torch.tensor(seen)
        right[k, : len(good)] = torch.tensor(good)
        there[k, : len(good)] = True
    return features, right, there


def fit(examples):
    features, right, there = padded(examples)
    weights = torch.zeros(features.shape[-1], requires_grad=True)
    steps = torch.optim.LBFGS([weights], max_iter=300, history_size=20, line_search_fn="strong_wolfe")

    def loss():
        steps.zero_grad()
        scores = features @ weights
        everything = scores.masked_fill(~there, -1e9).logsumexp(1)
        value = (everything - scores.masked_fill(~right, -1e9).logsumexp(1)).sum() + PENALTY * weights @ weights
        value.backward()
        return value

    steps.step(loss)
    return weights.detach()


def right_share(weights, examples):
    features, right, there = padded(examples)
    best = (features @ weights).masked_fill(~there, -1e9).argmax(1)
    return round(100 * right.gather(1, best[:, None]).float().mean().item(), 1)


def main(data, xtask, out):
    parts = {"gap": (gap, "people/gap."), "gum": (gum, "people/gum."), "race": (race, "race/")}
    pairs = {(kind, part): load(data, xtask, f"{path}{part}.jsonl.gz") for kind, (_, path) in parts.items() for part in ("train", "dev")}
    columns = []
    for pronouns in (GENDERED, OTHERS):
        sets = {}
        for (kind, part), found in pairs.items():
            if kind != "gap" or pronouns is GENDERED:
                sets[kind, part] = [seen for seen in parts[kind][0](found, pronouns) if seen]
        columns.append(fit(sets.get(("gap", "train"), []) + sets["gum", "train"] + 2 * sets["race", "train"]))
        for (kind, part), examples in sets.items():
            if examples:
                print(f"{min(pronouns)} …, {kind}.{part}: {right_share(columns[-1], examples)} % of {len(examples)} right")
    with open(out, "w") as file:
        file.write("# What speaks for and against an antecedent, in the order of the features: of he and she, of it and they.")
        file.write(" Origin: training/antecedents.py on GAP, GUM and race train; see training/README.md.\n")
        file.writelines(f"{gendered:.3f}\t{other:.3f}\n" for gendered, other in zip(*columns))


if __name__ == "__main__":
    main(*sys.argv[1:])
