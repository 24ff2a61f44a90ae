# The image that serves Protium; how to run it: docs/operating.md, why it is built so:
# docs/decisions/003-container.md.
#
#   docker build -t protium .                              builds the client, then the image
#   ./x build && docker build --build-arg DIST=prebuilt .  takes the client from dist/
#   … --build-arg PREVIOUS=registry/protium:1.2.3          keeps that release's hashed files too
#
# Base images can be replaced, and pinned by digest, through BASE, RUST and NODE.
ARG BASE=debian:bookworm-slim
ARG RUST=rust:1.96-bookworm
ARG NODE=node:20-bookworm-slim
ARG DIST=build
ARG PREVIOUS=previous-none

# hadolint ignore=DL3006
FROM ${NODE} AS node

# hadolint ignore=DL3006
FROM ${RUST} AS builder
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /protium
COPY . .
ENV PROTIUM_CACHE=/var/cache/protium
RUN ./x build

FROM scratch AS dist-build
COPY --from=builder /protium/dist/ /

FROM scratch AS dist-prebuilt
COPY dist/ /

# hadolint ignore=DL3006
FROM dist-${DIST} AS dist

# Stands in for the previous release where there is none.
# hadolint ignore=DL3006
FROM ${BASE} AS previous-none
RUN mkdir -p /app/assets /usr/share/protium && : >/usr/share/protium/assets.list

# hadolint ignore=DL3006
FROM ${PREVIOUS} AS previous

# Only the previous release's own files are taken over, not what it had from the one before.
# hadolint ignore=DL3006
FROM ${BASE} AS app
COPY --from=previous /app/assets/ /previous/assets/
COPY --from=previous /usr/share/protium/assets.list /previous/assets.list
COPY --from=dist / /app/
COPY LICENSE NOTICE /usr/share/doc/protium/
WORKDIR /app
RUN rm -f config*.json.br config*.json.gz \
    && mkdir -p /usr/share/protium assets \
    && find assets -type f >/usr/share/protium/assets.list \
    && while read -r file; do \
        if [ ! -e "$file" ]; then \
            mkdir -p "${file%/*}" && cp -p "/previous/$file" "$file" || exit 1; \
        fi; \
    done </previous/assets.list \
    && chmod -R u=rwX,go=rX /app /usr/share/protium /usr/share/doc/protium

# hadolint ignore=DL3006
FROM ${BASE} AS runtime
# Debian's security updates are wanted at every build, so no versions here.
# hadolint ignore=DL3008
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        libnginx-mod-http-brotli-static nginx-light \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/* /usr/share/nginx/html \
    && groupadd --system --gid 101 nginx \
    && useradd --system --uid 101 --gid 101 --home-dir /nonexistent --no-create-home \
        --shell /usr/sbin/nologin nginx \
    && ln -s /app /usr/share/nginx/html
COPY --chmod=0755 deploy/docker-entrypoint.sh deploy/healthcheck.sh /
COPY --chmod=0644 nginx.conf /etc/protium/nginx.conf
COPY --from=app /usr/share/protium/ /usr/share/protium/
COPY --from=app /usr/share/doc/protium/ /usr/share/doc/protium/
COPY --from=app /app/ /app/

ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Protium" \
    org.opencontainers.image.description="A Matrix client for the web" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}"

ENV ELEMENT_WEB_PORT=80 \
    PROTIUM_CONF_D=/etc/nginx/conf.d \
    PROTIUM_USER=nginx
USER 101:101
EXPOSE 80
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s CMD ["/healthcheck.sh"]
ENTRYPOINT ["/docker-entrypoint.sh"]
