#!/usr/bin/env python3
"""Checks rendered manifests (YAML on standard input) for what no schema knows.

Prints "ok …" or "not ok …" lines. Run with a Python that has PyYAML.
"""

import json
import sys

import yaml


def check(name, right, detail=""):
    print(f"ok {name}" if right else f"not ok {name}{': ' if detail else ''}{detail}", flush=True)


def main():
    overlay = sys.argv[1]
    documents = [document for document in yaml.safe_load_all(sys.stdin) if document]
    kinds = {}
    for document in documents:
        kinds.setdefault(document["kind"], []).append(document)

    for document in kinds["ConfigMap"]:
        text = document["data"].get("config.json")
        if text is None:
            continue
        homeserver = json.loads(text)["default_server_config"]["m.homeserver"]
        check(f"{overlay}: config.json names a homeserver", homeserver["base_url"].startswith("https://"))

    (deployment,) = kinds["Deployment"]
    (service,) = kinds["Service"]
    pod = deployment["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    maps = {document["metadata"]["name"] for document in kinds["ConfigMap"]}
    used = {source["configMapRef"]["name"] for source in container["envFrom"]}
    used |= {volume["configMap"]["name"] for volume in pod["volumes"] if "configMap" in volume}
    check(f"{overlay}: the pod uses the generated ConfigMaps, by hashed name", used == maps, f"{used} and {maps}")
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    for document in (deployment, service, *kinds["PodDisruptionBudget"], *kinds["NetworkPolicy"]):
        spec = document["spec"]
        selector = spec.get("podSelector") or spec["selector"]
        selector = selector.get("matchLabels", selector)
        check(f"{overlay}: {document['kind']} selects the pods", selector.items() <= labels.items())
    security = container["securityContext"]
    check(
        f"{overlay}: the container may not write, and has no rights",
        security["readOnlyRootFilesystem"]
        and not security["allowPrivilegeEscalation"]
        and security["capabilities"] == {"drop": ["ALL"]}
        and pod["securityContext"]["runAsNonRoot"]
        and pod["automountServiceAccountToken"] is False,
    )
    ports = {port["name"] for port in container["ports"]}
    probes = [container[probe]["httpGet"]["port"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")]
    check(f"{overlay}: the probes and the Service ask a port there is",
          ports >= {*probes, service["spec"]["ports"][0]["targetPort"]})
    for policy in kinds["NetworkPolicy"]:
        check(f"{overlay}: nothing goes out of the pod",
              policy["spec"]["egress"] == [] and "Egress" in policy["spec"]["policyTypes"])

    served = {(service["metadata"]["name"], port["port"], port["name"]) for port in service["spec"]["ports"]}
    backends = []
    for document in kinds.get("Ingress", []):
        for rule in document["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                backend = path["backend"]["service"]
                backends.append((backend["name"], None, backend["port"]["name"]))
    for document in kinds.get("HTTPRoute", []):
        check(f"{overlay}: the route has host names and a parent",
              document["spec"]["hostnames"] and document["spec"]["parentRefs"][0]["name"])
        for rule in document["spec"]["rules"]:
            backends.extend((backend["name"], backend["port"], None) for backend in rule["backendRefs"])
    for name, number, word in backends:
        found = any(name == n and number in (None, p) and word in (None, w) for n, p, w in served)
        check(f"{overlay}: the way in leads to the Service", found, name)


main()
