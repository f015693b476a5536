# Everything that a fresh machine needs: Python 3.11 or newer, pip and make.
# `make demo` builds the bundled dossier; `make test` passes the tests. Both set up by themselves.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SERVANDA = SERVANDA_CODER=demo $(BIN)/servanda

.PHONY: demo test check bare assets quality bench compiled lock browser screenshots words clean

COAST = src/servanda/dossier/data/land-50m.json
SCRIPT = src/servanda/web/static/built/desk.js
FETCHED = assets/node_modules/fetched

# A marker for each set of packages, so that a second call installs nothing.
$(VENV)/run.done: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Servanda needs ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/run.done
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# The coast of the maps and the tools that build the desk's script come from the npm registry by lock and
# are never committed. Where the machine has no npm, Node comes from a PyPI wheel; where neither can be
# had, maps are drawn without a coast and the desk runs without script, which it can.
assets: $(COAST) $(SCRIPT)

$(FETCHED): assets/package-lock.json
	@command -v npm >/dev/null || $(MAKE) --no-print-directory $(VENV)/node.done || true
	@PATH="$$PATH:$(abspath $(BIN))" npm ci --prefix assets --ignore-scripts --no-audit --no-fund --silent \
		&& touch $@ || echo "npm packages could not be fetched: maps have no coast, the desk has no script."

$(VENV)/node.done: requirements/node.txt $(VENV)/run.done
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
	@touch $@

$(COAST): $(FETCHED)
	@if [ -f $(FETCHED) ]; then \
		mkdir -p $(dir $@) && cp assets/node_modules/world-atlas/land-50m.json $@ && touch $@; fi

# Types are checked before it is built: a mistake in them stops `make test`.
$(SCRIPT): $(FETCHED) assets/tsconfig.json assets/build.mjs $(wildcard assets/desk/*.ts)
	@if [ -f $(FETCHED) ]; then PATH="$$PATH:$(abspath $(BIN))" npm run build --prefix assets --silent; fi

# From nothing to a page worth reading: the agreement of 1946, three short texts, one dossier.
demo: $(VENV)/run.done assets
	@rm -rf demo && mkdir demo
	@$(SERVANDA) new demo/ili.servanda --agreement examples/ili-1946/agreement.yaml
	@$(SERVANDA) add demo/ili.servanda examples/ili-1946/*.txt
	@$(SERVANDA) read demo/ili.servanda
	@echo
	@$(SERVANDA) report demo/ili.servanda -o demo/ili
	@$(SERVANDA) brief demo/ili.servanda -o demo/brief >/dev/null
	@echo "For a mediator: demo/brief/brief.pdf (and brief.html)"
	@$(SERVANDA) check demo/ili.servanda

test: $(VENV)/dev.done assets browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile -q

# Chromium comes from Debian's packages; without it the browser tests skip and say so.
browser:
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		(apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core) >/dev/null 2>&1 \
		|| echo "chromium could not be installed: the browser tests will be skipped"; \
	fi

check: test quality

# The command line and the rules reader, with no extra and no development package installed.
bare:
	rm -rf build/bare && $(PYTHON) -m venv build/bare
	build/bare/bin/python -m pip install --quiet --require-hashes -r requirements/bare.txt
	build/bare/bin/python -m pip install --quiet --no-deps --no-build-isolation .
	build/bare/bin/servanda --version

# How good the answers are, on material that is not part of the project.
quality: $(VENV)/dev.done
	$(BIN)/python quality/run.py

# Speed and memory, as ratios in one run; writes a dated table into docs/.
bench: $(VENV)/dev.done
	$(BIN)/python benchmarks/run.py

# The rooms that read, compiled into build/compiled: the same answers faster. Needs a C compiler;
# nothing else does. To use it: PYTHONPATH=build/compiled servanda read ...
compiled: $(VENV)/dev.done
	$(BIN)/python scripts/compile_reading.py

# The words for translators: found in the sources, brought into every catalogue.
words: $(VENV)/dev.done
	$(BIN)/python scripts/words.py

screenshots: $(VENV)/dev.done browser
	$(BIN)/python scripts/take_screenshots.py
	$(BIN)/python scripts/take_desk_pictures.py

lock:
	$(BIN)/python -m piptools compile -q --generate-hashes --no-emit-index-url --no-emit-options \
		--strip-extras -o requirements/node.txt requirements/node.in
	$(BIN)/python -m piptools compile -q --extra build --generate-hashes --no-emit-index-url \
		--no-emit-options --strip-extras -o requirements/bare.txt pyproject.toml
	$(BIN)/python -m piptools compile -q --extra build --extra pdf --extra tables --extra web \
		--generate-hashes --no-emit-index-url --no-emit-options --strip-extras \
		-o requirements/run.txt pyproject.toml
	$(BIN)/python -m piptools compile -q --extra build --extra dev --generate-hashes --no-emit-index-url \
		--no-emit-options --strip-extras -o requirements/dev.txt pyproject.toml

clean:
	rm -rf $(VENV) demo build dist
