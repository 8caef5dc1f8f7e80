"""The tagger: gated dilated convolutions over word vectors, three heads, a linear-chain CRF for attributions."""
import torch
from torch import nn
from torch.nn import functional as F

from data import ATTRIBUTION, ENTITY, NONE, PARTS
from pieces import CASES

DILATIONS = (1, 2, 4, 8, 16, 1, 2)
IMPOSSIBLE = -1e4


class Dropout(nn.Module):
    """Dropout whose random numbers are bytes, eight from each draw: several times as fast on one core."""

    def __init__(self, rate):
        super().__init__()
        self.gone = round(256 * rate)

    def forward(self, x):
        if not self.training:
            return x
        n = x.numel()
        draws = torch.empty((n + 7) // 8, dtype=torch.int64).random_(-2**63, None)
        kept = draws.view(torch.uint8)[:n].view(x.shape) >= self.gone
        return x * (kept.to(x.dtype) * (256 / (256 - self.gone)))


class Gate(nn.Module):
    """A residual layer: normalize, convolve over three tokens, and let one half gate the other."""

    def __init__(self, width, dilation, dropout):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.taps = nn.Linear(3 * width, 2 * width)
        self.dilation, self.dropout = dilation, Dropout(dropout)

    def forward(self, x, mask):
        h = self.norm(x)
        h = (h.bfloat16() if torch.is_autocast_enabled("cpu") else h) * mask
        d = self.dilation
        padded = F.pad(h, (0, 0, d, d))
        n = h.shape[1]
        stack = torch.cat([padded[:, :n], h, padded[:, 2 * d:]], -1)
        return x + self.dropout(F.glu(self.taps(stack)))


class Tagger(nn.Module):
    """Word vectors (frozen) and four small features in; label scores for every token out."""

    def __init__(self, vectors, width=160, dropout=0.3, word_dropout=0.12):
        super().__init__()
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.project = nn.Linear(vectors.shape[1], width, bias=False)
        self.quoted, self.place, self.case = nn.Embedding(3, width), nn.Embedding(3, width), nn.Embedding(CASES, width)
        self.unknown = nn.Parameter(torch.zeros(width))
        self.layers = nn.ModuleList(Gate(width, d, dropout) for d in DILATIONS)
        self.norm = nn.LayerNorm(width)
        self.dropout, self.word_dropout = Dropout(dropout), word_dropout
        self.heads = nn.ModuleDict({"attribution": nn.Linear(width, len(ATTRIBUTION)),
                                    "part": nn.Linear(width, len(PARTS)), "entity": nn.Linear(width, len(ENTITY))})
        for feature in (self.quoted, self.place, self.case):
            nn.init.normal_(feature.weight, std=0.1)

    def forward(self, words, quoted, place, case, mask):
        x = self.project(self.vectors(words))
        if self.training:
            gone = torch.rand(words.shape + (1,)) < self.word_dropout
            x = torch.where(gone, self.unknown.to(x.dtype), x)
        mask = mask[..., None].to(torch.bfloat16)
        x = self.dropout(x + self.quoted(quoted) + self.place(place) + self.case(case))
        for layer in self.layers:
            x = layer(x, mask)
        x = self.norm(x)
        return {name: head(x).float() for name, head in self.heads.items()}


def grammar(labels):
    """Returns what may follow what: [from, to] is zero or impossible; the last row is the start."""
    n = len(labels)
    table = torch.zeros(n + 1, n)
    for j, to in enumerate(labels):
        if to.startswith("I-"):
            for i in range(n + 1):
                if i == n or labels[i][2:] != to[2:]:
                    table[i, j] = IMPOSSIBLE
    return table


class Chain(nn.Module):
    """A linear-chain CRF whose transitions know the label grammar."""

    def __init__(self, labels):
        super().__init__()
        self.register_buffer("grammar", grammar(labels))
        self.weights = nn.Parameter(torch.zeros(len(labels) + 1, len(labels)))

    def table(self):
        return self.weights + self.grammar

    def loss(self, scores, targets, mask):
        """Mean negative log likelihood a token, expected over the targets, which are probabilities of the labels and
        taken as independent; `mask` is true on a prefix of each row, which may start mid-segment."""
        n = scores.shape[-1]
        step, start = self.table()[:n], self.weights[n]
        path = (scores * targets).sum(-1)
        moves = ((targets[:, :-1] @ self.weights[:n]) * targets[:, 1:]).sum(-1)
        right = (path * mask).sum(1) + (moves * mask[:, 1:]).sum(1) + targets[:, 0] @ start
        return (self.all_paths(scores, step, start, mask) - right).sum() / mask.sum()

    def all_paths(self, scores, step, start, mask):
        """Log of the summed weights of all label sequences: a product of matrices, taken pairwise."""
        n = scores.shape[-1]
        top = scores.amax(-1, keepdim=True).detach()
        emitted = (scores - top).exp()
        product = step.exp() * emitted[:, 1:, None, :]
        product = torch.where(mask[:, 1:, None, None], product, torch.eye(n))
        total = (top[..., 0] * mask).sum(1)
        while product.shape[1] > 1:
            if product.shape[1] % 2:
                product = torch.cat([product, torch.eye(n).expand(len(product), 1, n, n)], 1)
            product = product[:, 0::2] @ product[:, 1::2]
            size = product.amax((-1, -2), keepdim=True)
            product, total = product / size, total + size.log().flatten(1).sum(1)
        first = start.exp() * emitted[:, 0]
        last = (first[:, None] @ product[:, 0])[:, 0] if product.shape[1] else first
        return total + last.sum(-1).log()


def viterbi(scores, table):
    """Returns the best labels of one sequence under a transition table (last row: start)."""
    n = scores.shape[-1]
    step = table[:n]
    best, back = scores[0] + table[n], []
    for row in scores[1:]:
        total = best[:, None] + step
        best, arg = total.max(0)
        best = best + row
        back.append(arg)
    labels = [int(best.argmax())]
    for arg in reversed(back):
        labels.append(int(arg[labels[-1]]))
    return labels[::-1]


def soft_cross_entropy(scores, targets):
    """Mean over the tokens that have targets, which are probabilities of the labels."""
    return -(scores.log_softmax(-1) * targets).sum() / targets.sum()


def cross_entropy(scores, gold):
    if not (gold != NONE).any():
        return scores.sum() * 0
    return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=NONE)
