# Everything sets up what it needs. On Debian: python3 (3.11 or newer) with venv, and for the browser tests chromium
# with its driver and its headless shell.
PYTHON ?= python3
BIN := .venv/bin
APT := $(if $(filter 0,$(shell id -u)),,sudo) apt-get

.PHONY: help run test test-rest test-core test-app test-js test-browser test-long lint js messages bench load lighthouse lock pin plotly licenses sbom audit docker mutants clean

help:
	@echo "make run       serve the playground on http://127.0.0.1:8050"
	@echo "make test      run the tests, the browser's too: a part that takes some minutes"
	@echo "make test-rest run all other tests, which takes longer"
	@echo "make test-core run the tests of nn_core"
	@echo "make test-app  run the tests of the server and of the pages as it makes them"
	@echo "make test-js   run the tests of the scripts that need no browser (seconds)"
	@echo "make test-browser  run the tests of the pages in a browser"
	@echo "make test-long do at length what make test does a part of: broken requests, faults, memory (weekly)"
	@echo "make lint      ruff, mypy, import-linter, codespell, biome, tsc, hadolint"
	@echo "make js        write what scripts must know of Python, and make what the pages load, assets/dist"
	@echo "make messages  list every text that people read in app/locales/messages.pot"
	@echo "make bench     measure speed and size"
	@echo "make load      let a class of students play, and measure what it takes"
	@echo "make lighthouse  ask Lighthouse about the three pages"
	@echo "make mutants   put small faults into the core, and see whether its tests find them"
	@echo "make lock      pin all that requirements.txt needs, with hashes, in requirements.lock"
	@echo "make pin       pin the image that the Dockerfile begins with to what its name stands for today"
	@echo "make plotly    put the part of plotly.js that is used into assets/vendor"
	@echo "make licenses  list what is shipped and its licenses in docs/licenses.md"
	@echo "make sbom      what is shipped as a CycloneDX file, build/sbom.json"
	@echo "make audit     look for known vulnerabilities in what is locked"
	@echo "make docker    build the image 'playground'"

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(APT) update -qq && $(APT) install -y -qq python3-venv; }
	$(PYTHON) -m venv .venv

.venv/.run: requirements.lock | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# Apart from what is installed: nothing that is linted waits for it.
.venv/.compiled: .venv/.run
	$(BIN)/python -m nn_core compile
	@touch $@

.venv/.dev: requirements.txt requirements-dev.txt .venv/.run
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# dash[testing] needs a browser and a driver of the same version; Debian's packages are that.
.venv/.browser: | .venv/bin/pip
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null && command -v chromium-headless-shell >/dev/null || \
		{ $(APT) update -qq && DEBIAN_FRONTEND=noninteractive $(APT) install -y -qq --no-install-recommends \
			chromium chromium-driver chromium-headless-shell; }
	@touch $@

# The nginx that stands in front of a class, for the tests of what happens when something fails behind it.
.venv/.nginx: | .venv/bin/pip
	@PATH="$$PATH:/usr/sbin"; command -v nginx >/dev/null || \
		{ $(APT) update -qq && DEBIAN_FRONTEND=noninteractive $(APT) install -y -qq --no-install-recommends nginx-light; }
	@touch $@

# One of the two databases that a class board may be in; the tests start one of their own.
.venv/.postgres: | .venv/bin/pip
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
		{ $(APT) update -qq && DEBIAN_FRONTEND=noninteractive $(APT) install -y -qq --no-install-recommends postgresql; }
	@touch $@

# For those who change the scripts: node comes as a wheel, and with it what package-lock.json names. Who runs the
# playground or builds its image needs none of it: what it makes is in assets/dist.
NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
.venv/.node: package-lock.json .venv/.dev
	$(NODE) npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

run: .venv/.compiled
	$(BIN)/gunicorn

# Bytecode is kept, whatever is usual here: else every worker and every server compiles all sources again.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $$(( $$(nproc) + 1 )) --dist worksteal

# What needs a browser or other processes gets a second chance when the machine was too busy for it, five times in a run
# at most. Each is named at the end, with its traceback, and is to be mended; the core is pure and gets none.
AGAIN := --reruns 1 --max-suite-reruns 5 --rerun-show-tracebacks --rerun-exclude-path tests/core

# In two parts (tests/conftest.py): the first takes minutes, and has something of everything; both are run before a
# change lands, by .ci/run.
test: .venv/.compiled .venv/.browser .venv/.nginx .venv/.postgres test-js
	$(PYTEST) $(AGAIN) --part first

test-rest: .venv/.dev .venv/.compiled .venv/.browser .venv/.nginx .venv/.postgres .venv/.node
	$(PYTEST) $(AGAIN) --part rest

# Of pure computing one process for each core is enough: nothing waits.
test-core: .venv/.dev .venv/.compiled
	$(PYTEST) -n $$(nproc) -p no:dash --part first tests/core

test-app: .venv/.node .venv/.compiled
	$(PYTEST) --part first tests/app

test-browser: .venv/.dev .venv/.compiled .venv/.browser
	$(PYTEST) tests/browser

test-js: .venv/.node
	$(NODE) node --test tests/js/*.test.js

# tests/weekly.py, and FUZZ and SEARCH_SECONDS in tests/fuzz, say what is done more often.
test-long: .venv/.dev .venv/.compiled .venv/.browser .venv/.nginx
	WEEKLY=yes SEARCH_SECONDS=600 FUZZ=100 $(BIN)/python -m pytest -n $$(nproc) -rP \
		tests/fuzz tests/faults tests/browser/test_player.py::test_memory_is_flat_over_many_frames \
		tests/app/test_config.py::test_a_server_that_is_stopped_while_it_starts_leaves_nothing_behind

lint: .venv/.node
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell
	$(NODE) node_modules/.bin/biome check --error-on-warnings
	$(NODE) node_modules/.bin/tsc --project tsconfig.json
	$(BIN)/hadolint Dockerfile

js: .venv/.node
	$(BIN)/python -m app.contract
	$(NODE) npm run --silent build

messages: .venv/.dev
	$(BIN)/python -m bench.messages

# The versions that are in requirements.lock stay where they fit; without the file, the newest are taken.
lock: .venv/.dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--custom-compile-command 'make lock' --output-file requirements.lock requirements.txt

# The part of plotly.js that draws charts with axes, in the version that Python's plotly has. What is taken out is where
# maps would be fetched from: this part has none, and no page asks anybody outside for anything.
plotly: .venv/.node
	$(NODE) npm pack --silent plotly.js-cartesian-dist-min@$$($(BIN)/python -c 'import plotly.offline as o; print(o.get_plotlyjs_version())') \
		--pack-destination .venv
	tar -xzOf .venv/plotly.js-cartesian-dist-min-*.tgz package/plotly-cartesian.min.js | sed 's|https://cdn.plot.ly/un/|/|' \
		>assets/vendor/plotly-cartesian.min.js
	tar -xzOf .venv/plotly.js-cartesian-dist-min-*.tgz package/LICENSE >assets/vendor/plotly-LICENSE.txt
	rm .venv/plotly.js-cartesian-dist-min-*.tgz

licenses: .venv/.dev
	$(BIN)/python -m bench.licenses

sbom: .venv/.dev
	$(BIN)/python -m bench.sbom

# Asks Docker's registry. Commit what changes: with it, everybody builds on the same image.
pin: .venv/.dev
	$(BIN)/python -m bench.pin

audit: .venv/.dev
	$(BIN)/pip-audit --strict --requirement requirements.lock --require-hashes --disable-pip

# The libraries that the benchmark compares with; PyTorch is large.
.venv/.bench: requirements.txt requirements-dev.txt requirements-bench.txt | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@ .venv/.dev

bench: .venv/.bench .venv/.compiled .venv/.browser .venv/.nginx .venv/.postgres
	$(BIN)/python -m bench

# Locust has an environment of its own: it brings a plugin for pytest, which the tests must not load.
.venv/load/.done: requirements-load.txt | .venv/bin/pip
	$(PYTHON) -m venv .venv/load
	.venv/load/bin/pip install --quiet --disable-pip-version-check -r requirements-load.txt
	@touch $@

load: .venv/.compiled .venv/load/.done
	$(BIN)/python -m bench.load

lighthouse: .venv/.compiled .venv/.browser .venv/.node
	$(NODE) $(BIN)/python -m bench.lighthouse

.venv/mutants/.done: requirements-mutants.txt .venv/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --upgrade --target .venv/mutants -r requirements-mutants.txt
	@touch $@

mutants: .venv/mutants/.done
	PYTHONPATH=.venv/mutants $(BIN)/python -m bench.mutants

docker:
	docker build -t playground -t playground:$$(sed -n 's/^__version__ = "\(.*\)".*/\1/p' nn_core/__init__.py) \
		--build-arg SOURCE="$$(git remote get-url origin 2>/dev/null | sed 's|//[^/]*@|//|')" \
		--build-arg REVISION="$$(git rev-parse HEAD 2>/dev/null)" .

clean:
	rm -rf .venv node_modules build .mypy_cache .pytest_cache .ruff_cache .hypothesis
