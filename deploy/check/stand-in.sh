# shellcheck shell=bash disable=SC2154 # what is not assigned here is in check-image.sh
# Sourced by check-image.sh: a tiny build of the right shape, for trying the image without one.

# Writes it to the folder given.
stand_in() {
    local dist=$1 file
    mkdir -p "$dist/assets" "$dist/locales/en"
    cp -r public/config.json public/robots.txt public/mobile_guide "$dist/"
    cat >"$dist/index.html" <<'PAGE'
<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self' blob: https: wss: http://localhost:* http://127.0.0.1:*; frame-src 'self' https: blob:; manifest-src 'self'; form-action 'self' https:; base-uri 'none'; object-src 'none'">
<title>Stand-in</title><script src="boot.js"></script></head><body></body></html>
PAGE
    echo '"use strict";' | tee "$dist/boot.js" >"$dist/sw.js"
    echo '{}' | tee "$dist/asset-manifest.json" >"$dist/manifest.webmanifest"
    echo '0.0.0' >"$dist/version"
    seq 2000 >"$dist/assets/app-0123456789abcdef.js"
    seq 5000 >"$dist/assets/app-0123456789abcdef.wasm"
    seq 1000 >"$dist/locales/en/app.ftl"
    for file in "$dist"/assets/* "$dist/locales/en/app.ftl" "$dist/mobile_guide"/*; do
        brotli -q 11 -k "$file"
        gzip -9 -n -k "$file"
    done
    # Left over by mistake: the image must not carry it, or it would hide the mounted file.
    echo 'wrong' | gzip -n >"$dist/config.json.gz"
}
