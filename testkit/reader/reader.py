#!/usr/bin/env python3
"""Reads a store of Tain with nothing but docs/FORMAT.md, Python and libzstd.

    reader.py STORE list
    reader.py STORE check
    reader.py STORE restore PLACE|ID OUT

Written from the document alone, so that it shows whether the document is enough: it shares no line
with the program. The numbers in comments are sections of docs/FORMAT.md. Every CRC, every digest and
every "zero" that is read is checked; ids too when `keys/` lies beside the store.
"""
import ctypes
import functools
import hashlib
import hmac
import mmap
import pathlib
import struct
import sys
from collections import namedtuple

BLOCK, SECTOR, SPAN = 4096, 512, 1 << 30
CHUNKS, SEGMENT, MANIFEST, PLAN, RECORD, TOMBSTONE = 1, 2, 3, 4, 5, 6
RAW, ZSTD, DELTA = 0, 1, 2
DICTIONARY_MAX = {CHUNKS: 512 << 10, SEGMENT: 8 << 20}

Frame = namedtuple("Frame", "pack index kind codec offset stored plain ids blocks bases")


class Damaged(Exception): ...


def need(condition, what):
    if not condition:
        raise Damaged(what)


# CRC32C. Long inputs are cut into lanes that advance together, one column of bytes at a time.

TABLE = []
for _byte in range(256):
    for _ in range(8):
        _byte = _byte >> 1 ^ (0x82F63B78 if _byte & 1 else 0)
    TABLE.append(_byte)
PLANES = [bytes(entry >> 8 * k & 0xFF for entry in TABLE) for k in range(4)]
LANE = 512


def advance(crc, data):
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc


SKIP = []  # what LANE bytes of zeros make of each byte of a CRC
for _k in range(4):
    SKIP.append([0])
    for _bit in range(8 * _k, 8 * _k + 8):
        SKIP[_k] += [entry ^ advance(1 << _bit, bytes(LANE)) for entry in SKIP[_k]]


def crc32c(data):
    data = bytes(data)
    lanes = len(data) // LANE
    if lanes < 8:
        return advance(0xFFFFFFFF, data) ^ 0xFFFFFFFF
    number = lambda plane: int.from_bytes(plane, "little")
    p0, p1, p2, p3 = (255,) * 4  # only the first lane starts from ones
    for column in range(LANE):
        index = (p0 ^ number(data[column : lanes * LANE : LANE])).to_bytes(lanes, "little")
        q0, q1, q2, q3 = (number(index.translate(plane)) for plane in PLANES)
        p0, p1, p2, p3 = p1 ^ q0, p2 ^ q1, p3 ^ q2, q3
    crc = 0
    for a, b, c, d in zip(*(p.to_bytes(lanes, "little") for p in (p0, p1, p2, p3))):
        skipped = SKIP[0][crc & 255] ^ SKIP[1][crc >> 8 & 255] ^ SKIP[2][crc >> 16 & 255]
        crc = skipped ^ SKIP[3][crc >> 24] ^ (a | b << 8 | c << 16 | d << 24)
    return advance(crc, data[lanes * LANE :]) ^ 0xFFFFFFFF


# zstd with a raw dictionary, which is a prefix in libzstd's words.

zstd = ctypes.CDLL("libzstd.so.1")
for _name in ("createDCtx", "DCtx_refPrefix", "decompressDCtx", "findFrameCompressedSize"):
    getattr(zstd, "ZSTD_" + _name).restype = ctypes.c_size_t
zstd.ZSTD_getFrameContentSize.restype = ctypes.c_ulonglong
zstd.ZSTD_getDictID_fromFrame.restype = ctypes.c_uint
context = ctypes.c_void_p(zstd.ZSTD_createDCtx())
size_t = ctypes.c_size_t


def decompress(stored, plain_length, dictionary):
    length = size_t(len(stored))
    need(zstd.ZSTD_findFrameCompressedSize(stored, length) == len(stored), "not one zstd frame")
    need(zstd.ZSTD_getFrameContentSize(stored, length) == plain_length, "content size of zstd")
    need(zstd.ZSTD_getDictID_fromFrame(stored, length) == 0, "zstd frame names a dictionary")
    if dictionary:
        zstd.ZSTD_DCtx_refPrefix(context, dictionary, size_t(len(dictionary)))
    plain = ctypes.create_string_buffer(plain_length)
    got = zstd.ZSTD_decompressDCtx(context, plain, size_t(plain_length), stored, length)
    need(got == plain_length, "zstd frame does not decompress")
    return plain.raw


def sha(data):
    return hashlib.sha256(data).digest()


class Cursor:
    """Fields one after the other."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, length):
        need(length >= 0 and self.at + length <= len(self.data), f"ends at byte {self.at}")
        self.at += length
        return bytes(self.data[self.at - length : self.at])

    def u(self, length):
        return int.from_bytes(self.take(length), "big")

    def column(self, width, count):
        letter = {1: "B", 2: "H", 4: "I"}[width]
        return struct.unpack(f">{count}{letter}", self.take(width * count))

    def names(self, width, count):
        data = self.take(width * count)
        return [data[at : at + width] for at in range(0, len(data), width)]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.u(1)
            value |= (byte & 127) << shift
            if byte < 128:
                need(byte or not shift, "varint with a superfluous byte")
                return value
            shift += 7
            need(shift < 70, "varint of more than ten bytes")

    def end(self):
        need(self.at == len(self.data), "bytes behind the end")


class Pack:
    """3: header, footer and trailer of a pack."""

    def __init__(self, path):
        self.name = bytes.fromhex(path.name)
        self.path = path
        with path.open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        need(path.parent.name == path.name[:2], "pack in the wrong directory")
        self.read_header()
        self.read_trailer()
        self.read_footer()

    def read_header(self):
        c = Cursor(self.data)
        need(c.take(8) == b"TAINPACK" and c.u(2) == 1, "header of the pack")
        length, flags = c.u(2), c.u(2)
        need(flags == 0, "encrypted packs are not known here")
        need(c.take(16) == self.name, "name of the pack")
        self.domain = c.take(c.u(2)).decode()
        need(c.u(2) == 0, "key in a pack that is not encrypted")
        crc = crc32c(self.data[: c.at])
        need(c.u(4) == crc and c.at == length, "CRC of the pack's header")
        self.first = length

    def read_trailer(self):
        start = len(self.data) - 64
        need(start >= self.first, "pack is too short")
        c = Cursor(self.data, start)
        self.footer_at, length, self.footer_crc = c.u(8), c.u(4), c.u(4)
        self.digest = c.take(32)
        need(c.u(4) == 0, "zero in the trailer")
        need(c.u(4) == crc32c(self.data[start : start + 52]), "CRC of the trailer")
        need(c.take(8) == b"TAINPEND", "magic of the trailer")
        need(self.footer_at + length == start, "place of the footer")

    def read_footer(self):
        footer = self.data[self.footer_at : len(self.data) - 64]
        need(crc32c(footer) == self.footer_crc, "CRC of the footer")
        c = Cursor(footer)
        need(c.take(4) == b"TFTR", "magic of the footer")
        flags, zero, frames, entries = c.u(2), c.u(2), c.u(4), c.u(4)
        need(flags in (0, 1) and zero == 0, "flags of the footer")
        need(frames <= 262_144 and entries <= 1_048_576, "counts of the footer")
        kinds, codecs = c.column(1, frames), c.column(1, frames)
        offsets, stored, plain = (c.column(4, frames) for _ in range(3))
        counts = c.column(2, frames)
        need(sum(counts) == entries, "entries of the footer's frames")
        blocks, ids = c.column(1, entries), c.names(32, entries)
        need(flags == (DELTA in codecs), "flag of delta columns")
        hints = self.read_hints(c, codecs) if flags else [[]] * frames
        c.end()
        self.frames, entry = [], 0
        for i in range(frames):
            mine = slice(entry, entry + counts[i])
            entry += counts[i]
            frame = Frame(self, i, kinds[i], codecs[i], offsets[i], stored[i], plain[i],
                          ids[mine], blocks[mine], hints[i])  # fmt: skip
            self.check_shape(frame)
            self.frames.append(frame)

    def read_hints(self, c, codecs):
        packs, total = c.u(4), c.u(4)
        need(1 <= packs <= 65_536, "packs of base frames")
        names = c.names(16, packs)
        need(all(a < b for a, b in zip(names, names[1:])), "packs of base frames ascend")
        counts = c.column(1, len(codecs))
        need(sum(counts) == total, "number of base frames")
        indexes, ordinals = c.column(4, total), c.column(4, total)
        need(all(i < packs for i in indexes), "pack of a base frame")
        for codec, count in zip(codecs, counts):
            need(1 <= count <= 4 if codec == DELTA else count == 0, "base frames of a frame")
        all_hints = iter(zip((names[i] for i in indexes), ordinals, c.names(16, total)))
        return [[next(all_hints) for _ in range(count)] for count in counts]

    def check_shape(self, frame):
        where = f"frame {frame.index}"
        need(frame.kind in range(1, 7) and frame.codec in (RAW, ZSTD, DELTA), where)
        need(1 <= frame.plain <= (262_144 if frame.kind == CHUNKS else 67_108_864), where)
        need(frame.stored == frame.plain if frame.codec == RAW else frame.stored < frame.plain, where)
        if frame.kind == CHUNKS:
            need(all(1 <= blocks <= 16 for blocks in frame.blocks), where)
            need(sum(frame.blocks) * BLOCK == frame.plain, where)
        else:
            need(frame.blocks == (0,), where)
        expected = self.end_of(self.frames[-1]) if self.frames else self.first
        need(frame.offset == expected, f"{where} is not behind the one before")

    def end_of(self, frame):
        return frame.offset + 28 + 40 * len(frame.bases) + frame.stored

    def check_bytes(self):
        need(sha(self.data[: len(self.data) - 64]) == self.digest, "SHA of the pack")
        need(not self.frames or self.end_of(self.frames[-1]) == self.footer_at, "frames and footer")


class Store:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.check_format()
        self.keys = {}
        self.packs, self.by_prefix, self.by_frame_id, self.objects = {}, {}, {}, {}
        for path in sorted(self.root.glob("packs/??/*")):
            if path.suffix != ".tmp":
                self.in_pack(path, lambda: self.add(Pack(path)))
        self.cache = functools.lru_cache(maxsize=512)(self.decode)

    def plain(self, frame):
        return self.cache(frame.pack.name, frame.index)

    def in_pack(self, path, action):
        try:
            return action()
        except (Damaged, LookupError, ValueError) as damage:
            raise Damaged(f"{path.name}: {damage}") from None

    def check_format(self):  # 2
        text = (self.root / "format").read_bytes()
        lines = text.decode().split("\n")
        keys = "tain-store written-by needs compatible read-only-compatible incompatible crc32c".split()
        values = [line.partition(" ")[2] for line in lines]
        need(lines[0] == "tain-store 1", "another format of the store")
        need([line.split(" ")[0] for line in lines[:-1]] == keys and not lines[-1], "format")
        before = text[: text.rindex(b"crc32c")]
        need(int(values[6], 16) == crc32c(before), "CRC of format")
        need(int(values[5], 16) & ~1 == 0, f"needs Tain {values[2]}")

    def add(self, pack):
        self.packs[pack.name] = pack
        for frame in pack.frames:
            if frame.codec != DELTA:
                self.by_frame_id.setdefault(sha(b"".join(frame.ids)), frame)
            at = 0
            for id_, blocks in zip(frame.ids, frame.blocks):
                if frame.kind == CHUNKS:
                    self.by_prefix.setdefault(id_[:16], (frame, at, blocks * BLOCK))
                    at += blocks * BLOCK
                else:
                    self.objects.setdefault((frame.kind, id_), frame)

    def decode(self, pack, index):
        frame = self.packs[pack].frames[index]
        return self.in_pack(frame.pack.path, lambda: self.decode_frame(frame))

    def decode_frame(self, frame):  # 3.2
        where = f"frame {frame.index}: "
        c = Cursor(frame.pack.data, frame.offset)
        need(c.take(4) == b"TFRM", where + "magic")
        bases = len(frame.bases)
        head = (frame.kind, frame.codec, bases, frame.index, frame.plain, frame.stored)
        need((c.u(1), c.u(1), c.u(2), c.u(4), c.u(4), c.u(4)) == head, where + "footer disagrees")
        crc = c.u(4)
        named = [(c.take(32), c.u(8)) for _ in range(bases)]
        need(crc32c(frame.pack.data[frame.offset : c.at]) == c.u(4), where + "CRC of the header")
        stored = c.take(frame.stored)
        need(crc32c(stored) == crc, where + "CRC of the stored bytes")
        if frame.codec == RAW:
            plain = stored
        else:
            plain = decompress(stored, frame.plain, self.dictionary(frame, named))
        self.check_ids(frame, plain)
        return plain

    def dictionary(self, frame, named):  # 3.5
        parts = []
        for (id_, mask), hint in zip(named, frame.bases):
            need(id_[:16] == hint[2], "base frame of header and of footer")
            base = self.base(frame, id_, hint)
            plain = self.plain(base)
            if frame.kind == CHUNKS:
                need(mask and mask >> base.plain // BLOCK == 0, "mask of a base frame")
                chosen = (i for i in range(64) if mask >> i & 1)
                parts += [plain[i * BLOCK : (i + 1) * BLOCK] for i in chosen]
            else:
                need(frame.kind == SEGMENT and len(named) == 1 and mask == 0, "base of an object")
                parts.append(plain)
        dictionary = b"".join(parts)
        need(len(dictionary) <= DICTIONARY_MAX.get(frame.kind, 0), "length of the dictionary")
        return dictionary

    def base(self, frame, id_, hint):
        pack, ordinal, _ = hint
        found = self.by_frame_id.get(id_)
        if pack in self.packs and ordinal < len(self.packs[pack].frames):
            there = self.packs[pack].frames[ordinal]
            if there.codec != DELTA and sha(b"".join(there.ids)) == id_:
                found = there
        need(found, f"base frame {id_.hex()} is in no pack")
        need(found.kind == frame.kind, "base frame of another kind")
        need(found.pack.domain in ("public", frame.pack.domain), "base frame of another domain")
        return found

    def key(self, domain):  # 4.3
        if domain not in self.keys:
            path = self.root.parent / "keys" / f"{domain}.key"
            self.keys[domain] = None
            if path.exists():
                words = path.read_text().split(" ")
                need(len(words) == 2 and words[0] == "tain-key-1", f"key {path.name}")
                self.keys[domain] = bytes.fromhex(words[1].rstrip("\n"))
        return self.keys[domain]

    def check_ids(self, frame, plain):
        key = self.key(frame.pack.domain)
        if frame.kind not in (CHUNKS, SEGMENT):
            need(frame.ids[0] == sha(plain), f"frame {frame.index}: id of its object")
        elif key and frame.kind == SEGMENT:
            named = hmac.digest(key, sha(plain), "sha256")
            need(frame.ids[0] == named, f"frame {frame.index}: id of its segment")
        elif key:
            at = 0
            for id_, blocks in zip(frame.ids, frame.blocks):
                ends = range(at + BLOCK, at + blocks * BLOCK + 1, BLOCK)
                hashes = b"".join(sha(plain[end - BLOCK : end]) for end in ends)
                named = hmac.digest(key, sha(hashes), "sha256")
                need(id_ == named, f"frame {frame.index}: id of a chunk")
                at += blocks * BLOCK

    def check(self):
        for pack in self.packs.values():
            self.in_pack(pack.path, pack.check_bytes)
            for frame in pack.frames:
                self.plain(frame)
        frames = [frame for pack in self.packs.values() for frame in pack.frames]
        return len(self.packs), len(frames), sum(frame.codec == DELTA for frame in frames)

    def pairs(self, kind, magic):  # 5, 5.1
        frames = [frame for (found, _), frame in self.objects.items() if found == kind]
        all_pairs = [pairs_of(self.plain(frame), magic) for frame in frames]
        return {pairs["id"]: pairs for pairs in all_pairs}

    def records(self):
        deleted = self.pairs(TOMBSTONE, b"TTMB")
        records = self.pairs(RECORD, b"TVER")
        return {id_: record for id_, record in records.items() if id_ not in deleted}

    def manifest(self, name):
        if name.startswith("manifest1:"):  # 6.3
            pack, number, _ = name.removeprefix("manifest1:").split(":")
            return self.packs[bytes.fromhex(pack)].frames[int(number)]
        record = self.records()[name]
        return self.objects[MANIFEST, bytes.fromhex(record["manifest"])]

    def restore(self, name, out):
        frame = self.manifest(name)
        need(frame.kind == MANIFEST, "not the place of a manifest")
        manifest = Manifest(self.plain(frame))
        data_bytes = 0
        with open(out, "w+b") as file:
            file.truncate(manifest.size)
            for number, id_ in enumerate(manifest.segments):
                if any(id_):
                    segment = self.plain(self.objects[SEGMENT, id_])
                    data_bytes += self.write(file, segment, number * SPAN, manifest.size)
            need(data_bytes == manifest.data_bytes, "bytes that are not holes")
            digest = content_digest(file, manifest.size)
        need(digest == manifest.digest, f"content digest is {digest.hex()}")
        return digest

    def write(self, file, plain, start, size):
        end, written = min(start + SPAN, size), 0
        for begin, sectors, at, prefix in runs_of(plain):
            offset = start + begin * SECTOR
            length = min(sectors * SECTOR, end - offset)
            need(length > (sectors - 1) * SECTOR, "run behind its segment or disk")
            need(prefix in self.by_prefix, f"chunk {prefix.hex()} is in no pack")
            frame, chunk, chunk_length = self.by_prefix[prefix]
            need(at * SECTOR + length <= chunk_length, "run behind its chunk")
            first = chunk + at * SECTOR
            file.seek(offset)
            file.write(self.plain(frame)[first : first + length])
            written += length
        return written


def pairs_of(plain, magic):
    c = Cursor(plain)
    need(c.take(4) == magic and c.u(2) == 1, "magic of a record")
    count = c.u(2)
    need(count <= 1024, "pairs of a record")
    pairs = [(c.take(c.varint()).decode(), c.take(c.varint()).decode()) for _ in range(count)]
    c.end()
    keys = [key for key, _ in pairs]
    need(keys == sorted(set(keys)), "keys of a record ascend")
    return dict(pairs)


class Manifest:
    def __init__(self, plain):  # 6.1
        c = Cursor(plain)
        need(c.take(4) == b"TMAN" and (c.u(2), c.u(2)) == (1, 0), "magic of the manifest")
        self.size, span, count = c.u(8), c.u(4), c.u(4)
        need(span == SPAN and count == -(-self.size // SPAN), "segments of the manifest")
        self.digest, self.data_bytes = c.take(32), c.u(8)
        need(c.u(2) == 1 and c.take(c.u(2)) == struct.pack(">3I", 4096, 16384, 65536), "chunker")
        c.take(8 * c.u(2))
        self.segments = c.names(32, count)
        c.end()


def runs_of(plain):  # 6.2
    c = Cursor(plain)
    need(c.take(4) == b"TSEG" and (c.u(2), c.u(2)) == (1, 0), "magic of a segment")
    count = c.u(4)
    need(1 <= count <= 2_097_152, "runs of a segment")
    lengths = [c.u(4) for _ in range(3)]
    columns = []
    for length in lengths:
        column = Cursor(c.take(length))
        columns.append([column.varint() for _ in range(count)])
        column.end()
    end = 0
    for gap, sectors, at, prefix in zip(*columns, c.names(16, count)):
        need(sectors >= 1, "run of no sectors")
        yield end + gap, sectors, at, prefix
        end += gap + sectors
    c.end()


def content_digest(file, size):  # 4.4
    file.seek(0)
    level, zeros, zero = [], bytes(1 << 20), sha(bytes(BLOCK))
    while piece := file.read(1 << 20):
        piece += bytes(-len(piece) % BLOCK)
        if piece == zeros:
            level += [zero] * (len(piece) // BLOCK)
        else:
            level += [sha(piece[at : at + BLOCK]) for at in range(0, len(piece), BLOCK)]
    while len(level) > 1:
        joined = (b"".join(level[at : at + 128]) for at in range(0, len(level), 128))
        level = [sha(block.ljust(BLOCK, b"\0")) for block in joined]
    root = level[0] if level else bytes(32)
    head = struct.pack("<4B4xQ", 1, 1, 12, 0, size)
    return sha((head + root).ljust(256, b"\0"))


def main(arguments):
    match arguments:
        case [store, "list"]:
            for record in Store(store).records().values():
                words = (record.get(key, "-") for key in ("id", "image", "label", "content_digest"))
                print(*words, sep="\t")
        case [store, "check"]:
            print("{} packs, {} frames, {} of them deltas".format(*Store(store).check()))
        case [store, "restore", version, out]:
            print("sha256:" + Store(store).restore(version, out).hex())
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Damaged, LookupError, ValueError) as damage:
        sys.exit(f"damaged: {damage!r}")
