import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { type Plain, type Resource, resourceWith } from "../../../reading/resource";
import { describeReading, isObject, pathText, readString } from "../../../reading/value";
import { checkEmbedded, exposureFinding } from "../kubernetes/custom-object";
import { exposureValue } from "../kubernetes/exposure-value";

/** Add-ons that EKS installs into a cluster. */
export const addonTypes: ReadonlySet<string> = new Set(["aws:eks/addon:Addon"]);

// Marketplace add-ons: gateways, whose Service is public by default, tunnels, and deployment tools.
const publishing = /ingress|gateway|gloo|kong|traefik|nginx|teleport|tailscale|ngrok|cloudflare|crossplane|akuity/i;

/** Checks that an add-on publishes nothing and that its configuration, in JSON or YAML, does not ask for exposure. */
export function checkAddon(addon: Resource): Finding[] {
    const name = readString(addon.props, "addonName");
    if (name.state === "unknown" || name.state === "invalid") return [unknownValueFinding(addon, name)];
    if (name.state === "known" && publishing.test(name.value))
        return [
            finding(addon, {
                actual: `the add-on ${describeReading(name)} publishes Services or applies objects that are not visible in this preview`,
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
            actual: `configurationValues contains ${pathText(open)}, which exposes the add-on outside the cluster`,
            expected: "an add-on that only the cluster reaches",
            change: `remove ${pathText(open)} from configurationValues`,
        }),
    ];
}

// Additional containers, the add-on's image, and complete objects in its configuration.
function checkConfiguration(addon: Resource, configurationValues: Plain): Finding[] {
    const resource = resourceWith(addon, { props: { configurationValues } });
    const manifest = { resource, group: "eks", kind: "Addon", patch: false, at: [] };
    return checkEmbedded(manifest, (object) => [exposureFinding(object, object.at)]);
}
