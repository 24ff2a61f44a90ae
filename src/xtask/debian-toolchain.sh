#!/usr/bin/env bash
# Makes a Rust toolchain with wasm32-unknown-unknown from Debian's packages, for machines where rustup
# may not download one (RUSTUP_AUTO_INSTALL=0). `./x` calls it; people with rustup never need it.
#
#   debian-toolchain.sh CACHE_DIR LEAST    prints the toolchain's folder on its last line; LEAST is the oldest
#                                          version that will do
#
# Nothing is installed but patchelf, nothing outside CACHE_DIR is touched. Debian moves `rustc-web` on
# from time to time, so its version is read, never fixed here.
set -euo pipefail
cache=$1
least=$2
mkdir -p "$cache"

sudo=''
[ "$(id -u)" = 0 ] || sudo=sudo

policy() { apt-cache policy "$1" | sed -n 's/^  Candidate: //p'; }
new_enough() { [ -n "$1" ] && [ "$1" != '(none)' ] && dpkg --compare-versions "$1" ge "$least"; }
debian_version=$(policy rustc-web)
# Lists that came with the machine may be from before Debian moved on.
new_enough "$debian_version" || { $sudo apt-get update -qq >&2 && debian_version=$(policy rustc-web); }
new_enough "$debian_version" || {
  echo "debian-toolchain: Debian's rustc-web is ${debian_version:-not there}, and Rust $least or later is needed" >&2
  exit 1
}
version=${debian_version%%[+-]*}
minor=${version%.*}
toolchain=$cache/rust-$version
if [ -x "$toolchain/bin/cargo" ] && [ -e "$toolchain/complete" ]; then
  echo "$toolchain"
  exit 0
fi

echo "making Rust $version with wasm32 from Debian's packages (about two minutes, once) …" >&2
command -v patchelf >/dev/null || $sudo apt-get install -y -qq --no-install-recommends patchelf >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# LLVM and lld carry their number in the package name: take the ones rustc-web asks for.
llvm=$(apt-cache depends rustc-web "libstd-rust-web-$minor" | grep -o 'libllvm[0-9]*' | sort -u | tail -n 1)
llvm=${llvm#libllvm}
# The libraries that cargo is linked with, as far as this machine lacks them.
missing_libraries() {
  local package dependency seen=' ' queue=(cargo-web)
  while [ "${#queue[@]}" -gt 0 ]; do
    package=${queue[0]}
    queue=("${queue[@]:1}")
    for dependency in $(apt-cache depends --important "$package" | sed -n 's/^ *Depends: \(lib[^ :]*\)$/\1/p'); do
      case $seen in *" $dependency "*) continue ;; esac
      seen+="$dependency "
      dpkg-query -W -f '${Status}' "$dependency" 2>/dev/null | grep -q ' installed$' && continue
      echo "$dependency"
      queue+=("$dependency")
    done
  done
}
libraries=$(missing_libraries)
# shellcheck disable=SC2086  # a list of package names
apt-get download -qq rustc-web cargo-web rust-web-clippy rustfmt-web "libstd-rust-web-$minor" \
  libstd-rust-web-dev rust-web-src "libllvm$llvm" "lld-$llvm" $libraries >&2
for package in *.deb; do dpkg -x "$package" root; done

new=$work/toolchain
host=$(uname -m)-unknown-linux-gnu
mkdir -p "$new/bin" "$new/lib"
for program in rustc cargo rustdoc cargo-clippy clippy-driver cargo-fmt rustfmt; do
  cp -a "root/usr/bin/$program" "$new/bin/"
done
for folder in root/usr/lib/"$(uname -m)"-linux-gnu root/lib/"$(uname -m)"-linux-gnu; do
  [ ! -d "$folder" ] || find "$folder" -maxdepth 1 -name '*.so*' -exec cp -a {} "$new/lib/" \;
done
cp -a root/usr/lib/rustlib "$new/lib/"
rm -rf "$new/lib/rustlib/src/rust"
mkdir -p "$new/lib/rustlib/src/rust"
cp -a "root/usr/src/rustc-$version/library" "$new/lib/rustlib/src/rust/library"
mkdir -p "$new/lib/rustlib/$host/bin"
cp "root/usr/lib/llvm-$llvm/bin/lld" "$new/lib/rustlib/$host/bin/rust-lld" # Debian ships no rust-lld
for program in "$new"/bin/*; do
  patchelf --force-rpath --set-rpath "\$ORIGIN/../lib" "$program" 2>/dev/null || true # a script has no rpath
done
find "$new/lib" -maxdepth 1 -type f -name '*.so*' ! -name 'libLLVM*' \
  -exec patchelf --force-rpath --set-rpath "\$ORIGIN" {} \;
patchelf --force-rpath --set-rpath "\$ORIGIN/../../.." "$new/lib/rustlib/$host/bin/rust-lld"

cp -a "root/usr/src/rustc-$version/library" libsrc
env -u RUSTUP_TOOLCHAIN RUSTC_BOOTSTRAP=1 RUSTC="$new/bin/rustc" CARGO_TARGET_DIR="$work/target" \
  __CARGO_DEFAULT_LIB_METADATA=stablestd \
  RUSTFLAGS="-Zforce-unstable-if-unmarked -Cembed-bitcode=yes -Cdebuginfo=0 --remap-path-prefix=$work/libsrc=/rustc/$version/library" \
  CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_RELEASE_OPT_LEVEL=3 \
  "$new/bin/cargo" build --release --locked --target wasm32-unknown-unknown \
  --manifest-path libsrc/sysroot/Cargo.toml --features "panic-unwind backtrace" >&2
mkdir -p "$new/lib/rustlib/wasm32-unknown-unknown/lib"
cp target/wasm32-unknown-unknown/release/deps/lib*.rlib "$new/lib/rustlib/wasm32-unknown-unknown/lib/"

"$new/bin/rustc" --version >&2
touch "$new/complete"
rm -rf "$toolchain"
mv "$new" "$toolchain"
echo "$toolchain"
