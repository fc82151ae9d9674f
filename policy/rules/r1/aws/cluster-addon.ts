import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { type Plain, type Resource, resourceWith } from "../../../reading/resource";
import { describeReading, isObject, pathText, readString } from "../../../reading/value";
import { exposureFinding } from "../kubernetes/custom-object";
import { checkEmbedded } from "../kubernetes/embedded-objects";
import { exposureValue } from "../kubernetes/exposure-value";

/** What EKS installs into a cluster. */
export const addonTypes: ReadonlySet<string> = new Set(["aws:eks/addon:Addon"]);

// What sellers offer as add-ons: gateways, whose own Service is public by default, tunnels, and what applies objects.
const publishing = /ingress|gateway|gloo|kong|traefik|nginx|teleport|tailscale|ngrok|cloudflare|crossplane|akuity/i;

/** An add-on publishes nothing by itself, and its configuration, JSON or YAML, asks for no opening either. */
export function checkAddon(addon: Resource): Finding[] {
    const name = readString(addon.props, "addonName");
    if (name.state === "unknown" || name.state === "invalid") return [unknownValueFinding(addon, name)];
    if (name.state === "known" && publishing.test(name.value))
        return [
            finding(addon, {
                actual: `the add-on ${describeReading(name)} publishes Services, or applies objects, that this preview cannot show`,
                expected: "an add-on that only the cluster reaches",
                change: "remove it, and publish the API through the gateway",
            }),
        ];
    const text = readString(addon.props, "configurationValues");
    if (text.state === "absent") return [];
    if (text.state !== "known") return [unknownValueFinding(addon, text)];
    if (text.value.trim() === "") return [];
    const values = parseDocumentText(text.value);
    if (!isObject(values))
        return [unknownValueFinding(addon, { state: "invalid", path: text.path, actual: "no object" })];
    const open = exposureValue(values, [], { by: "chart" });
    if (!open) return checkConfiguration(addon, values);
    return [
        finding(addon, {
            actual: `configurationValues holds ${pathText(open)}, which opens the add-on to a network outside the cluster`,
            expected: "an add-on that only the cluster reaches",
            change: `remove ${pathText(open)} from configurationValues`,
        }),
    ];
}

// Containers beside the add-on's own, its own image, and whole objects that it makes.
function checkConfiguration(addon: Resource, configurationValues: Plain): Finding[] {
    const resource = resourceWith(addon, { props: { configurationValues } });
    const manifest = { resource, group: "eks", kind: "Addon", patch: false, at: [] };
    return checkEmbedded(manifest, (object) => [exposureFinding(object, object.at)]);
}
