# Rotativa in two commands: `make run` and `make test`.
# Needs Python 3.12 or later, make and a shell; everything else is installed into .venv.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export SITE_URL ?= http://127.0.0.1:$(PORT)
export PORT
export PYTHONUNBUFFERED := 1

# What they say does not depend on the database; in the second run, on SQLite, they would only cost time.
ASK_NO_DATABASE := tests/cms/test_admin_language.py tests/cms/test_catalogue.py tests/cms/test_load_demo.py \
	tests/cms/test_search_engine.py tests/cms/test_settings.py tests/cms/test_templates.py \
	tests/editorial/test_permission_matrix.py tests/editorial/test_permission_acts.py tests/editorial/test_reading_pdf.py \
	$(addprefix tests/media_assets/test_,derivatives_making.py hostile.py inspection_east_asian.py inspection_nesting.py \
	inspection_print.py inspection_proving.py inspection_recordings.py intake.py intake_captions.py intake_loose.py \
	intake_oddities.py intake_tiffs.py intake_tiled_photographs.py intake_tiles.py library_colours.py metadata_cleaning.py \
	metadata_reading.py previews.py typesetting.py)

.PHONY: run test setup test-setup lint messages lock demo-files benchmark clean help

help:  ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: setup  ## Start the newsroom on http://127.0.0.1:$(PORT) with its demonstration content
	@$(BIN)/python manage.py prepare --with-demo
	@echo "Rotativa: http://127.0.0.1:$(PORT)/  ·  Redacción: http://127.0.0.1:$(PORT)/admin/"
	@$(BIN)/honcho start --no-colour

test: test-setup  ## Run every test; on PostgreSQL too when DATABASE_URL names one
	$(BIN)/python -m pytest $(PYTEST_ARGS)
ifneq ($(strip $(DATABASE_URL)),)
	env -u DATABASE_URL $(BIN)/python -m pytest -m "not postgres and not browser and not s3" $(ASK_NO_DATABASE:%=--ignore %) $(PYTEST_ARGS)
endif

lint: test-setup  ## Check style and formatting
	$(BIN)/ruff check .

setup: $(VENV)/.installed

test-setup: $(VENV)/.installed-tests

$(VENV)/bin/python:
	@python=$$(sh scripts/find-python) && echo "Making $(VENV) with $$python" && "$$python" -m venv $(VENV)

$(VENV)/.installed: requirements.txt $(VENV)/bin/python
	@echo "Installing the pinned requirements (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-tests: requirements-tests.txt $(VENV)/.installed
	@echo "Installing the test tools (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tests.txt
	@touch $@

messages: test-setup  ## Extract and compile the Spanish catalogue (needs gettext)
	$(BIN)/python manage.py makemessages -l es --no-location --no-obsolete -i .venv -i var -i tests
	$(BIN)/python manage.py compilemessages -l es

LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: test-setup  ## Pin the requirements again, with hashes
	$(LOCK) -o requirements.txt requirements.in
	$(LOCK) -o requirements-tests.txt requirements-tests.in

benchmark: test-setup  ## Measure public pages against a bare view (needs DATABASE_URL on PostgreSQL and wrk)
	$(BIN)/python -m tests.benchmarks.public_pages

clean:  ## Remove what was made: the environment and the demonstration data
	rm -rf $(VENV) var
