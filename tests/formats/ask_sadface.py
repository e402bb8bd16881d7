"""What SADFace's own library says of documents: its complaints, its title. Run by `tests.readers`."""

import json
import sys
from pathlib import Path

from sadface import sadface, validation

answers = []
for path in json.load(sys.stdin):
    with Path(path).open(encoding="utf-8") as file:
        document = json.load(file)
    problems = validation.verify(document)[1]
    sadface.sd = document
    answers.append({"problems": problems, "title": sadface.get_title(), "dot": sadface.export_dot()})
json.dump(answers, sys.stdout)
