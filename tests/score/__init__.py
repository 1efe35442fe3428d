"""How well the parser reads real cables: one row a field, counted over a corpus that stays outside the project.

    python -m tests.score                              the corpus beside the checkout
    python -m tests.score --corpus FOLDER              another corpus of the same layout
    python -m tests.score --json FILE                  every outcome, to compare with later
    python -m tests.score --compare FILE               gains and losses against outcomes kept before
    python -m tests.score --against CHECKOUT           gains and losses against the parser of another checkout

Three judges: `gold` (cables read by hand), `index` (what the publisher says of each cable) and `law` (what must
hold of every cable). The scorecard calls `parse` on the rows of the CSV: no dump is read, no warehouse needed.
"""
