import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { isObject, pathText } from "../../../reading/value";
import { type Manifest, readManifest } from "./manifest";

// Names from the controllers' guides: kubernetes.github.io/ingress-nginx, Exposing TCP and UDP services.
const knownName = /^(tcp|udp)-services(-configmap)?$/;
const port = /^\d{1,5}$/;
const target = /^[a-z0-9.-]+\/[a-z0-9.-]+:[\w-]+(:.*)?$/;

/** Reports a ConfigMap that makes an Ingress controller forward its own ports to Services: `"9000": "shop/shop:80"`. */
export function checkProxiedPorts(manifest: Manifest): Finding[] {
    if (manifest.group !== "core" || manifest.kind !== "ConfigMap") return [];
    const data = readManifest(manifest, "data");
    const name = readManifest(manifest, "metadata", "name");
    const isNamed = name.state === "known" && knownName.test(String(name.value));
    if (isNamed && data.state === "unknown") return [unknownValueFinding(manifest.resource, data)];
    const entries = data.state === "known" && isObject(data.value) ? Object.entries(data.value) : [];
    const handed = entries.find(
        ([key, value]) => port.test(key) && (typeof value === "string" ? target.test(value) : isNamed),
    );
    if (!handed) return [];
    const at = pathText([...manifest.at, "data", handed[0]]);
    return [
        finding(manifest.resource, {
            actual: `${at} forwards a port of an Ingress controller to ${typeof handed[1] === "string" ? "a Service" : "an unknown target"}, bypassing the API gateway`,
            expected: "the API gateway as the only public entry point",
            change: `remove ${at}, and publish the API through the gateway`,
        }),
    ];
}
