# The image of Wegwijzer: the first stage installs, the second one only runs.
# Try it: docker build -t wegwijzer . && docker run --rm -p 127.0.0.1:8080:8080 -e WEGWIJZER_MODE=demo wegwijzer

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv /venv
COPY requirements.txt ./
RUN /venv/bin/pip install --quiet --no-input --require-hashes -r requirements.txt
COPY . ./
RUN /venv/bin/pip install --quiet --no-input --no-deps --no-build-isolation . \
    && /venv/bin/pip uninstall --quiet --yes setuptools pip

FROM python:3.11-slim
LABEL org.opencontainers.image.title="Wegwijzer" \
      org.opencontainers.image.description="Multilingual chat assistant that helps statushouders choose a language course and find their way in inburgering" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin wegwijzer \
    && install -d -o wegwijzer -g wegwijzer -m 0700 /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    WEGWIJZER_MODE=production \
    WEGWIJZER_HOST=0.0.0.0 \
    WEGWIJZER_PORT=8080 \
    WEGWIJZER_DATABASE_URL=sqlite+aiosqlite:////data/wegwijzer.sqlite3
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-I", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['WEGWIJZER_PORT'] + '/healthz', timeout=4)"]
CMD ["wegwijzer", "run"]
