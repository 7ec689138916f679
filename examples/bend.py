"""Scores one scene for `faultscape attack --oracle`: a car in a bend, by the grip that it has left.

    python3 bend.py scene.json

The last line printed is the score. Exit code 65 refuses a scene that cannot be; any other but 0 means that
scoring went wrong, and the scene is tried again.
"""
import json
import sys

with open(sys.argv[1]) as file:
    scene = json.load(file)

if scene["weather"] == "ice" and scene["speedMps"] > 18:
    print("nobody drives so fast on ice", file=sys.stderr)
    sys.exit(65)

grip_mps2 = {"dry": 8.0, "wet": 4.5, "ice": 1.5}[scene["weather"]]
needed_mps2 = scene["speedMps"] ** 2 / scene["radiusM"]
print(json.dumps({"score": max(0.0, 1 - needed_mps2 / grip_mps2 / 2), "terms": {"neededMps2": needed_mps2}}))
