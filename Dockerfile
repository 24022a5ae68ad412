# docker build -t playground . && docker run -p 8050:8050 playground

FROM python:3.11-slim AS build
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-compile -r requirements.txt

FROM python:3.11-slim
RUN useradd --system --no-create-home --uid 10001 playground
COPY --from=build /venv /venv
WORKDIR /srv
COPY gunicorn.conf.py ./
COPY nn_core nn_core
COPY assets assets
COPY app app
RUN /venv/bin/python -m compileall -q /venv/lib nn_core app && /venv/bin/python -m nn_core compile
ENV PATH=/venv/bin:$PATH BIND=0.0.0.0 PORT=8050 PYTHONUNBUFFERED=1
USER playground
EXPOSE 8050
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r, os; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
CMD ["gunicorn"]
