# The server of moto_ses_managed, of this folder's own sources: docker build --tag moto-ses-managed .
FROM python:3.13-slim AS build
COPY . /source
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels /source

FROM python:3.13-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir "$(echo /wheels/*.whl)[console,smtp]" && rm -r /wheels \
    && useradd --create-home ses && install -d -o ses /state
USER ses
VOLUME /state
EXPOSE 5000 2525
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s CMD ["python", "-c", \
    "import urllib.request as r; r.urlopen('http://127.0.0.1:5000/moto-api/ses-managed/health', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["moto-ses-managed", "server", "--host", "0.0.0.0", "--port", "5000"]
CMD ["--state", "/state/ses.db"]
