"""What the peers' scripts share: their arguments, and the way in which `experiments bench` measures."""
import argparse
import json
import statistics
import sys
import time

WARM_UPS, MEASUREMENTS, SECONDS = 3, 7, 0.3


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("names", nargs="*", metavar="NAME", help="steps to time (default: all)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="write JSON on standard output")
    return parser.parse_args()


def milliseconds(step):
    """One mean over some 0.3 s of steps for each measurement. A step must have ended when it returns."""
    for _ in range(WARM_UPS):
        step()
    start = time.perf_counter()
    step()
    count = max(1, int(SECONDS / (time.perf_counter() - start)))
    means = []
    for _ in range(MEASUREMENTS):
        start = time.perf_counter()
        for _ in range(count):
            step()
        means.append((time.perf_counter() - start) / count * 1e3)
    return means


def run(steps, chosen):
    """Times steps, given as functions that make them, by name."""
    unknown = sorted(set(chosen.names) - set(steps))
    if unknown:
        sys.exit(f"no step {', '.join(unknown)}. There are: {', '.join(steps)}")
    measurements = []
    for name, make in steps.items():
        if chosen.names and name not in chosen.names:
            continue
        times = milliseconds(make())
        median = statistics.median(times)
        print(f"{name:10} {median:9.3f} ms  ({min(times):.3f} to {max(times):.3f})", file=sys.stderr)
        measurements.append(
            {"name": name, "milliseconds": {"median": median, "min": min(times), "max": max(times)}})
    if chosen.json:
        json.dump({"threads": chosen.threads, "measurements": measurements}, sys.stdout, indent=2)
