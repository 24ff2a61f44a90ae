#!/bin/bash
# Asks this container's nginx how it is; for Docker, as the image has no curl. Kubernetes asks
# /health itself.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/${ELEMENT_WEB_PORT:-80}"
printf 'GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
