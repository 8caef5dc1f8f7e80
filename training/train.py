"""Trains the tagger and writes its weights.

    python training/train.py --data DIR --tokens DIR --minilm DIR --out DIR

`--data` holds the corpora, `--tokens` what `cargo xtask tokens` prints for each, `--minilm` the model folder of
all-MiniLM-L6-v2. A run that was stopped goes on from `OUT/last.pt`.
"""
import argparse
import copy
import json
import time
from pathlib import Path

import torch
from safetensors.numpy import load_file

import data
import export
import link
from batches import mixed, seeded, tensors
from measure import measure
from model import Chain, Tagger, cross_entropy, grammar, soft_cross_entropy


WINDOWS = {"polnear.train": 16, "gum.train": 5, "news": 10}
"""How many windows of each corpus a batch holds; the news come in with the chain."""


def options():
    parser = argparse.ArgumentParser()
    for name in ("data", "tokens", "minilm", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--taught", type=Path, help="the labels that teach.py wrote")
    parser.add_argument("--width", type=int, default=160)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--chain-epochs", type=int, default=9)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--chain-rate", type=float, default=2e-3)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--average", type=float, default=0.998, help="decay of the averaged weights")
    parser.add_argument("--enter", type=float, default=0.5, help="added to the score of beginning a segment")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def loss_of(out, batch, chain, stage):
    """Cross entropy (or the chain's likelihood) for attributions, plus a share of the other heads' losses."""
    share = 0.2 if stage else 0.5
    loss = share * (cross_entropy(out["part"], batch["part"]) + cross_entropy(out["entity"], batch["entity"]))
    known = batch["known"]
    scores, targets = out["attribution"][known], batch["attribution"][known]
    if stage:
        return loss + chain.loss(scores, targets, batch["mask"][known])
    return loss + soft_cross_entropy(scores, targets)


def rate_at(step, steps, rate):
    """Linear warm-up over a twentieth of the steps, then linear decay to a fiftieth of the rate."""
    warm = max(1, steps // 20)
    return rate * min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))


class Run:
    """Everything that a stopped run needs to go on."""

    def __init__(self, args, sets, vectors):
        self.args, self.sets = args, sets
        self.rng = seeded(args.seed)
        self.model, self.chain = Tagger(vectors, args.width, args.dropout), Chain(data.ATTRIBUTION)
        self.mean = copy.deepcopy(self.model), copy.deepcopy(self.chain)
        self.stage, self.epoch, self.step = 0, 0, 0
        self.start_stage()

    def start_stage(self):
        rate = self.args.chain_rate if self.stage else self.args.rate
        self.weights = [p for m in (self.model, self.chain) for p in m.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.weights, rate, weight_decay=0.01)
        if self.stage and "news" in self.sets:
            data.label_news(self.sets["news"], self.args.taught)

    def epochs(self):
        return self.args.chain_epochs if self.stage else self.args.epochs

    def train_epoch(self):
        names = [name for name in WINDOWS if name in self.sets and (self.stage or name != "news")]
        batches = list(mixed([self.sets[name] for name in names], [WINDOWS[name] for name in names], self.rng))
        steps, began, total = len(batches) * self.epochs(), time.time(), 0.0
        for n, batch in enumerate(map(tensors, batches)):
            step = self.epoch * len(batches) + n
            for group in self.optimizer.param_groups:
                group["lr"] = rate_at(step, steps, self.args.chain_rate if self.stage else self.args.rate)
            with torch.autocast("cpu", torch.bfloat16):
                out = self.model(*(batch[k] for k in ("words", "quoted", "place", "case", "mask")))
            loss = loss_of(out, batch, self.chain, self.stage)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
            self.optimizer.step()
            self.average()
            total += float(loss.detach())
        return {"loss": round(total / len(batches), 4), "seconds": round(time.time() - began, 1)}

    @torch.no_grad()
    def average(self):
        """Moves the averaged weights toward the present ones; early on, faster."""
        self.step += 1
        decay = min(self.args.average, self.step / (self.step + 10))
        for mean, now in zip(self.mean, (self.model, self.chain)):
            for slow, fast in zip(mean.parameters(), now.parameters()):
                if fast.requires_grad:
                    slow.lerp_(fast, 1 - decay)

    def state(self):
        return {"model": trained(self.model), "chain": self.chain.state_dict(), "mean": trained(self.mean[0]),
                "mean_chain": self.mean[1].state_dict(), "optimizer": self.optimizer.state_dict(),
                "where": (self.stage, self.epoch, self.step), "rng": self.rng.getstate(), "torch": torch.get_rng_state()}

    def resume(self, state):
        self.stage, self.epoch, self.step = state["where"]
        self.start_stage()
        for module, key in ((self.model, "model"), (self.chain, "chain"), (self.mean[0], "mean"), (self.mean[1], "mean_chain")):
            module.load_state_dict(state[key], strict=False)
        self.optimizer.load_state_dict(state["optimizer"])
        self.rng.setstate(state["rng"])
        torch.set_rng_state(state["torch"])

    def tables(self):
        """What may follow what; segments begin a little more gladly than the chain learned, for it finds too few."""
        table = self.mean[1].table().detach().clone()
        table[0, 1::2] += self.args.enter
        return {"attribution": table, "entity": grammar(data.ENTITY)}


def trained(model):
    return {k: v for k, v in model.state_dict().items() if k != "vectors.weight"}


def main():
    args = options()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    vocabulary = (args.minilm / "vocab.txt").read_text(encoding="utf8").split("\n")[:30522]
    table = load_file(args.minilm / "model.safetensors")["embeddings.word_embeddings.weight"].astype("float32")
    words = data.Words(vocabulary)
    sets = data.load_all(args.data, args.tokens, words, args.taught)
    vectors = torch.from_numpy(words.vectors(table))
    scale = 1 / float(vectors.std())
    vectors *= scale
    run = Run(args, sets, vectors)
    last = args.out / "last.pt"
    if last.exists():
        run.resume(torch.load(last, weights_only=False))
    while run.stage < 2:
        while run.epoch < run.epochs():
            report = run.train_epoch()
            run.epoch += 1
            report |= measure(run.mean[0], run.tables(), sets)
            print(json.dumps({"stage": run.stage, "epoch": run.epoch} | report), flush=True)
            torch.save(run.state(), last)
        run.stage, run.epoch = run.stage + 1, 0
        if run.stage < 2:
            run.start_stage()
    docs = {doc["id"]: doc for doc in data.lines(args.data / "attribution" / "polnear.train.jsonl.gz")}
    links = link.fit(run.mean[0], run.tables(), sets["polnear.train"][::3], docs)
    export.write(args.out / "tagger.bin", (run.mean[0], run.tables(), links), table * scale, vocabulary)


if __name__ == "__main__":
    main()
