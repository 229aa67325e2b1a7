# Two stages: wheels are built where pip is, the image that runs has neither compilers nor caches.
FROM python:3.11-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY requirements.txt ./
RUN python -m venv /opt/vekha && /opt/vekha/bin/pip install --require-hashes -r requirements.txt
COPY pyproject.toml requirements.in README.md ./
COPY bot bot
COPY handlers handlers
COPY scheduler scheduler
COPY web web
COPY reports reports
COPY documents documents
COPY storage storage
COPY texts texts
COPY services services
COPY roadmap roadmap
COPY requirements-build.txt ./
RUN pip install --require-hashes -r requirements-build.txt \
    && pip wheel --no-deps --no-build-isolation --wheel-dir /tmp/wheels . \
    && /opt/vekha/bin/pip install --no-deps --no-index /tmp/wheels/*.whl

FROM python:3.11-slim-trixie
# `vekha backup` on PostgreSQL stands on its client, which may not be older than the server of compose.yaml.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends 'postgresql-client-17=17.*' \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 vekha && install -d -o vekha /data
COPY --from=build /opt/vekha /opt/vekha
ENV PATH=/opt/vekha/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/vekha.db \
    FILES_DIR=/data/files \
    HEALTH__PORT=8080
USER 10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["vekha"]
CMD ["run"]
