"""Corpora as arrays: one row a token of the program, with features and the labels that the corpus has."""
import bisect
import gzip
import json
from pathlib import Path

import numpy as np

from pieces import Pieces, letter_case

ATTRIBUTION = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
ROLES = ("source", "cue", "content")
ENTITY = ["O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place", "B-other", "I-other"]
ENTITY_KINDS = ("person", "organization", "place", "other")
PARTS = ("CC CD DT EX IN JJ JJR JJS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP TO UH VB VBD VBG VBN VBP VBZ "
         "WDT WP WP$ WRB Mark Other").split()
MARKS = {",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "$", "NFP"}
NONE = -100


def stream(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf8") as f:
        yield from (json.loads(line) for line in f if line.strip())


def lines(path):
    return list(stream(path))


class Words:
    """Numbers for word forms, each with its word pieces."""

    def __init__(self, vocabulary):
        self.pieces = Pieces(vocabulary)
        self.index, self.lists = {}, []

    def number(self, word):
        if word not in self.index:
            self.index[word] = len(self.lists)
            self.lists.append(self.pieces.of(word))
        return self.index[word]

    def vectors(self, table):
        """Returns the mean piece vector of every word seen so far."""
        out = np.zeros((len(self.lists), table.shape[1]), np.float32)
        for i, pieces in enumerate(self.lists):
            out[i] = table[pieces].mean(0)
        return out


class Article:
    """One article: `words`, `case`, `place`, `quoted` and three label rows, all of one length."""

    def __init__(self, doc, cut, words):
        text, self.id = doc["text"], doc["id"]
        self.spans = [tuple(span) for span in cut["tokens"]]
        forms = [text[s:e] for s, e in self.spans]
        n = len(forms)
        self.words = np.array([words.number(w) for w in forms], np.int64)
        self.case = np.array([letter_case(w) for w in forms], np.int64)
        self.quoted = np.array(cut["quoted"], np.int64)
        self.place = np.zeros(n, np.int64)
        self.place[[a for a, _ in cut["sentences"]]] = 1
        self.place[[a for a, _ in cut["paragraphs"]]] = 2
        self.sentences, self.paragraphs = cut["sentences"], cut["paragraphs"]
        self.attribution = np.full(n, NONE, np.int64)
        self.part = np.full(n, NONE, np.int64)
        self.entity = np.full(n, NONE, np.int64)
        self.taught = None

    def __len__(self):
        return len(self.spans)

    def targets(self, a, b):
        """Returns how likely each attribution label is for the tokens from a to b, or None: what annotators say, what a
        teacher says, or the mean of both."""
        told = None if self.taught is None else self.taught[a:b] / np.float32(255)
        if self.attribution[0] == NONE:
            return told
        gold = np.eye(len(ATTRIBUTION), dtype=np.float32)[self.attribution[a:b]]
        return gold if told is None else (gold + told) / 2

    def covered(self, start, end):
        """Returns the range of the tokens that the code points touch."""
        a = bisect.bisect_right(self.spans, start, key=lambda span: span[1])
        return a, max(a, bisect.bisect_left(self.spans, end, key=lambda span: span[0]))


def bio(row, a, b, kind):
    row[a], row[a + 1:b] = 1 + 2 * kind, 2 + 2 * kind


def label_attributions(article, attributions):
    """One label a token; where attributions nest, the longer segment is written first and the shorter over it."""
    row = article.attribution
    row[:] = 0
    spans = {(s, e, kind) for a in attributions for kind, role in enumerate(ROLES) for s, e in a[role] if e > s}
    for s, e, kind in sorted(spans, key=lambda x: (x[0] - x[1], x)):
        a, b = article.covered(s, e)
        if b > a:
            bio(row, a, b, kind)
    for i, label in enumerate(row):
        if label and label % 2 == 0 and row[i - 1] not in (label, label - 1):
            row[i] = label - 1


def label_grammar(article, doc):
    """Parts of speech and named entities of GUM, carried over to the program's tokens."""
    own = [[] for _ in article.spans]
    j = 0
    for i, (s, e) in enumerate(article.spans):
        while j and doc["tokens"][j - 1]["e"] > s:
            j -= 1
        while j < len(doc["tokens"]) and doc["tokens"][j]["s"] < e:
            if doc["tokens"][j]["e"] > s:
                own[i].append(j)
            j += 1
    where = {}
    for i, gold in enumerate(own):
        if gold:
            tag = doc["tokens"][gold[-1]]["xpos"]
            tag = "Mark" if tag in MARKS else tag
            article.part[i] = PARTS.index(tag) if tag in PARTS else PARTS.index("Other")
        for g in gold:
            where[g] = i
    article.entity[:] = 0
    names = {name for m in doc["mentions"] if m["named"] for name in [proper_name(doc["tokens"], m)] if name}
    for a, b, kind in sorted(names, key=lambda x: (x[0] - x[1], x)):
        at = [where[g] for g in range(a, b) if g in where]
        if at and not article.entity[at[0]:at[-1] + 1].any():
            bio(article.entity, at[0], at[-1] + 1, kind)


def proper_name(tokens, mention):
    """Returns the run of proper nouns around the head: `the late Prime Minister Kaja Kallas of Estonia` is cut at `of`."""
    first, last = mention["tok"]
    kind = ENTITY_KINDS.index(mention["type"]) if mention["type"] in ENTITY_KINDS else 3
    if mention["type"] in ("time", "animal", "plant"):
        return None
    joins = ("HYPH", "CC", "IN", "POS", "DT", "NN", "CD") if kind in (1, 3) else ("HYPH",)
    proper = [tokens[i]["xpos"] in ("NNP", "NNPS") for i in range(first, last)]
    at = mention["head"] - first
    if not 0 <= at < len(proper) or not proper[at]:
        return None
    a = b = at
    while True:
        if b + 1 < len(proper) and proper[b + 1]:
            b += 1
        elif b + 2 < len(proper) and proper[b + 2] and tokens[first + b + 1]["xpos"] in joins:
            b += 2
        elif a > 0 and proper[a - 1]:
            a -= 1
        elif a > 1 and proper[a - 2] and tokens[first + a - 1]["xpos"] in joins:
            a -= 2
        else:
            return first + a, first + b + 1, kind


def load(corpus, cuts, words, label=None):
    """Reads a corpus and the program's tokens of it; `label(article, doc)` writes the labels."""
    by_id = {cut["id"]: cut for cut in lines(cuts)}
    out = []
    for doc in lines(corpus):
        article = Article(doc, by_id[doc["id"]], words)
        if label:
            label(article, doc)
        out.append(article)
    return out


def load_news(data, cuts, words, ids):
    """Reads the news articles of these ids, without labels."""
    name, ids = "us_politics_2012_2020", set(ids)
    docs = {doc["id"]: doc for doc in stream(Path(data) / "news" / f"{name}.jsonl.gz") if doc["id"] in ids}
    cuts = stream(Path(cuts) / f"{name}.tokens.jsonl.gz")
    return [Article(docs[cut["id"]], cut, words) for cut in cuts if cut["id"] in docs]


def label_news(articles, taught):
    """Gives news articles the labels of a teacher."""
    soft, hard = (np.load(taught / f"{file}.npz") for file in ("news", "grammar"))
    for article in articles:
        article.taught = soft[article.id]
        article.part[:], article.entity[:] = hard[article.id]


def load_all(data, cuts, words, taught=None):
    """Returns the four labeled sets by name; with a teacher's labels, those of PolNeAR too, and the
    news articles, still without."""
    data, cuts = Path(data), Path(cuts)
    quotes = lambda article, doc: label_attributions(article, doc["attributions"])
    sets = {"polnear.train": ("attribution", quotes), "polnear.dev": ("attribution", quotes),
            "gum.train": ("people", label_grammar), "gum.dev": ("people", label_grammar)}
    out = {name: load(data / folder / f"{name}.jsonl.gz", cuts / f"{name}.tokens.jsonl.gz", words, label)
           for name, (folder, label) in sets.items()}
    if taught:
        soft = np.load(taught / "polnear.npz")
        for article in out["polnear.train"]:
            article.taught = soft[article.id]
        out["news"] = load_news(data, cuts, words, json.loads((taught / "news.json").read_text()))
    return out
