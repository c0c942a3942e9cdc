# mkbook with its fonts: docker run --rm -v "$PWD:/book" mkbook build
FROM debian:12-slim AS build
COPY . /src
RUN apt-get update \
 && /src/tools/setup.sh --prefix /opt/mkbook --no-tests --no-book \
 && apt-get install -y --no-install-recommends dpkg-dev file \
 && cd /src/build/release && cmake -DCMAKE_INSTALL_PREFIX=/usr . && cpack -G DEB -B /packages

FROM debian:12-slim
COPY --from=build /packages/*.deb /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends /tmp/*.deb fonts-noto-color-emoji \
 && rm -rf /tmp/*.deb /var/lib/apt/lists/*
WORKDIR /book
ENTRYPOINT ["mkbook"]
CMD ["--help"]
