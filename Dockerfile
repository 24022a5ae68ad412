# docker build -t playground . && docker run -p 8050:8050 playground

FROM python:3.11-slim AS base

FROM base AS build
COPY requirements.lock /tmp/
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-compile --require-hashes -r /tmp/requirements.lock \
    && /venv/bin/pip uninstall --quiet --yes pip setuptools
# What serves nobody: tests, graphics cards, notebooks, other databases, scripts for those who mend Dash, and the whole of
# plotly.js, of which assets/ has the part that is used. Of scripts the names must stay, as Dash looks at the date of every file it lists.
# hadolint ignore=DL3003 # as a WORKDIR, the folder would have to name the version of Python once more
RUN cd /venv/lib/python3*/site-packages \
    && find . -type d \( -name test -o -name tests \) -prune -exec rm -rf {} + \
    && rm -rf numba/cuda plotly/labextension plotly/package_data/datasets plotly/package_data/widgetbundle.js \
        sqlalchemy/testing sqlalchemy/dialects/mssql sqlalchemy/dialects/mysql sqlalchemy/dialects/oracle \
    && find dash plotly/package_data \( -name '*.map' -o -name '*.dev.js' -o -name plotly.min.js \) -exec truncate -s 0 {} +

FROM base
RUN useradd --system --no-create-home --uid 10001 playground \
    && install --directory --owner=playground --mode=700 /classes \
    && rm -rf /usr/local/bin/pip* /usr/local/lib/python3*/site-packages/pip* /usr/local/lib/python3*/ensurepip
COPY --from=build /venv /venv
WORKDIR /srv
COPY gunicorn.conf.py ./
COPY nn_core nn_core
COPY assets assets
COPY app app
# Bytecode of what a server imports, by importing it: that of all packages would be three times as much.
RUN /venv/bin/python -m nn_core compile && /venv/bin/python -m compileall -q nn_core app \
    && /venv/bin/python -c "import app.wsgi, psycopg, sqlalchemy.dialects.postgresql.psycopg, gunicorn.app.wsgiapp, gunicorn.workers.gthread, prometheus_client.multiprocess"
# Where it is from: `make docker` tells. This is the app's license; those of the rest are in docs/licenses.md.
ARG VERSION=1.0.0
ARG SOURCE=
ARG REVISION=
LABEL org.opencontainers.image.title="Neural Network Playground" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.source="$SOURCE" \
    org.opencontainers.image.revision="$REVISION" \
    org.opencontainers.image.licenses="Apache-2.0"
ENV PATH=/venv/bin:$PATH BIND=0.0.0.0 PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8050
# The port is that of PORT, or the one in BIND. On another kind of processor than the builder's it compiles first.
HEALTHCHECK --interval=10s --timeout=3s --start-period=180s \
    CMD ["python", "-c", "import os, urllib.request as r; e = os.environ.get; p = e('PORT') or e('BIND', '').rpartition(':')[2]; r.urlopen(f'http://127.0.0.1:{p if p.isdigit() else 8050}/readyz', timeout=2)"]
CMD ["gunicorn"]
