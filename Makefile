# make         set up, and build the example into output/
# make test    set up, and run every test that this machine has the programs for
# make attack  set up, and the long form of the attacks in tests/attacks: every hostile text in every field, every hostile file,
#              and SECONDS=60 of fuzzing for each reader (make test runs a short form)
# make fuzz    set up, and the fuzzing alone (TARGETS="word pdf" only that of some readers)
# make mutants set up, and change SAMPLE=200 places in each part of the program to see whether a test notices (SEED=1 chooses them;
#              PARTS=view only those of one part; fewer than GOAL=90 in a hundred noticed is a failure; tests/mutants.py says more)
# make lint    set up, and run the linters
# make dist    the wheel, the source archive and the bill of materials, into dist/ (docs/how-to/release.md)
# make windows the zip for Windows, into dist/ (docs/how-to/make-the-windows-zip.md)
# make audit   ask whether a package that is pinned in requirements/ has a known vulnerability
# make lock    choose the newest packages that pyproject.toml allows, into requirements/
# make bench   set up, and measure how long the program takes (docs/performance.md)
# make tools   the validators that some tests ask (needs npm)
# make clean   remove all of it
#
# Nothing here needs an activated virtual environment. On Windows, see README.md.

PYTHON ?= python3
EXAMPLE := exemplar-homes/2026
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet
SECONDS ?= 60
SAMPLE ?= 200
SEED ?= 1
GOAL ?= 90
NPM := $(shell command -v npm)

.PHONY: example test attack fuzz mutants lint bench dist windows audit lock tools clean

example: .venv/installed
	@$(BIN)/python -m generator build $(EXAMPLE)
	@echo
	@echo "Look at output/$(EXAMPLE)/ and start with index.html."

test: .venv/installed-test tools
	@$(BIN)/python -m pytest -n auto

attack: .venv/installed-test .venv/installed-attack tools
	@ATTACK=long $(BIN)/python -m pytest -n auto tests/attacks
	@$(BIN)/python tests/attacks/fuzz.py --seconds $(SECONDS)

fuzz: .venv/installed-test .venv/installed-attack
	@$(BIN)/python tests/attacks/fuzz.py --seconds $(SECONDS) $(TARGETS)

mutants: .venv/installed-test .venv/installed-mutants
	@$(BIN)/python tests/mutants.py --sample $(SAMPLE) --seed $(SEED) --goal $(GOAL) $(PARTS)

lint: .venv/installed-test .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-bench
	@$(BIN)/python benchmarks/bench.py $(BENCH)

dist: .venv/installed-release
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist
	$(BIN)/python requirements/bill.py

windows: .venv/installed-release
	$(BIN)/python windows/assemble.py

audit: .venv/installed-release
	@$(BIN)/python requirements/audit.py

# All of it at once first, so that what two files name has the same version in both.
LOCK := $(BIN)/python -m uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock"
GROUPS := build dev release attack mutants bench
lock: .venv/installed-test
	$(LOCK) --upgrade pyproject.toml --all-extras $(GROUPS:%=--group %) --output-file .venv/all.txt
	$(LOCK) --upgrade --constraint .venv/all.txt pyproject.toml --output-file requirements/program.txt
	$(LOCK) --upgrade --constraint .venv/all.txt pyproject.toml --extra test --output-file requirements/test.txt
	for group in $(GROUPS); do \
		$(LOCK) --upgrade --constraint .venv/all.txt --group $$group --output-file requirements/$$group.txt || exit; done

# A machine without npm, or npm without its registry, leaves out the tests that ask the validators; their last line says so.
tools: $(if $(NPM),tests/tools/node_modules/.installed)

# Exact versions stand in package.json; a lock file would hold either addresses or one machine's choice of optional packages.
tests/tools/node_modules/.installed: tests/tools/package.json
	-@npm install --prefix tests/tools --no-package-lock --silent && touch $@

# The stamps are newer than the files of requirements/ when everything in them is installed: by its hash, and nothing else.
.venv:
	$(PYTHON) -m venv .venv

.venv/installed: requirements/build.txt requirements/program.txt pyproject.toml | .venv
	$(PIP) install --require-hashes --requirement requirements/build.txt --requirement requirements/program.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-%: requirements/%.txt | .venv/installed
	$(PIP) install --require-hashes --requirement $<
	@touch $@

clean:
	rm -rf .venv output build dist tests/tools/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
