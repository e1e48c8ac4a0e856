"""Reads the language model of Debian's libime (zh_CN.lm, LGPL-2.1+): how common a word is, and how likely it follows one or
two others. The file holds no words, only hashes of them: who asks brings the words. It is KenLM's trie with quantised
values (https://kheafield.com/code/kenlm/structures/), from the last word of a run backwards."""
import bisect
import struct
from array import array
from pathlib import Path

FILE = Path("/usr/lib/x86_64-linux-gnu/libime/zh_CN.lm")
MAGIC = b"mmap lm http://kheafield.com/code format version 5\n\0"
TYPE_QUANTISED_ARRAY_TRIE = 5
SANITY_LEN, COUNTS_AT, ORDER = 88, 108, 3
MASK64 = (1 << 64) - 1


class Broken(Exception):
    """Not the file that this was written for."""


def murmur64(data, seed=0):
    """MurmurHash64A (public domain, Austin Appleby): the names of words in the file."""
    mul = 0xc6a4a7935bd1e995
    state = seed ^ (len(data) * mul & MASK64)
    whole = len(data) & ~7
    for (part,) in struct.iter_unpack("<Q", data[:whole]):
        part = part * mul & MASK64
        part = (part ^ part >> 47) * mul & MASK64
        state = (state ^ part) * mul & MASK64
    if whole < len(data):
        state = (state ^ int.from_bytes(data[whole:], "little")) * mul & MASK64
    state = (state ^ state >> 47) * mul & MASK64
    return state ^ state >> 47


def chopped_bits(entries, targets, most):
    """How many high bits of a pointer stand outside the entries: KenLM takes what makes the file smallest."""
    needed = targets.bit_length()
    return min(range(min(needed, most) + 1), key=lambda chop: (targets >> needed - chop) * 64 - entries * chop)


class Corpus:
    def __init__(self, words, path=FILE):
        """`words`: all that may be asked for; those that the model does not know are left out."""
        self.data = Path(path).read_bytes()
        if not self.data.startswith(MAGIC) or len(self.data) < 1 << 16:
            raise Broken(f"{path} is no language model of KenLM, version 5")
        order, kind = self.data[SANITY_LEN], struct.unpack_from("<i", self.data, SANITY_LEN + 8)[0]
        if order != ORDER or kind != TYPE_QUANTISED_ARRAY_TRIE:
            raise Broken(f"{path} has another shape: order {order}, kind {kind}")
        self.counts = struct.unpack_from("<3Q", self.data, COUNTS_AT)
        self._place((COUNTS_AT + 8 * ORDER + 7) & ~7)
        self._name(words)

    def _place(self, at):
        """Where each table begins."""
        unigrams, bigrams, trigrams = self.counts
        self.hashes = array("Q", self.data[at + 8:at + 8 + 8 * (unigrams - 1)])
        at += 8 + 8 * unigrams
        version, self.prob_bits, self.backoff_bits = self.data[at:at + 3]
        if version != 2:
            raise Broken(f"the values are quantised in another way: {version}")
        at += 8
        self.middle_probs = array("f", self.data[at:at + (4 << self.prob_bits)])
        at += (4 << self.prob_bits) + (4 << self.backoff_bits)
        self.longest_probs = array("f", self.data[at:at + (4 << self.prob_bits)])
        at += 4 << self.prob_bits
        self.unigrams_at = at
        at += 16 * (unigrams + 2)
        self.word_bits = unigrams.bit_length()
        most = self.data[((at + 7) & ~7) + 1]
        chop = chopped_bits(bigrams + 1, trigrams, most)
        self.inline_bits = trigrams.bit_length() - chop
        pointers = (trigrams >> self.inline_bits) + 1
        begin = ((at + 7) & ~7) + 8
        self.pointers = array("Q", self.data[begin:begin + 8 * pointers])
        self.bigrams_at = at + 8 * (1 + pointers) + 7
        self.bigram_bits = self.word_bits + self.prob_bits + self.backoff_bits + self.inline_bits
        self.trigrams_at = self.bigrams_at + ((1 + bigrams) * self.bigram_bits + 7) // 8 + 8
        self.trigram_bits = self.word_bits + self.prob_bits
        end = self.trigrams_at + ((1 + trigrams) * self.trigram_bits + 7) // 8 + 8
        if not end <= len(self.data) < end + (1 << 12) + 4 * unigrams * 16:
            raise Broken(f"the tables end at {end}, the file at {len(self.data)}")

    def _name(self, words):
        self.index = {}
        for word in sorted(words):
            name = murmur64(word.encode())
            place = bisect.bisect_left(self.hashes, name)
            if place < len(self.hashes) and self.hashes[place] == name:
                self.index[word] = place + 1
        self.names = {number: word for word, number in self.index.items()}

    def _unigram(self, number):
        """(log10 of its share, log10 of its backoff, where the runs that end with it begin)"""
        prob, backoff, begin = struct.unpack_from("<ffQ", self.data, self.unigrams_at + 16 * number)
        return -abs(prob), backoff, begin

    def _bits(self, at, bit, count):
        start = at + (bit >> 3)
        return int.from_bytes(self.data[start:start + 8], "little") >> (bit & 7) & (1 << count) - 1

    def _pointer(self, entry):
        high = bisect.bisect_right(self.pointers, entry) - 1
        bit = entry * self.bigram_bits + self.word_bits + self.prob_bits + self.backoff_bits
        return high << self.inline_bits | self._bits(self.bigrams_at, bit, self.inline_bits)

    def share(self, word):
        """log10 of how often it stands among all words; None: not known."""
        number = self.index.get(word)
        return None if number is None else self._unigram(number)[0]

    def backoff(self, word):
        """log10 of what is lost when it is not known what comes after this word."""
        return self._unigram(self.index[word])[1]

    def pairs(self):
        """(first, second, log10 of how likely the second comes after the first, entry for `triples`)"""
        for second, number in self.index.items():
            begin, end = self._unigram(number)[2], self._unigram(number + 1)[2]
            for entry in range(begin, end):
                bit = entry * self.bigram_bits
                first = self.names.get(self._bits(self.bigrams_at, bit, self.word_bits))
                if first:
                    bit += self.word_bits + self.backoff_bits
                    prob = self.middle_probs[self._bits(self.bigrams_at, bit, self.prob_bits)]
                    yield first, second, -abs(prob), entry

    def triples(self, entry):
        """(word before the pair, log10 of how likely the pair's second comes then)"""
        for place in range(self._pointer(entry), self._pointer(entry + 1)):
            bit = place * self.trigram_bits
            before = self.names.get(self._bits(self.trigrams_at, bit, self.word_bits))
            if before:
                yield before, -abs(self.longest_probs[self._bits(self.trigrams_at, bit + self.word_bits, self.prob_bits)])
