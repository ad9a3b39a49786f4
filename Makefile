# make         set up, and build the example into output/
# make test    set up, and run every test that this machine has the programs for
# make attack  set up, and the long form of the attacks in tests/attacks: every hostile text in every field, every hostile file,
#              and SECONDS=60 of fuzzing for each reader (make test runs a short form)
# make lint    set up, and run the linters
# make dist    the wheel and the source archive, into dist/
# make windows the zip for Windows, into dist/ (docs/how-to/make-the-windows-zip.md)
# make bench   set up, and measure how long the program takes (docs/performance.md)
# make tools   the validators that some tests ask (needs npm)
# make clean   remove all of it
#
# Nothing here needs an activated virtual environment. On Windows, see README.md.

PYTHON ?= python3
EXAMPLE := exemplar-homes/2026
BIN := .venv/bin
SECONDS ?= 60
NPM := $(shell command -v npm)

.PHONY: example test attack lint bench dist tools clean

example: .venv/installed
	@$(BIN)/python -m generator build $(EXAMPLE)
	@echo
	@echo "Look at output/$(EXAMPLE)/ and start with index.html."

test: .venv/installed-test tools
	@$(BIN)/python -m pytest -n auto

attack: .venv/installed-test .venv/installed-attack tools
	@ATTACK=long $(BIN)/python -m pytest -n auto tests/attacks
	@$(BIN)/python tests/attacks/fuzz.py --seconds $(SECONDS)

lint: .venv/installed-test .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-bench
	@$(BIN)/python benchmarks/bench.py $(BENCH)

dist: .venv/installed-dev
	rm -rf dist
	$(BIN)/python -m build --outdir dist

windows: .venv/installed-dev
	$(BIN)/python windows/assemble.py

# A machine without npm, or npm without its registry, leaves out the tests that ask the validators; their last line says so.
tools: $(if $(NPM),tests/tools/node_modules/.installed)

# Exact versions stand in package.json; a lock file would hold either addresses or one machine's choice of optional packages.
tests/tools/node_modules/.installed: tests/tools/package.json
	-@npm install --prefix tests/tools --no-package-lock --silent && touch $@

# The stamps are newer than pyproject.toml when everything that it asks for is installed.
.venv:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-%: pyproject.toml | .venv
	$(BIN)/python -m pip install --quiet --editable ".[$*]"
	@touch $@

clean:
	rm -rf .venv output dist tests/tools/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
