# Everything a person does with this repository. `make setup` is all a fresh machine needs.
PY := .venv/bin/python
STAMP := .venv/.locked
CODE := bot handlers scheduler storage web reports documents texts services roadmap sandbox demo tools tests bench proof builders

.PHONY: setup demo sandbox pictures run test check fmt bench proof soak lock

setup: $(STAMP)

$(STAMP): requirements-dev.txt pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: setup ## the whole story in a minute: no token, no server; leaves out/
	$(PY) -m demo

sandbox: setup ## the same bot in the browser: you play every role and move the clock
	$(PY) -m demo --stay

pictures: setup ## the pictures of README and guides anew: needs Chromium and a font with emoji; a name takes one, PICTURE=head-letter
	$(PY) -m tools.screenshots $(PICTURE)

run: setup ## the real bot: BOT_TOKEN in .env
	$(PY) -m bot run

test: setup
	$(PY) -m pytest -n auto --dist worksteal

check: setup
	.venv/bin/ruff format --check $(CODE)
	.venv/bin/ruff check $(CODE)
	.venv/bin/mypy
	PYTHONPATH=. .venv/bin/lint-imports
	.venv/bin/hadolint Dockerfile
	$(PY) -m tools.known_vulnerabilities

fmt: setup
	.venv/bin/ruff check --fix $(CODE)
	.venv/bin/ruff format $(CODE)

bench: .venv-bench/.locked ## all figures side by side with the peers; WRITE=docs/benchmarks.md keeps them, BENCH=outbox takes one, ALL=1 also the year of a region
	.venv-bench/bin/python -m bench $(BENCH) $(if $(ALL),--all) $(if $(WRITE),--write $(WRITE))

.venv-bench/.locked: requirements-bench.txt
	python3 -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

proof: setup ## kills the bot at every named point (a bot that cheats has to fail first), 200 seeds, and writes docs/guarantees.md; SEEDS=5 tries a few
	$(PY) -m pytest -m proof tests
	$(PY) -m proof $(if $(SEEDS),--seeds $(SEEDS),--write docs/guarantees.md)

soak: setup ## months of a district of 2,000 people on a moved clock, ten minutes by the wall; fails when memory, descriptors, latency or the base are not flat or explained. MINUTES=2 PEOPLE=400 for a short one, DATABASE=postgres REPLICAS=3 for a fleet
	$(PY) -m bench.soak $(if $(MINUTES),--minutes $(MINUTES)) $(if $(PEOPLE),--people $(PEOPLE)) $(if $(DATABASE),--database $(DATABASE)) $(if $(REPLICAS),--replicas $(REPLICAS))

lock: ## needs uv; plain hashes, no addresses; one version of each package in all files
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --constraints requirements.txt requirements-dev.in -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --constraints requirements.txt requirements-build.in -o requirements-build.txt
	cp requirements.txt requirements-bench.txt # the peers run beside the same versions the product runs on
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements-bench.in -o requirements-bench.txt
