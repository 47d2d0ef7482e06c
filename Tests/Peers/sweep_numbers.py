#!/usr/bin/env python3
"""Computes every number of a sweep's sweep.json again, from the metrics.json of its runs alone, with NumPy and exact
fractions, and says which differ by more than one unit in the last place.

    Tests/Peers/sweep_numbers.py results/mnist/sweeps/vae@seed=0-4/sweep.json…

Ends with 0 where all are the same, 1 where one is not. With --fixture it writes the numbers that `StatisticsTests` compare with:

    Tests/Peers/sweep_numbers.py --fixture > Tests/StatisticsTests/Fixtures/samples.json
"""
import hashlib
import itertools
import json
import math
import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

import numpy as np

getcontext().prec = 60
SAMPLES = 2000


def philox(counters, key):
    """Philox4x32-10: counters [n, 4] of 32-bit words in 64-bit integers, under a 64-bit key, to [n, 4] words."""
    c = [counters[:, i].astype(np.uint64) for i in range(4)]
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    low = np.uint64(0xFFFFFFFF)
    shift = np.uint64(32)
    for _ in range(10):
        p0, p1 = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [
            (p1 >> shift) ^ c[1] ^ np.uint64(k0), p1 & low,
            (p0 >> shift) ^ c[3] ^ np.uint64(k1), p0 & low,
        ]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(c, axis=1)


# Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3": a known answer.
_known = philox(np.array([[0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344]]), 0x299F31D0A4093822)
assert [int(w) for w in _known[0]] == [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1]


def stream_key(seed, notebook, name):
    digest = hashlib.sha256(seed.to_bytes(8, "little") + notebook.encode() + b"\0" + name.encode()).digest()
    return int.from_bytes(digest[:8], "little")


def interval(values, notebook, name):
    """The ends of the middle 95 % of the means of samples drawn with replacement."""
    ordered = sorted(values)
    n = len(ordered)
    blocks = (n + 3) // 4
    counters = np.zeros((SAMPLES * blocks, 4), dtype=np.uint64)
    counters[:, 0] = np.tile(np.arange(blocks), SAMPLES)
    counters[:, 2] = np.repeat(np.arange(SAMPLES), blocks)
    words = philox(counters, stream_key(0, notebook, f"bootstrap/{name}"))
    words = words.reshape(SAMPLES, blocks * 4)[:, :n]
    chosen = ((words * np.uint64(n)) >> np.uint64(32)).astype(int)
    means = sorted(sum(Fraction(ordered[i]) for i in row) / n for row in chosen)
    return [float(means[SAMPLES // 40]), float(means[SAMPLES - 1 - SAMPLES // 40])]


def number(value):
    """A number of metrics.json, or None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(value)


def measure(values, notebook, name):
    finite = [v for v in map(number, values) if v is not None and math.isfinite(v)]
    exact = [Fraction(v) for v in finite]
    n = len(exact)
    mean = sum(exact) / n
    ordered = sorted(exact)
    middle = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    result = {
        "n": n, "mean": float(mean), "median": float(middle), "least": float(ordered[0]),
        "greatest": float(ordered[-1]), "interval": interval(finite, notebook, name),
    }
    if n > 1:
        variance = sum((v - mean) ** 2 for v in exact) / (n - 1)
        result["standard_deviation"] = float((Decimal(variance.numerator) / variance.denominator).sqrt())
    return result


def same(found, expected):
    """Whether two numbers, or lists of them, are at most a unit in the last place apart."""
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(expected, float):
        return abs(found - expected) <= math.ulp(expected)
    return found == expected


def badness(direction, value, median):
    return {"less": value, "not above real digits": value, "more": -value, "near 1": abs(value - 1)}.get(
        direction, abs(value - median))


def check(path):
    summary = json.loads(path.read_text())
    group = path.parent.parent.parent
    notebook = summary["notebook"]
    errors, count = [], 0

    def expect(what, found, expected):
        nonlocal count
        count += len(expected) if isinstance(expected, list) else 1
        if not same(found, expected):
            errors.append(f"{what}: {found} is there, and {expected} is right")

    rows = summary["settings"]
    combinations = math.prod(len(axis["values"]) for axis in summary["axes"])
    expect("runs", sum(len(row["seeds"]) for row in rows) + len(summary["missing"]),
           combinations * len(summary["seeds"]))
    for row in rows:
        files = [group / folder / "metrics.json" for folder in row["folders"]]
        runs = [json.loads(file.read_text()) for file in files]
        label = json.dumps(row["values"], sort_keys=True)
        expect(f"{label} digests", row["log_sha256"], [run["log_sha256"] for run in runs])
        expect(f"{label} seeds", row["seeds"], [run["seed"] for run in runs])
        for run in runs:
            expect(f"{label} settings", row["settings"], run["settings"])
        numbers = []
        for run in runs:
            last = {name: entry["value"] for name, entry in run.get("series", {}).items()}
            numbers.append(last | {name: result["value"] for name, result in run["results"].items()})
        names = {name for run in numbers for name, value in run.items()
                 if number(value) is not None and math.isfinite(number(value))}
        expect(f"{label} metrics", sorted(row["metrics"]), sorted(names))
        for name in sorted(names):
            found = row["metrics"][name]
            values = [run.get(name) if number(run.get(name)) is not None else None for run in numbers]
            expect(f"{label} {name} values", found["values"], values)
            for key, expected in measure(values, notebook, name).items():
                expect(f"{label} {name} {key}", found[key], expected)
        claims = {}
        for run in runs:
            # A claim that does not apply to the data neither holds nor fails.
            for claim in (claim for claim in run["claims"] if "holds" in claim):
                entry = claims.setdefault(claim["text"], [0, 0])
                entry[0] += claim["holds"]
                entry[1] += 1
        expect(f"{label} claims", [[c["text"], c["holds"], c["of"]] for c in row["claims"]],
               [[text, *counts] for text, counts in claims.items()])
        headline = summary["highlights"][0] if summary["highlights"] else None
        if headline in names:
            found = row["metrics"][headline]
            ranked = sorted((number(run[headline]), place) for place, run in enumerate(numbers)
                            if headline in run and math.isfinite(number(run[headline])))
            middle = ranked[(len(ranked) - 1) // 2]
            expect(f"{label} median seed", row["median_seed"], runs[middle[1]]["seed"])
            median = measure(found["values"], notebook, headline)["median"]
            worst = min(ranked, key=lambda one: (-badness(found.get("better"), one[0], median), one[1]))
            expect(f"{label} worst seed", row["worst_seed"], runs[worst[1]]["seed"])
    print(f"{path}: {count} numbers and texts, {len(errors)} wrong")
    for error in errors:
        print(f"  {error}")
    return not errors


def permutation_test(first, second):
    """The share of all deals of the numbers whose means differ as much as these, and the least that there can be."""
    numbers = [Fraction(v) for v in first + second]
    n, total = len(first), sum(map(Fraction, first + second))

    def distance(chosen):
        part = sum(numbers[i] for i in chosen)
        return abs(part / n - (total - part) / (len(numbers) - n))

    observed = distance(range(n))
    deals = list(itertools.combinations(range(len(numbers)), n))
    return {
        "first": first, "second": second,
        "probability": sum(distance(deal) >= observed for deal in deals) / len(deals),
        "least": (2 if len(first) == len(second) else 1) / len(deals),
    }


def fixture():
    noise = [math.sin(1000.0 * i) for i in range(60)]
    samples = {
        "one": [3.25], "two": [0.1, 0.2], "equal": [0.1] * 7, "odd": [153.4, 152.9, 153.6, 151.8, 153.0],
        "far from zero": [1e9 + v for v in noise[:8]], "both signs": noise, "small": [1e-200 * v for v in noise[:5]],
        "wide": [1e16, 1.0, -1e16, 1.0, 3.0, 0.1], "whole": [9.0, 10.0, 10.0, 8.0, 10.0, 10.0],
    }
    pairs = [
        ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]), ([1.0], [2.0, 3.0, 4.0]), (noise[:5], [v + 0.9 for v in noise[5:10]]),
        (noise[:6], noise[6:12]), ([0.1, 0.2, 0.3, 0.4], [0.3, 0.2, 0.1, 0.4]), ([10.0, 10.0, 9.0], [10.0, 9.0, 9.0, 9.0]),
        (noise[:7], [v + 2 for v in noise[7:12]]),
    ]
    print(json.dumps({
        "samples": [
            {"name": name, "values": values, "key": str(stream_key(0, "vae", f"bootstrap/{name}"))}
            | measure(values, "vae", name) for name, values in samples.items()
        ],
        "tests": [permutation_test(first, second) for first, second in pairs],
    }, indent=1))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--fixture":
        fixture()
        sys.exit()
    sys.exit(0 if all([check(Path(name)) for name in sys.argv[1:]]) else 1)
