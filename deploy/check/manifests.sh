# shellcheck shell=bash disable=SC2154 # what is not assigned here is in check-image.sh
# Sourced by check-image.sh: renders each overlay, and checks it against the schemas and by what no
# schema knows.

command -v kubectl >/dev/null || debian kubectl=kubernetes-client

# Debian's kubectl of old knows a folder among the resources only by its former name, bases.
cp -r deploy/k8s "$scratch/k8s"
if ! kubectl kustomize "$scratch/k8s/ingress" >/dev/null 2>&1; then
    sed -i -e '/^  - \.\.\/base$/d' -e 's|^resources:$|bases: ["../base"]\nresources:|' \
        "$scratch"/k8s/{ingress,gateway,vmst}/kustomization.yaml
fi

for overlay in base ingress gateway vmst; do
    check "$overlay: renders" kubectl kustomize "$scratch/k8s/$overlay"
    kubectl kustomize "$scratch/k8s/$overlay" >"$scratch/$overlay.yaml" 2>>"$log" || continue
    # A HTTPRoute has no schema there; it gets a warning, and the checks below.
    check "$overlay: fits the schemas" "$linters/kubernetes-validate" --strict "$scratch/$overlay.yaml"
    "$linters/python" deploy/check/manifests.py "$overlay" <"$scratch/$overlay.yaml" | record
done
