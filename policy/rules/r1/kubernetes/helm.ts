import type { Settings } from "../../../contract/settings";
import { type Finding, finding, undecidedFinding, unknownValueFinding } from "../../../reading/finding";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import {
    isList,
    isObject,
    knownValue,
    type Path,
    pathText,
    type Reading,
    read,
    readString,
} from "../../../reading/value";
import { type Chart, charts, type Published } from "./charts";
import { opaque } from "./custom-object";
import { exposureValue, isInternalBalancer } from "./exposure-value";

/** Type of a release whose objects the engine does not see; `helm.sh/v4:Chart` shows each of its objects. */
export const releaseType = "kubernetes:helm.sh/v3:Release";

// Other inputs of a release: files that cannot be read, code, or the values of the previous release.
const outside = ["valueYamlFiles", "postrender", "reuseValues"];

/**
 * Checks a release by evidence: a value that publishes, or a chart that publishes by default and is not switched off.
 * Whatever cannot be known (the chart, its version, files of values) is one undecided finding of the tier `strict`. The
 * repository is part of a chart's identity, because Helm looks a name up in the repository of the release.
 */
export function checkRelease(release: Resource, settings: Settings): Finding[] {
    const values = release.props.values ?? null;
    const open = exposureValue(values, ["values"], { by: "chart", onlyKnown: true });
    if (open)
        return [
            finding(release, {
                actual: `${pathText(open)} exposes the release outside the cluster`,
                expected: "values that keep every Service of the chart a ClusterIP, or its load balancer internal",
                change: `remove ${pathText(open)}`,
            }),
        ];
    const identity = identityOf(release);
    if ("message" in identity) return [identity];
    const { place, version } = identity;
    const isTrusted = version !== undefined && settings.trustedCharts.includes(`${place}@${version}`);
    const chart = isTrusted ? undefined : knownChart(place, version);
    if (!isTrusted && !chart) return [unknownChart(release, place, version)];
    const hidden = outside.find((key) => isSet(release, key));
    if (hidden !== undefined)
        return [
            opaque(release, {
                actual: `${hidden} changes the release in a way that the rules cannot see`,
                decidedBy: `a review of ${hidden}`,
                change: `remove ${hidden}, and put the values into values`,
            }),
        ];
    const unknown = exposureValue(values, ["values"], { by: "chart" });
    if (unknown) return [unknownValueFinding(release, read(release.props, ...unknown))];
    return (chart?.publishes ?? []).flatMap((service) => checkPublished(release, chart, service)).slice(0, 1);
}

interface Identity {
    readonly place: string;
    /** Absent if the release takes the newest one. */
    readonly version: string | undefined;
}

function identityOf(release: Resource): Identity | Finding {
    const chart = readString(release.props, "chart");
    const version = readString(release.props, "version");
    const repository = readString(release.props, "repositoryOpts", "repo");
    const unread = [chart, version, repository].find(
        (reading) =>
            reading.state === "unknown" ||
            reading.state === "invalid" ||
            (reading === chart && reading.state !== "known"),
    );
    if (unread) return { ...unknownValueFinding(release, unread), tier: "strict" };
    const place = chartReference(knownValue(chart) ?? "", repository);
    // Helm takes an empty version as none.
    return place === undefined ? ambiguousChart(release) : { place, version: knownValue(version) || undefined };
}

const unknownChart = (release: Resource, place: string, version: string | undefined): Finding =>
    opaque(release, {
        actual: `the objects of a Helm release of "${place}@${version ?? "latest"}" are not visible to policies`,
        decidedBy: "a review of the chart in this version",
        change: `use kubernetes.helm.v4.Chart, which shows its objects, or ${version === undefined ? "set version and " : ""}add "${place}@${version ?? "<version>"}" to the policy's trustedCharts`,
    });

function checkPublished(release: Resource, chart: Chart | undefined, published: Published): Finding[] {
    const values = release.props.values ?? null;
    const { service, type: usual = "LoadBalancer", enabledBy, switches = [] } = published;
    const flag = (path: Path): string => String(knownValue(read(values, ...path)) ?? "");
    if (enabledBy && flag(enabledBy) !== "true") return [];
    if (switches.some((path) => flag(path) === "false")) return [];
    const own = knownValue(read(values, ...service)) ?? null;
    const stated = [read(own, "type"), read(own, "spec", "type")].find(({ state }) => state !== "absent");
    const type: Plain = stated === undefined ? usual : (knownValue(stated) ?? UNKNOWN);
    const isInternal = type !== usual || isInternalBalancer({ ...(isObject(own) ? own : {}), type });
    if (isInternal) return [];
    const at = pathText(["values", ...service]);
    const name = `the chart ${chart?.chart ?? ""}`;
    const what = usual === "NodePort" ? "a port on every node" : "a load balancer";
    const how = usual === "NodePort" ? "make it a ClusterIP" : "make it internal";
    const publishes =
        enabledBy === undefined
            ? `${name} publishes ${what} by default`
            : `${pathText(["values", ...enabledBy])} makes ${name} publish ${what}`;
    const scheme = `, or in ${at}.annotations the scheme "internal" of AWS's controller`;
    return [
        finding(release, {
            actual: `${publishes}, and ${at} does not ${how}`,
            expected: "a Service of type ClusterIP, or an internal load balancer",
            change: `set ${at}.type to "ClusterIP"${usual === "NodePort" ? "" : scheme}`,
        }),
    ];
}

// A query may select other content; a path beside a repository may be a folder, which Helm prefers.
function chartReference(chart: string, repository: Reading<string>): string | undefined {
    const from = repository.state === "known" ? repository.value : "";
    if (/[?#]/.test(from + chart) || (from !== "" && chart.includes("/"))) return undefined;
    return withoutUser(from === "" ? chart : `${from.replace(/\/$/, "")}/${chart}`);
}

// User name and password are not part of the chart's identity, and messages must not contain them.
const withoutUser = (place: string): string => place.replace(/^([\w+.-]+:\/\/)?[^/]*@/, "$1");

const ambiguousChart = (release: Resource): Finding =>
    opaque(release, {
        actual: "chart and repositoryOpts.repo do not identify one chart: one of them has a query, or chart is a path although there is a repository",
        decidedBy: "a chart that can be reviewed under one name",
        change: "set chart to its name alone and repositoryOpts.repo to its repository's address, or chart to an oci:// address",
    });

function isSet(release: Resource, key: string): boolean {
    const reading = read(release.props, key);
    if (reading.state !== "known") return reading.state !== "absent";
    return isList(reading.value) ? reading.value.length > 0 : reading.value !== false && reading.value !== "";
}

/** Components that declare objects from a chart or from files. */
const sources = /^kubernetes:(helm\.sh\/v\d:Chart|(yaml(\/v2)?|kustomize(\/v2)?):(ConfigFile|ConfigGroup|Directory))$/;

/** Reports components for charts or files that show none of their objects yet. */
export function hiddenObjects(stack: Stack): Finding[] {
    const parents = new Set(stack.resources.map(({ parent }) => parent));
    return stack.resources
        .filter(({ type, urn, isComponent }) => isComponent && sources.test(type) && !parents.has(urn))
        .map((component) =>
            undecidedFinding(component, {
                actual: "it shows none of its objects yet",
                decidedBy: "its objects, which pulumi up checks one by one before it creates them",
                change: "to decide it at preview, give it only values that are known at preview",
            }),
        );
}

/**
 * Finds a chart by its repository and name, in a version whose defaults were read. Without a version, Helm installs the
 * newest one, which is taken to be as those that were read.
 */
function knownChart(place: string, version: string | undefined): Chart | undefined {
    const bare = place.replace(/^(https?|oci):\/\//, "");
    const entry = charts.find(({ from, chart }) => from.some((one) => bare === `${one}/${chart}`));
    if (!entry || version === undefined) return entry;
    const parts = partsOf(version);
    const isRead = parts !== undefined && (parts[0] ?? 0) < entry.below && !isBefore(parts, entry.since);
    return isRead ? entry : undefined;
}

// A range such as "^1.2.0" or "1.x" may install any version, so only its major version counts.
function partsOf(version: string): readonly number[] | undefined {
    const found = /^[v^~=]?(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?(?:[-+][\w.+-]+)?$/.exec(version.trim());
    return found?.slice(1, 4).map((part) => (/^\d+$/.test(part ?? "") ? Number(part) : 0));
}

function isBefore(parts: readonly number[], since: string | undefined): boolean {
    const first = since?.split(".").map(Number) ?? [];
    const index = first.findIndex((part, at) => (parts[at] ?? 0) !== part);
    return index >= 0 && (parts[index] ?? 0) < (first[index] ?? 0);
}
