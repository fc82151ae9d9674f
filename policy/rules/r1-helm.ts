import { type Finding, finding, undecidable } from "../finding";
import { type Plain, type Resource, UNKNOWN } from "../resource";
import type { Settings } from "../settings";
import { isList, isObject, type Path, pathText, readString } from "../value";

/** The Helm resource whose objects the engine never sees; `helm.sh/v4:Chart` shows each of its own. */
export const releaseType = "kubernetes:helm.sh/v3:Release";

/** A release is opaque, so its chart has to be one that was reviewed, and its values must not open it. */
export function judgeRelease(release: Resource, settings: Settings): Finding[] {
    const chart = readString(release.props, "chart");
    if (chart.state !== "known")
        return [undecidable(release, ["chart"], chart.state === "absent" ? { state: "unknown", at: "chart" } : chart)];
    if (!settings.trustedCharts.includes(chart.value)) {
        return [
            finding(release, {
                found: `the objects of a Helm release of "${chart.value}" are not shown to any policy`,
                wanted: "objects that are judged, or a chart that was reviewed",
                change: `use kubernetes.helm.v4.Chart, or add "${chart.value}" to the policy's trustedCharts`,
            }),
        ];
    }
    const values = release.props.values;
    const files = release.props.valueYamlFiles;
    if (files !== undefined && files !== null)
        return [
            undecidable(
                release,
                ["valueYamlFiles"],
                { state: "unknown", at: "valueYamlFiles" },
                "put the values into values",
            ),
        ];
    const open = values === undefined ? undefined : openValue(values, ["values"]);
    if (!open) return [];
    return [
        finding(release, {
            found: `${pathText(open)} opens the release to a network outside the cluster, or is not known`,
            wanted: "values that keep every Service of the chart a ClusterIP",
            change: `remove ${pathText(open)}`,
        }),
    ];
}

const openers: readonly ((key: string, value: Plain) => boolean)[] = [
    (key, value) => key === "type" && (value === "LoadBalancer" || value === "NodePort"),
    (key, value) => ["hostNetwork", "hostPort", "nodePort"].includes(key) && value !== false && value !== 0,
    (key, value) => key === "externalIPs" && !(isList(value) && value.length === 0),
    (_key, value) => value === "internet-facing" || value === UNKNOWN,
];

function openValue(value: Plain, path: Path): Path | undefined {
    if (openers.some((opens) => opens(String(path.at(-1)), value))) return path;
    const members: (readonly [string | number, Plain])[] = isList(value)
        ? [...value.entries()]
        : isObject(value)
          ? Object.entries(value)
          : [];
    for (const [key, member] of members) {
        if (key === "ingress" && isObject(member) && member.enabled === true) return [...path, key, "enabled"];
        const open = openValue(member, [...path, key]);
        if (open) return open;
    }
    return undefined;
}
