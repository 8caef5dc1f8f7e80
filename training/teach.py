"""Fine-tunes MiniLM on the same labels, several times, and labels articles with the mean for the tagger to learn from.

    python training/teach.py --data DIR --tokens DIR --minilm DIR --out DIR

Writes `OUT/polnear.npz` and `OUT/news.npz`: for every article its tokens' label probabilities (0 to 255), the mean of the
teachers'; and `OUT/grammar.npz`: the first teacher's likeliest part of speech and entity label of every token of the news
articles. What a teacher has done, its weights and its labels, is kept in files with its seed in the name and not done again.
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

import data
from batches import WINDOW, seeded
from measure import ROLES, f1, segments
from minilm import PIECES, TOKENS, MiniLM, fit, tensors
from model import Chain, cross_entropy, grammar, viterbi
from train import rate_at

WINDOWS = {"polnear.train": 10, "gum.train": 2}
STRIDE = 100


def options():
    parser = argparse.ArgumentParser()
    for name in ("data", "tokens", "minilm", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--articles", type=int, default=1500, help="how many news articles are labeled")
    parser.add_argument("--teachers", type=int, default=2, help="how many, with one seed after another")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def windows(article, lists, start):
    """Cuts an article into runs of at most TOKENS tokens and PIECES pieces; the first has at most `start` tokens."""
    out, a, limit = [], 0, start
    while a < len(article):
        b = max(a + 1, fit(article, lists, a, min(len(article), a + limit)))
        out.append((article, a, b))
        a, limit = b, TOKENS
    return out


def train(model, sets, lists, args, rng):
    """Fine-tunes the network."""
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, args.rate, weight_decay=0.01)
    step, steps = 0, None
    for epoch in range(args.epochs):
        runs = {}
        for name in WINDOWS:
            runs[name] = [w for x in sets[name] for w in windows(x, lists, rng.randrange(1, TOKENS))]
            rng.shuffle(runs[name])
        count = len(runs["polnear.train"]) // WINDOWS["polnear.train"]
        steps, began = steps or (count + 1) * args.epochs, time.time()
        for n in range(count):
            batch = [runs[name][(size * n + k) % len(runs[name])] for name, size in WINDOWS.items() for k in range(size)]
            for group in optimizer.param_groups:
                group["lr"] = rate_at(step, steps, args.rate)
            b = tensors(batch, lists)
            with torch.autocast("cpu", torch.bfloat16):
                out = model(b)
            loss = sum(w * cross_entropy(out[k], b[k]) for k, w in (("attribution", 1), ("part", 0.3), ("entity", 0.3)))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            step += 1
            if n % 50 == 0:
                print(epoch, n, count, round(float(loss.detach()), 3), round(time.time() - began), flush=True)


@torch.no_grad()
def scores(model, article, lists):
    """Returns label scores for every token; windows overlap, and each token takes the one that it is farthest inside."""
    n, out, best = len(article), {}, np.full(len(article), -1)
    cuts = [(article, a, fit(article, lists, a, min(n, a + TOKENS))) for a in range(0, n, STRIDE)]
    for i in range(0, len(cuts), 12):
        with torch.autocast("cpu", torch.bfloat16):
            found = model(tensors(cuts[i:i + 12], lists))
        for row, (_, a, b) in enumerate(cuts[i:i + 12]):
            before, behind = np.arange(b - a), np.arange(b - a)[::-1]
            inside = np.minimum(before + (n if a == 0 else 0), behind + (n if b == n else 0))
            better = inside > best[a:b]
            best[a:b][better] = inside[better]
            for name, values in found.items():
                rows = out.setdefault(name, np.zeros((n, values.shape[-1]), np.float32))
                rows[a:b][better] = values[row, :b - a].numpy()[better]
    return {name: torch.from_numpy(rows) for name, rows in out.items()}


def fit_chain(model, articles, lists):
    """Returns the chain under which the labels of the articles are likeliest, given the network's scores."""
    chain, rows = Chain(data.ATTRIBUTION), []
    for article in articles:
        found = scores(model, article, lists)["attribution"]
        rows += [(found[a:a + WINDOW], torch.from_numpy(article.targets(a, a + WINDOW))) for a in range(0, len(article), WINDOW)]
    found, targets = (nn.utils.rnn.pad_sequence(x, batch_first=True) for x in zip(*rows))
    mask = targets.sum(-1) > 0
    optimizer = torch.optim.LBFGS(chain.parameters(), max_iter=40)

    def closure():
        optimizer.zero_grad()
        loss = chain.loss(found, targets, mask)
        loss.backward()
        return loss

    optimizer.step(closure)
    return chain


def likely(chain, found):
    """Returns the probability of each label of every token: the slope of the summed weight of all sequences."""
    found = found[None].requires_grad_()
    n, mask = found.shape[-1], torch.ones(found.shape[:2], dtype=torch.bool)
    all_paths = chain.all_paths(found, chain.table()[:n].detach(), chain.weights[n].detach(), mask)
    return torch.autograd.grad(all_paths.sum(), found)[0][0]


def tell(teacher, article, lists):
    """Returns the attribution probabilities of an article, and its parts of speech and entity labels."""
    model, chain = teacher
    out = scores(model, article, lists)
    names = viterbi(out["entity"].log_softmax(-1), grammar(data.ENTITY))
    return likely(chain, out["attribution"]), np.stack([out["part"].argmax(-1).numpy(), names]).astype(np.uint8)


@torch.no_grad()
def measure(teacher, articles, lists):
    """Returns exact F1 a role."""
    model, chain = teacher
    count = {role: [0, 0, 0] for role in ROLES}
    for article in articles:
        labels = viterbi(scores(model, article, lists)["attribution"], chain.table())
        found, gold = segments(labels), segments(article.attribution)
        for kind, role in enumerate(ROLES):
            f, g = ({s for s in x if s[2] == kind} for x in (found, gold))
            for i, n in enumerate((len(f & g), len(f), len(g))):
                count[role][i] += n
    return {role: f1(*n) for role, n in count.items()}


def choose_news(args):
    """Returns the ids of a random choice of the articles of moderate length."""
    docs = data.stream(args.data / "news" / "us_politics_2012_2020.jsonl.gz")
    ids = [doc["id"] for doc in docs if 200 < len(doc["text"]) < 12000]
    return seeded(args.seed).sample(ids, args.articles)


def whole(soft):
    return np.rint(soft.numpy() * 255).astype(np.uint8)


def make_teacher(seed, sets, words, args):
    """Returns the network of this seed, fine-tuned, and its chain."""
    torch.manual_seed(seed)
    model, done = MiniLM(args.minilm), args.out / f"teacher.{seed}.pt"
    if done.exists():
        model.load_state_dict(torch.load(done), strict=False)
    else:
        train(model, sets, words.lists, args, seeded(seed))
        torch.save({k: v for k, v in model.state_dict().items() if k != "vectors.weight"}, done)
    model.eval()
    teacher = model, fit_chain(model, sets["polnear.train"][::6], words.lists)
    print(seed, json.dumps(measure(teacher, sets["polnear.dev"], words.lists)), flush=True)
    return teacher


def main():
    args = options()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    words = data.Words((args.minilm / "vocab.txt").read_text(encoding="utf8").split("\n")[:30522])
    sets = data.load_all(args.data, args.tokens, words)
    ids = choose_news(args)
    (args.out / "news.json").write_text(json.dumps(ids))
    corpora = {"polnear": sets["polnear.train"], "news": data.load_news(args.data, args.tokens, words, ids)}
    seeds = range(args.seed, args.seed + args.teachers)
    for seed in seeds:
        missing = [name for name in corpora if not (args.out / f"{name}.{seed}.npz").exists()]
        teacher = make_teacher(seed, sets, words, args) if missing else None
        for name in missing:
            told = {article.id: tell(teacher, article, words.lists) for article in corpora[name]}
            if name == "news" and seed == args.seed:
                np.savez(args.out / "grammar.npz", **{k: hard for k, (_, hard) in told.items()})
            np.savez(args.out / f"{name}.{seed}.npz", **{k: whole(soft) for k, (soft, _) in told.items()})
            print(seed, name, "is labeled", flush=True)
    for name in corpora:
        told = [np.load(args.out / f"{name}.{seed}.npz") for seed in seeds]
        np.savez(args.out / f"{name}.npz", **{k: np.rint(np.mean([x[k] for x in told], 0)).astype(np.uint8) for k in told[0]})


if __name__ == "__main__":
    main()
