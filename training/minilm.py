"""MiniLM with heads for attributions, parts of speech and entities: the large network that the small one learns from."""
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

import data
from pieces import CASES

WIDTH, LAYERS, SPLIT = 384, 6, 12
TOKENS, PIECES, PIECES_A_TOKEN = 150, 192, 8
FEATURES, LABELS = ("quoted", "case", "place"), ("attribution", "part", "entity")


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.up, self.down = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        split = lambda y: y.view(*y.shape[:2], SPLIT, -1).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), mask)
        x = self.norm1(x + self.dropout(self.out(y.transpose(1, 2).flatten(2))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class MiniLM(nn.Module):
    """The encoder over word pieces, its word vectors frozen, with three feature embeddings that start at zero; a token
    is the mean of its pieces."""

    def __init__(self, folder):
        super().__init__()
        w = load_file(folder / "model.safetensors")
        self.vectors = nn.Embedding.from_pretrained(w["embeddings.word_embeddings.weight"], freeze=True)
        self.places = nn.Parameter(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm.load_state_dict({k: w[f"embeddings.LayerNorm.{k}"] for k in ("weight", "bias")})
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}
        for i, layer in enumerate(self.layers):
            layer.load_state_dict({f"{own}.{k}": w[f"encoder.layer.{i}.{theirs}.{k}"]
                                   for own, theirs in names.items() for k in ("weight", "bias")})
        self.quoted, self.case, self.place = nn.Embedding(3, WIDTH), nn.Embedding(CASES, WIDTH), nn.Embedding(3, WIDTH)
        for feature in (self.quoted, self.case, self.place):
            nn.init.zeros_(feature.weight)
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({"attribution": nn.Linear(WIDTH, len(data.ATTRIBUTION)),
                                    "part": nn.Linear(WIDTH, len(data.PARTS)), "entity": nn.Linear(WIDTH, len(data.ENTITY))})

    def forward(self, b):
        x = self.vectors(b["pieces"]) + self.places[:b["pieces"].shape[1]]
        x = x + self.quoted(b["quoted"]) + self.case(b["case"]) + self.place(b["place"])
        x, mask = self.dropout(self.norm(x)), b["mask"][:, None, None]
        for layer in self.layers:
            x = layer(x, mask)
        x = torch.bmm(b["pool"], x.float())
        return {name: head(x).float() for name, head in self.heads.items()}


def fit(article, lists, first, last):
    """Returns where a window that starts at `first` ends: at `last`, or where it has too many pieces."""
    pieces = 0
    for t in range(first, last):
        pieces += min(PIECES_A_TOKEN, len(lists[article.words[t]]))
        if pieces > PIECES:
            return t
    return last


def tensors(batch, lists):
    """Pads windows (article, first, last): pieces for the encoder, a pooling matrix from pieces to tokens, labels."""
    longest = max(b - a for _, a, b in batch)
    out = {k: torch.zeros(len(batch), PIECES, dtype=torch.long) for k in ("pieces", *FEATURES)}
    out["mask"] = torch.zeros(len(batch), PIECES, dtype=torch.bool)
    out["pool"] = torch.zeros(len(batch), longest, PIECES)
    out |= {k: torch.full((len(batch), longest), data.NONE) for k in LABELS}
    for row, (article, a, b) in enumerate(batch):
        at = 0
        for t in range(a, b):
            own = lists[article.words[t]][:PIECES_A_TOKEN]
            to = at + len(own)
            out["pieces"][row, at:to] = torch.tensor(own)
            for k in FEATURES:
                out[k][row, at:to] = int(getattr(article, k)[t])
            out["pool"][row, t - a, at:to] = 1 / len(own)
            at = to
        out["mask"][row, :at] = True
        for k in LABELS:
            out[k][row, :b - a] = torch.from_numpy(getattr(article, k)[a:b])
    return out
