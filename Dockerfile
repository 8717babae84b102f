# A trial without installing anything: the interviewer in a container, no voice.
#
#   docker build -t interviewer .
#   docker run --rm -it -v interviewer:/data interviewer
#   docker run --rm -it -v interviewer:/data -p 127.0.0.1:8000:8000 interviewer \
#     serve --host 0.0.0.0 --allow-host localhost
#
# The last one prints an address; open it with localhost in place of 0.0.0.0.
FROM python:3.13-slim

WORKDIR /app
COPY requirements/serve.txt requirements/serve.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/serve.txt

COPY pyproject.toml README.md LICENSE ./
COPY interviewer interviewer
COPY questions questions
COPY rubrics rubrics
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

# Sessions and settings lie in a volume, and belong to somebody who is not root.
RUN useradd --create-home candidate && mkdir /data && chown candidate /data && chmod 700 /data
USER candidate
WORKDIR /home/candidate
ENV INTERVIEWER_HOME=/data TERM=xterm-256color COLORTERM=truecolor
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["interviewer"]
