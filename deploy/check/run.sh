# shellcheck shell=bash disable=SC2154 # what is not assigned here is in check-image.sh
# Sourced by check-image.sh: starts the image in two ways and stops it. Both leave the process that
# became nginx in $running, its output in $log, and answer on $port.

running=
job=

# The image as it is: its own user, environment and entry point; the configuration mounted.
# start_image NAME=VALUE…
start_image() {
    local settings=() setting
    for setting in "$@"; do
        settings+=(--env "$setting")
    done
    bah run --isolation chroot --env "ELEMENT_WEB_PORT=$port" "${settings[@]}" \
        --volume "$config:/app/config.json:ro" "$container" -- /docker-entrypoint.sh >"$log" 2>&1 &
    job=$!
    await
    running=$(cat "$root/tmp/nginx/nginx.pid")
}

# The image's files on a read-only root with a fresh /tmp, as any user.
# start_read_only UID NAME=VALUE… [FILE:PATH…]: settings, and files to mount over paths.
start_read_only() {
    local user=$1 word settings=() mounts=()
    shift
    for word in "$@"; do
        case $word in
        /*:/*)
            "${as_root[@]}" touch "$root${word#*:}"
            mounts+=("${word%%:*}" "$root${word#*:}")
            ;;
        *) settings+=("$word") ;;
        esac
    done
    "${as_root[@]}" unshare --mount --propagation private sh -euc '
        root=$1 user=$2 pid=$3
        shift 3
        while [ "$1" != -- ]; do
            mount --bind "$1" "$2"
            mount -o remount,bind,ro "$2"
            shift 2
        done
        shift
        mount --rbind "$root" "$root"
        mount --rbind /dev "$root/dev"
        mount -t proc proc "$root/proc"
        mount -t tmpfs -o mode=1777,size=16m tmpfs "$root/tmp"
        mount -o remount,bind,ro "$root"
        cd /
        echo $$ >"$pid"
        exec chroot --userspec="$user:$user" --groups="$user" "$root" /usr/bin/env -i "$@" /docker-entrypoint.sh
    ' sh "$root" "$user" "$scratch/pid" "${mounts[@]}" -- "${image_environment[@]}" \
        "ELEMENT_WEB_PORT=$port" "${settings[@]}" >"$log" 2>&1 &
    job=$!
    await
    running=$(cat "$scratch/pid")
}

# Waits until the server answers, ten seconds at most.
await() {
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        if curl -fs -o "$scratch/health" --max-time 1 "http://127.0.0.1:$port/health"; then
            return 0
        fi
        kill -0 "$job" 2>/dev/null || break
        sleep 0.1
    done
    say "the server does not answer:"
    cat "$log" >&2
    return 1
}

# Ends the server gracefully, as Docker and Kubernetes do, and waits for it.
stop() {
    [ -n "$job" ] || return 0
    [ -z "$running" ] || "${as_root[@]}" kill -QUIT "$running" 2>/dev/null || true
    wait "$job" 2>/dev/null || true
    running='' job=''
}

# What lies in the image's root, apart from /tmp and what any container engine fills in.
snapshot() {
    "${as_root[@]}" find "$root" \
        \( -path "$root/tmp" -o -path "$root/proc" -o -path "$root/sys" -o -path "$root/dev" \
        -o -path "$root/etc/hosts" -o -path "$root/etc/resolv.conf" -o -path "$root/run/.containerenv" \) -prune \
        -o ! -path "$root" ! -path "$root/etc" ! -path "$root/run" -printf '%P %y %m %U:%G %s %T@\n' | sort
}
