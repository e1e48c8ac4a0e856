"""A terminal on paper for the console's tests: prints the code that it shows; once it is let in, it hands in a resident's words (a JSON object
on stdin: members of the sealed entry) and prints number and receipt code, as JSON. Usage: visitor.py URL"""

import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "flow"))
from paper_terminal import PaperTerminal, complaint, mint_code, uuid7  # noqa: E402

terminal = PaperTerminal(sys.argv[1])
print(terminal.enrol(), flush=True)
for _ in range(60):
    try:
        terminal.take_token()
        break
    except Exception:  # not yet
        time.sleep(0.2)
for line in sys.stdin:
    code = mint_code()
    told = terminal.upload(terminal.seal(uuid7(), complaint(code, **json.loads(line))))
    print(json.dumps({"code": code, "s": told["s"]}), flush=True)
