# Everything sets up what it needs. On Debian: python3 (3.11 or newer) with venv, and for the browser tests chromium.
PYTHON ?= python3
BIN := .venv/bin
APT := $(if $(filter 0,$(shell id -u)),,sudo) apt-get

.PHONY: help run test lint bench docker clean

help:
	@echo "make run     serve the playground on http://127.0.0.1:8050"
	@echo "make test    run every test, the browser's too"
	@echo "make lint    ruff, ruff format, mypy"
	@echo "make bench   measure speed and size"
	@echo "make docker  build the image 'playground'"

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(APT) update -qq && $(APT) install -y -qq python3-venv; }
	$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m nn_core compile
	@touch $@

.venv/.dev: requirements.txt requirements-dev.txt | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/.run

# dash[testing] needs a browser and a driver of the same version; Debian's two packages are that.
.venv/.browser: | .venv/bin/pip
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || \
		{ $(APT) update -qq && DEBIAN_FRONTEND=noninteractive $(APT) install -y -qq --no-install-recommends chromium chromium-driver; }
	@touch $@

run: .venv/.run
	$(BIN)/gunicorn

test: .venv/.dev .venv/.browser
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The libraries that the benchmark compares with; PyTorch is large.
.venv/.bench: requirements.txt requirements-dev.txt requirements-bench.txt | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@ .venv/.dev

bench: .venv/.bench .venv/.browser
	$(BIN)/python -m bench

docker:
	docker build -t playground .

clean:
	rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache .hypothesis
