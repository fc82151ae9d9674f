import { type Finding, finding } from "../finding";
import { isObject, pathText } from "../value";
import { type Manifest, readManifest } from "./manifest";

// The controllers' guides name them so: kubernetes.github.io/ingress-nginx, Exposing TCP and UDP services.
const knownName = /^(tcp|udp)-services(-configmap)?$/;
const port = /^\d{1,5}$/;
const target = /^[a-z0-9.-]+\/[a-z0-9.-]+:[\w-]+(:.*)?$/;

/** Reports a ConfigMap by which an Ingress controller hands ports of its own to Services: `"9000": "shop/shop:80"`. */
export function judgeProxiedPorts(manifest: Manifest): Finding[] {
    if (manifest.group !== "core" || manifest.kind !== "ConfigMap") return [];
    const data = readManifest(manifest, "data");
    const name = readManifest(manifest, "metadata", "name");
    const isNamed = name.state === "known" && knownName.test(String(name.value));
    const entries = data.state === "known" && isObject(data.value) ? Object.entries(data.value) : [];
    const hands = entries.some(
        ([key, value]) => port.test(key) && (typeof value === "string" ? target.test(value) : isNamed),
    );
    if (!hands && !(isNamed && data.state === "unknown")) return [];
    return [
        finding(manifest.resource, {
            found: `${pathText([...manifest.at, "data"])} hands ports of an Ingress controller to Services, past the API gateway, or is not known`,
            wanted: "the API gateway as the only way in",
            change: "remove the ConfigMap, and publish the API through the gateway",
        }),
    ];
}
