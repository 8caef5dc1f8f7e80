"""Word pieces and letter case, to the letter as the Rust program computes them.

The normalization is BERT's (lower case, no accents, marks stand alone) with one table for accents instead of Unicode
decomposition: the table is exported with the weights, so both sides fold the same letters.
"""
import unicodedata

UNKNOWN = "[UNK]"
LONGEST_WORD = 100


def accents():
    """Maps accented Latin letters to their base letter: `é` to `e`."""
    table = {}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        letter = chr(code).lower()
        base = unicodedata.normalize("NFD", letter)[:1]
        if len(letter) == 1 and base != letter:
            table[letter] = base
    return table


ACCENTS = accents()


def fold(word):
    """Lower case without accents and combining marks."""
    out = []
    for c in word:
        for low in c.lower():
            if not 0x300 <= ord(low) <= 0x36F:
                out.append(ACCENTS.get(low, low))
    return "".join(out)


def parts(word):
    """Splits a folded word into runs of letters and digits, and single other characters."""
    out, run = [], ""
    for c in word:
        if c.isalnum():
            run += c
            continue
        if run:
            out.append(run)
        out.append(c)
        run = ""
    return out + [run] if run else out


class Pieces:
    """Greedy longest-match word pieces over a vocabulary of lines."""

    def __init__(self, vocabulary):
        self.index = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown = self.index[UNKNOWN]

    def of(self, word):
        """Returns the piece numbers of one token, never none."""
        return [i for part in parts(fold(word)) for i in self.of_part(part)] or [self.unknown]

    def of_part(self, part):
        if len(part) > LONGEST_WORD:
            return [self.unknown]
        out, start = [], 0
        while start < len(part):
            end = len(part)
            while end > start and ("##" if start else "") + part[start:end] not in self.index:
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.index[("##" if start else "") + part[start:end]])
            start = end
        return out


CASES = 6


def letter_case(word):
    """0 lower, 1 Capitalized, 2 CAPITALS, 3 miXed, 4 with a digit, 5 no letter or digit."""
    if any(c.isnumeric() for c in word):
        return 4
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 0
    if all(upper):
        return 2 if len(letters) > 1 else 1
    return 1 if upper[0] and not any(upper[1:]) else 3
