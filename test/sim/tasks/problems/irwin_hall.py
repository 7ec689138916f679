"""Reference values of problems.test.ts: how likely n uniform numbers add up to at most s, in exact fractions."""
from fractions import Fraction
from math import comb, factorial


def irwin_hall(n, s):
    return sum((-1) ** k * comb(n, k) * (s - k) ** n for k in range(int(s) + 1)) / factorial(n)


for n, s in [(2, Fraction(1, 2)), (3, Fraction(3, 2)), (20, Fraction(7)), (20, Fraction(3))]:
    print(n, s, float(irwin_hall(n, s)))
