"""Keep a random sample of the mutants of a cosmic-ray session: `mutation_sample.py SESSION COUNT SEED`.

The same seed draws the same mutants from the same code. Each place in the code has the same chance, and one mutant at
the most: an operator that can be replaced by a dozen others counts no more than a number. What the filters skipped is
left out.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing

Place = tuple[str, int, int, str]


def keep_sample(session: str, count: int, seed: int) -> int:
    """Delete all mutants of the session but ``count`` of those that are to be tried; the places that these were of."""
    chance = random.Random(seed)
    with closing(sqlite3.connect(session)) as database, database:
        database.execute("DELETE FROM mutation_specs WHERE job_id IN (SELECT job_id FROM work_results)")
        database.execute("DELETE FROM work_results")
        places: dict[Place, list[str]] = {}
        for path, row, column, operator, job in database.execute(
            "SELECT module_path, start_pos_row, start_pos_col, operator_name, job_id FROM mutation_specs"
            " ORDER BY module_path, start_pos_row, start_pos_col, operator_name, occurrence"
        ):
            places.setdefault((path, row, column, operator.split("_")[0]), []).append(job)
        drawn = chance.sample(list(places.values()), min(count, len(places)))
        database.execute("CREATE TEMP TABLE sample (job_id)")
        database.executemany("INSERT INTO sample VALUES (?)", [(chance.choice(jobs),) for jobs in drawn])
        database.execute("DELETE FROM mutation_specs WHERE job_id NOT IN sample")
        database.execute("DELETE FROM work_items WHERE job_id NOT IN sample")
    return len(places)


def main() -> None:
    session, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    places = keep_sample(session, count, seed)
    print(f"{min(count, places)} mutants of {places} places, seed {seed}")


if __name__ == "__main__":
    main()
