#!/bin/sh
# Renders nginx.conf and becomes nginx, in the foreground, logging to stdout and stderr.
# It is the container's entry point and serves an unpacked build outside a container as well.
#
#   ELEMENT_WEB_PORT   port to listen on (default 80)
#   CSP_CONNECT_SRC    where the client may connect beside its own origin
#                      (default "https: wss:"; to lock: "https://matrix.example.org")
#   CSP_CONNECT_EXTRA  further sources for the same (default none)
#   PROTIUM_LISTEN     addresses to listen on, in words (default: all, IPv4 and IPv6)
#   PROTIUM_ROOT       folder of the built client (default /usr/share/nginx/html)
#   PROTIUM_CONFIG     a config.json to serve in place of those in PROTIUM_ROOT
#   PROTIUM_TMP        the only folder that is written to (default /tmp)
#   PROTIUM_TEMPLATE   the nginx.conf to render (default: beside this script, or one folder up)
#   PROTIUM_CONF_D     folder of further *.conf files; a default.conf there replaces our server
#                      (default none; /etc/nginx/conf.d in the image)
#   PROTIUM_MODULES    file that loads the brotli module (default Debian's)
#   PROTIUM_USER       user of nginx's workers when started as root (default root)
#
# Arguments are handed to nginx: "docker-entrypoint.sh -t" checks the rendered file.
set -eu
export LC_ALL=C

fail() {
    echo "protium: $1" >&2
    exit 78
}

# What is written into the configuration must not be able to end its quotes or its directive.
check() {
    case $2 in
    *[!$3]*) fail "$1 has a character that is not allowed in it: $2" ;;
    esac
}

here=$(cd "$(dirname "$0")" && pwd)
port=${ELEMENT_WEB_PORT:-80}
root=${PROTIUM_ROOT:-/usr/share/nginx/html}
tmp=${PROTIUM_TMP:-/tmp}
conf_d=${PROTIUM_CONF_D:-}
template=${PROTIUM_TEMPLATE:-}
connect="${CSP_CONNECT_SRC:-https: wss:} ${CSP_CONNECT_EXTRA:-}"

if [ -z "$template" ]; then
    for candidate in "$here/nginx.conf" "$here/../nginx.conf" /etc/protium/nginx.conf; do
        [ -f "$candidate" ] && template=$candidate && break
    done
fi
[ -r "$template" ] || fail "nginx.conf is not to be found; set PROTIUM_TEMPLATE"
[ -d "$root" ] || fail "PROTIUM_ROOT is not a folder: $root"
mkdir -p "$tmp/nginx" "$tmp/element-web-config" || fail "cannot write to PROTIUM_TMP: $tmp"
root=$(cd "$root" && pwd)
tmp=$(cd "$tmp" && pwd)

check ELEMENT_WEB_PORT "$port" '0-9'
if [ -z "$port" ] || [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then
    fail "ELEMENT_WEB_PORT is not a port: $port"
fi
check PROTIUM_ROOT "$root" 'A-Za-z0-9 _./@:+=,~-'
check PROTIUM_TMP "$tmp" 'A-Za-z0-9 _./@:+=,~-'
check PROTIUM_CONF_D "$conf_d" 'A-Za-z0-9 _./@:+=,~-'
check "CSP_CONNECT_SRC or CSP_CONNECT_EXTRA" "$connect" "A-Za-z0-9 _./:*'~-"
modules=${PROTIUM_MODULES:-/etc/nginx/modules-enabled/*-brotli-static.conf}
check PROTIUM_MODULES "$modules" 'A-Za-z0-9 _./@:+=,~*-'
check PROTIUM_LISTEN "${PROTIUM_LISTEN:-}" ']A-Za-z0-9 .:[-'
check PROTIUM_USER "${PROTIUM_USER:-}" 'A-Za-z0-9_-'

# The configuration is copied and served from the copy: the original may be a mount of its own
# kind (a Kubernetes subPath, a secret readable by this user alone).
rm -f "$tmp"/element-web-config/config*.json
if [ -n "${PROTIUM_CONFIG:-}" ]; then
    cat "$PROTIUM_CONFIG" >"$tmp/element-web-config/config.json" ||
        fail "cannot read PROTIUM_CONFIG: $PROTIUM_CONFIG"
else
    for file in "$root"/config*.json; do
        [ -e "$file" ] || continue
        cat "$file" >"$tmp/element-web-config/${file##*/}" || fail "cannot read $file"
    done
fi

listen=
if [ -n "${PROTIUM_LISTEN:-}" ]; then
    set -f
    for address in $PROTIUM_LISTEN; do
        listen="$listen listen $address:$port;"
    done
    set +f
else
    listen="listen $port;"
    [ ! -e /proc/net/if_inet6 ] || listen="$listen listen [::]:$port;"
fi

# nginx refuses the directive, with a warning, when it is not started as root.
user=
[ "$(id -u)" -ne 0 ] || user="user ${PROTIUM_USER:-root};"

without=
if [ -n "$conf_d" ] && [ -e "$conf_d/default.conf" ]; then
    without='/^ *# <server>$/,/^ *# <\/server>$/d'
    echo "protium: $conf_d/default.conf is there: using its server in place of our own" >&2
fi

rendered="$tmp/nginx/nginx.conf"
sed -e "$without" \
    -e '/^ *#/d' \
    -e "s|\${USER_DIRECTIVE}|$user|" \
    -e "s|\${TMP}|$tmp|g" \
    -e "s|\${ROOT}|$root|g" \
    -e "s|\${MODULES}|$modules|" \
    -e "s|\${CONF_D}|${conf_d:-$tmp/nginx/none}|g" \
    -e "s|\${LISTEN}|$listen|" \
    -e "s|\${CSP_CONNECT}|$connect|" \
    "$template" >"$rendered"

# Opening /dev/stdout fails where it is a pipe of another user's or a socket; a pipe of our own
# stands in for it.
if ! (: >>/dev/stdout) 2>/dev/null; then
    rm -f "$tmp/nginx/stdout"
    mkfifo "$tmp/nginx/stdout"
    cat "$tmp/nginx/stdout" &
    exec >"$tmp/nginx/stdout"
fi

exec nginx -e stderr -c "$rendered" "$@"
