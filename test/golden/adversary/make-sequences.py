"""Writes sequences.json, the reference values of the Halton and Sobol sequences, with scipy.stats.qmc."""
import json
import pathlib
import warnings

from scipy.stats import qmc

warnings.simplefilter("ignore")
HALTON, SOBOL = 30, 128
halton = qmc.Halton(HALTON, scramble=False).random(2000)
sobol = qmc.Sobol(SOBOL, scramble=False, bits=30).random(5000)
rows = [1, 2, 3, 63, 500, 1999]
later = [1, 2, 3, 1000, 4097, 4999]
out = {
    "halton": {"dimension": HALTON, "rows": {str(i): halton[i].tolist() for i in rows}},
    "sobol": {"dimension": SOBOL, "rows": {str(i): sobol[i].tolist() for i in later}},
}
pathlib.Path(__file__).with_name("sequences.json").write_text(json.dumps(out) + "\n")
