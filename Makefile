# What a newcomer types: `make demo`, then `make test`.
PYTHON ?= python3
CABLES_HOME ?= data
export CABLES_HOME

VENV := .venv
BIN := $(VENV)/bin
CABLES := $(BIN)/cables

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.PHONY: setup
setup: $(VENV)/.installed ## The virtual environment with the pinned set

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

.PHONY: demo
demo: setup ## Load everything in examples/ and ask two questions
	$(CABLES) load examples
	@echo; echo "Who was copied on secret cables, and how urgently?"
	$(CABLES) sql "select r.address, r.precedence, count(*) as cables from cables c join recipients r using (cable_id, message_id) where c.class_level >= 3 and r.role = 'info' group by all order by cables desc, r.address, r.precedence limit 5"
	@echo; echo "Which cables do others cite most?"
	$(CABLES) sql "select cited.cable_id, count(*) as times, cited.subject from refs join cables cited on cited.cable_id = refs.ref_cable_id group by all order by times desc, cited.cable_id limit 5"
	@echo; echo "Next: $(CABLES) show 08PARIS1600    $(CABLES) status    make dagster"

.PHONY: test
test: setup lint ## Lint and the whole test suite
	$(BIN)/python -m pytest -q --numprocesses logical --maxprocesses 4 --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: dagster
dagster: setup ## The Dagster page, on loopback only, over the same home folder
	@mkdir -p $(CABLES_HOME)/dagster; test -e $(CABLES_HOME)/dagster/dagster.yaml || cp dagster.yaml $(CABLES_HOME)/dagster/
	DAGSTER_SENSOR_GRPC_TIMEOUT_SECONDS=3600 DAGSTER_SCHEDULE_GRPC_TIMEOUT_SECONDS=3600 \
		DAGSTER_HOME=$(abspath $(CABLES_HOME))/dagster $(BIN)/dagster dev -w workspace.yaml -h 127.0.0.1

.PHONY: arrival
arrival: setup ## Twenty dumps arrive while webserver and daemon run, one more at night; then a backfill (four to seven minutes)
	$(BIN)/python -m tests.arrival
	$(BIN)/python -m pytest -q tests/backfill.py

.PHONY: dashboard
dashboard: setup ## The dashboard over the marts, on loopback only
	$(CABLES) dashboard

.PHONY: score
score: setup ## Compare the parser with the corpus beside the checkout
	$(BIN)/python -m tests.score

.PHONY: bench
bench: setup ## Speed of reading beside that of only splitting lines; how the time of every pattern grows
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_patterns

.PHONY: bench-dashboard
bench-dashboard: setup ## Seconds to the first chart and to the whole page, page by page, in Chromium
	$(BIN)/python -m tests.bench_dashboard $(CABLES_HOME)/marts

.PHONY: screenshots
screenshots: setup ## Pictures of the dashboard over examples/, for the README
	$(BIN)/python -m tests.screenshots

.PHONY: bench-full
bench-full: setup ## A load of 251,287 messages beside the floor, step by step (about ten minutes)
	$(BIN)/python -m tests.bench_full

.PHONY: bench-dask
bench-dask: setup ## Parsing by the local pool beside parsing on Dask, by turns (some minutes)
	$(BIN)/python -m tests.bench_dask

.PHONY: soak
soak: setup ## 100 random kills of a load of 20,000 messages, then loaders and readers at once (about 20 minutes)
	$(BIN)/python -m tests.soak

.PHONY: bench-incremental
bench-incremental: setup ## What 1,000 new messages cost, by the size of the warehouse (some minutes)
	$(BIN)/python -m tests.bench_incremental

.PHONY: bench-search
bench-search: setup ## Making, updating and asking the search index of a home folder (some minutes)
	$(BIN)/python -m tests.bench_search $(CABLES_HOME)

.PHONY: fuzz
fuzz: setup ## 50,000 damaged messages and 1,000 damaged files: nothing raises, hangs or is lost
	$(BIN)/python tests/fuzz.py

SECONDS ?= 300
.PHONY: fuzz-guided
fuzz-guided: setup ## Coverage-guided fuzzing of carriers and parser, SECONDS each (Linux on x86-64)
	$(BIN)/python tests/fuzz_guided.py carriers -max_total_time=$(SECONDS) -timeout=20
	$(BIN)/python tests/fuzz_guided.py parser -max_total_time=$(SECONDS) -timeout=20

.PHONY: audit
audit: setup ## Known vulnerabilities of the pinned set, asked of PyPI (needs the internet)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --strict --requirement constraints.txt --no-deps --disable-pip
