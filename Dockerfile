# mkbook with its fonts: docker run --rm -v "$PWD:/book" mkbook build
FROM debian:12-slim AS build
COPY . /src
RUN cd /src && tools/packages.sh build release
RUN cd /src && cmake --preset package && cmake --build --preset package \
 && cd build/package && cpack -G DEB -B /packages

FROM debian:12-slim
COPY --from=build /packages/*.deb /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends /tmp/*.deb fonts-noto-core fonts-noto-color-emoji \
 && rm -rf /tmp/*.deb /var/lib/apt/lists/*
WORKDIR /book
ENTRYPOINT ["mkbook"]
CMD ["--help"]
