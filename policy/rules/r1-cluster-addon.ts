import { parseDocumentText } from "../document-text";
import { type Finding, finding, undecidable } from "../finding";
import type { Resource } from "../resource";
import { isObject, pathText, readString } from "../value";
import { openingValue } from "./r1-opening-value";

/** What EKS installs into a cluster. */
export const addonTypes: ReadonlySet<string> = new Set(["aws:eks/addon:Addon"]);

/** The configuration of an add-on, JSON or YAML, asks for no opening to a network outside the cluster. */
export function judgeAddon(addon: Resource): Finding[] {
    const text = readString(addon.props, "configurationValues");
    if (text.state === "absent" || (text.state === "known" && text.value === "")) return [];
    if (text.state !== "known") return [undecidable(addon, text)];
    const values = parseDocumentText(text.value);
    if (!isObject(values)) return [undecidable(addon, { state: "invalid", path: text.path, found: "no object" })];
    const open = openingValue(values, [], { everyUnknown: true });
    if (!open) return [];
    return [
        finding(addon, {
            found: `configurationValues holds ${pathText(open)}, which opens the add-on to a network outside the cluster`,
            wanted: "an add-on that only the cluster reaches",
            change: `remove ${pathText(open)} from configurationValues`,
        }),
    ];
}
