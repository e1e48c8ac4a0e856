"""The console's long lists: the browser tests that draw them run on the release build, and each figure stands beside its limit."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
FRAME_MS, LIST_MS = 18, 1500  # a frame at 60 Hz is 16.7 ms


def limit_of(figure):
    if "from the" in figure:
        return LIST_MS
    return FRAME_MS if figure.endswith("median") else None


def main():
    with tempfile.TemporaryDirectory() as folder:
        measures = pathlib.Path(folder) / "measures"
        for test in ("table", "notices", "cases"):
            subprocess.run(["node", SOURCE / f"tests/console/{test}_test.mjs"], check=True, stdout=subprocess.DEVNULL,
                           env=os.environ | {"FOYER_MEASURES": str(measures)})
        rows = [json.loads(line) for line in measures.read_text().splitlines()]
    over = []
    for row in rows:
        limit = limit_of(row["figure"])
        if limit is None:
            print(f"{row['figure']:<58} {row['value']:>10.2f} {row['unit']}")
            continue
        row |= {"limit": limit, "ratio": round(row["value"] / limit, 3)}
        over += [row["figure"]] if row["value"] > limit else []
        print(f"{row['figure']:<58} {row['value']:>10.2f} {row['unit']:<4} limit {limit:>8} {row['unit']:<4} ratio {row['ratio']:.3f}")
    out = SOURCE / "build/bench/console.json"
    out.write_text(json.dumps({"load": os.getloadavg(), "rows": rows}, indent=2) + "\n")
    print(f"{len(over)} limits missed; written to build/bench/console.json")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
