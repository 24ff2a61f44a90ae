#!/usr/bin/env bash
# Builds the image from dist/ and tries it: as it is, as any user on a read-only root, and with a
# server of the operator's own; then checks the Dockerfile and the manifests.
#
#   deploy/check-image.sh              everything, from dist/
#   deploy/check-image.sh --stand-in   everything, from a tiny build made on the spot
#   deploy/check-image.sh --serve      everything; then the image serves until it is interrupted,
#                                      having printed "serving http://127.0.0.1:PORT"
#
# Environment: IMAGE_PORT (default 18380), PROTIUM_CACHE, and for --serve PROTIUM_CONFIG (a file to
# mount at /app/config.json) and CSP_CONNECT_EXTRA.
# Root, or sudo, is needed: the image is built and run in a chroot.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. deploy/check/tools.sh
. deploy/check/stand-in.sh
. deploy/check/run.sh

serve=false
dist=$PWD/dist
for option in "$@"; do
    case $option in
    --serve) serve=true ;;
    --stand-in) dist= ;;
    *)
        sed -n 's/^#   //p' "$0" >&2
        exit 64
        ;;
    esac
done

port=${IMAGE_PORT:-18380}
scratch=$(mktemp -d)
chmod 755 "$scratch"
results=$scratch/results
log=$scratch/log
config=$scratch/config.json
image=localhost/protium:check
previous=localhost/protium-previous:check

clean() {
    stop
    purge
    "${as_root[@]}" rm -rf "$scratch"
}
trap 'exit 130' INT
trap 'exit 143' TERM

# Keeps lines of "ok …" and "not ok …", and shows the latter.
record() {
    tee -a "$results" | { grep '^not ok' >&2 || true; }
}

# check NAME COMMAND…: notes whether the command succeeds.
check() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then
        echo "ok $name" | record
    else
        echo "not ok $name: $said" | record
    fi
}

refuses() {
    ! "$@"
}

debian buildah=buildah debootstrap=debootstrap curl=curl brotli=brotli python3=python3 unshare=util-linux
python_tools
lock
trap clean EXIT
purge
base

# --- Build -------------------------------------------------------------------------------------

mkdir "$scratch/context"
cp -r .dockerignore Dockerfile LICENSE NOTICE nginx.conf deploy "$scratch/context/"
if [ -n "$dist" ]; then
    [ -f "$dist/index.html" ] || {
        say "there is no build in dist/: run ./x build first, or use --stand-in"
        exit 1
    }
    cp -r "$dist" "$scratch/context/dist"
else
    stand_in "$scratch/context/dist"
fi
dist=$scratch/context/dist

# A previous release with one file of its own and one that it had kept from the release before.
mkdir -p "$scratch/previous/app/assets" "$scratch/previous/usr/share/protium"
echo 'previous' >"$scratch/previous/app/assets/previous-00000000.js"
echo 'older' >"$scratch/previous/app/assets/older-00000000.js"
echo 'assets/previous-00000000.js' >"$scratch/previous/usr/share/protium/assets.list"
container=$(bah from scratch)
bah add -q "$container" "$scratch/previous" / >/dev/null
bah commit -q --rm "$container" "$previous" >/dev/null

say "building the image"
bah bud --isolation chroot --pull-never --quiet --tag "$image" \
    --build-arg "BASE=$base_image" --build-arg DIST=prebuilt --build-arg "PREVIOUS=$previous" \
    "$scratch/context" >"$scratch/build.log" 2>&1 || {
    tail -n 40 "$scratch/build.log" >&2
    exit 1
}
container=$(bah from --pull-never "$image")
root=$(bah mount "$container")
mapfile -t image_environment < <(bah inspect --type image --format '{{range .OCIv1.Config.Env}}{{println .}}{{end}}' "$image" | sed '/^$/d')

# --- As it is ----------------------------------------------------------------------------------

say "trying the image"
echo '{"brand": "Mounted"}' >"$config"
snapshot >"$scratch/before"
check "nginx accepts the configuration" \
    bah run --isolation chroot --env "ELEMENT_WEB_PORT=$port" "$container" -- /docker-entrypoint.sh -t
check "a port that is no number is refused" \
    refuses bah run --isolation chroot --env ELEMENT_WEB_PORT=http "$container" -- /docker-entrypoint.sh -t
check "a policy that would end its quotes is refused" \
    refuses bah run --isolation chroot --env 'CSP_CONNECT_EXTRA=x"; return 200' "$container" -- /docker-entrypoint.sh -t
check "the health check fails where nothing listens" \
    refuses bah run --isolation chroot --env "ELEMENT_WEB_PORT=$port" "$container" -- /healthcheck.sh

check "no compressed configuration that would hide the mounted one" \
    refuses compgen -G "$root/app/config*.json.*"
start_image
python3 deploy/check/served.py "http://127.0.0.1:$port" --dist "$dist" --config "$config" --log "$log" | record
check "it runs as uid 101" test "$(ps -o uid= -p "$running" | tr -d ' ')" = 101
check "the health check succeeds" \
    bah run --isolation chroot --env "ELEMENT_WEB_PORT=$port" "$container" -- /healthcheck.sh
check "a file of the previous release is still served" curl -fsS "http://127.0.0.1:$port/assets/previous-00000000.js"
check "one of the release before is not" refuses curl -fs "http://127.0.0.1:$port/assets/older-00000000.js"
if [ -e /proc/net/if_inet6 ]; then
    check "it answers over IPv6" curl -fsS "http://[::1]:$port/health"
fi
stop
check "the log has no complaint of nginx's" refuses grep -E '\[(warn|error|crit|alert|emerg)\]' "$log"
snapshot >"$scratch/after"
check "nothing outside /tmp was written" diff "$scratch/before" "$scratch/after"

# --- Any user, read-only root, a policy locked to one homeserver -----------------------------------

start_read_only 54321 'CSP_CONNECT_SRC=https://matrix.example.org' "$config:/app/config.json"
check "any user on a read-only root gets the page" \
    cmp <(curl -fsS "http://127.0.0.1:$port/") "$dist/index.html"
check "and the mounted configuration" cmp <(curl -fsS "http://127.0.0.1:$port/config.json") "$config"
check "it runs as that user" test "$(ps -o uid= -p "$running" | tr -d ' ')" = 54321
curl -fsSI "http://127.0.0.1:$port/" >"$scratch/headers"
check "the policy is locked to the homeserver" \
    grep -F "connect-src 'self' blob: https://matrix.example.org ;" "$scratch/headers"
check "and it logs" grep -F '"path":"/index.html"' "$log"
stop

# --- A server of the operator's own ------------------------------------------------------------

sed "s/PORT/$port/" deploy/check/ess-server.conf >"$scratch/default.conf"
cp deploy/check/ess-http.conf deploy/check/ess-headers.conf "$scratch/"
start_read_only 10004 "$config:/app/config.json" \
    "$scratch/default.conf:/etc/nginx/conf.d/default.conf" \
    "$scratch/ess-http.conf:/etc/nginx/conf.d/http_customisations.conf" \
    "$scratch/ess-headers.conf:/etc/nginx/security_headers.conf"
python3 deploy/check/served.py "http://127.0.0.1:$port" --layout ess --dist "$dist" --config "$config" --log "$log" |
    sed 's/^\(ok\|not ok\) /\1 own server: /' | record
stop
"${as_root[@]}" rm -f "$root/etc/nginx/conf.d/default.conf" \
    "$root/etc/nginx/conf.d/http_customisations.conf" "$root/etc/nginx/security_headers.conf"

# --- Dockerfile and manifests ------------------------------------------------------------------

say "checking the Dockerfile and the manifests"
check "hadolint has nothing to say" "$linters/hadolint" Dockerfile
. deploy/check/manifests.sh

passed=$(grep -c '^ok' "$results" || true)
failed=$(grep -c '^not ok' "$results" || true)
echo "image: $passed passed, $failed failed"
[ "$failed" -eq 0 ] || exit 1

if $serve; then
    [ -z "${PROTIUM_CONFIG:-}" ] || cp "$PROTIUM_CONFIG" "$config"
    [ -n "${PROTIUM_CONFIG:-}" ] || cp "$dist/config.json" "$config"
    start_image "CSP_CONNECT_EXTRA=${CSP_CONNECT_EXTRA:-}"
    echo "serving http://127.0.0.1:$port"
    wait "$job"
fi
