#!/usr/bin/env python3
"""Joins testdata/gold/race/annotations.jsonl with the texts it was read from.

usage: join_gold.py DATA_DIR OUT.jsonl[.gz] [tune|held_out|judged]

DATA_DIR holds `us_politics_2012_2020.jsonl.gz` and `wikinews_2019_2020.jsonl.gz`. What is written has the form of the
race corpus: one article a line with `text`, `title`, `date`, `outlet`, and the strings that the spans cut out. An article
whose text is not the one that was read, by its SHA-256, is an error, never skipped. `judged` takes judged.jsonl in the same folder
instead, whose statements have their stance toward each person, `stances`.
"""
import gzip
import hashlib
import json
import pathlib
import sys

GOLD = pathlib.Path(__file__).resolve().parent.parent / "testdata/gold/race/annotations.jsonl"


def labels(split):
    """The labels of every article of a split, all annotations without one."""
    file = GOLD.with_name("judged.jsonl") if split == "judged" else GOLD
    gold = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [a for a in gold if split in (None, "judged", a.get("split"))]


def completed(statement, text):
    """A statement with the words that its spans cut out, or with what judged.jsonl leaves out."""
    if "cue_span" in statement:
        for name in ("cue", "source"):
            span = statement[f"{name}_span"]
            statement[name] = text[slice(*span)] if span else None
        return statement
    return {"speaker": None, "stances": {}, "bad": statement.pop("is_wrong", False)} | statement


def join(data_dir, out, split=None):
    gold = labels(split)
    wanted, articles = {a["id"] for a in gold}, {}
    for corpus in sorted({a["corpus"] for a in gold}):
        with gzip.open(pathlib.Path(data_dir) / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            articles |= {a["id"]: a for a in map(json.loads, lines) if a["id"] in wanted}
    with (gzip.open if out.endswith(".gz") else open)(out, "wt", encoding="utf-8") as sink:
        for a in gold:
            source = articles[a["id"]]
            text = source["text"]
            if hashlib.sha256(text.encode()).hexdigest() != a.pop("text_sha256"):
                sys.exit(f"joining {a['id']}: the text is not the one that was annotated")
            a["statements"] = [completed(s, text) for s in a["statements"]]
            whole = {k: source[k] for k in ("outlet", "title", "date")} | {"text": text} | a
            sink.write(json.dumps(whole, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    join(*sys.argv[1:4])
