import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { type Manifest, readManifest } from "../../../reading/manifest";
import type { Plain } from "../../../reading/resource";
import { isList, knownValue, type Path, pathText, type Reading, read } from "../../../reading/value";

/**
 * False lets an internet gateway reach an internal load balancer by IPv6; the default for internal ones is true
 * (docs.aws.amazon.com/elasticloadbalancing, Load balancer attributes).
 */
const attribute = "ipv6.deny_all_igw_traffic";

interface Place {
    /** Annotations or lists of attributes. */
    readonly attributes: readonly Path[];
    /** Property that says whether the load balancer has IPv6 addresses. */
    readonly family: Path;
}

const annotations = (attributes: readonly string[], family: string): Place => ({
    attributes: attributes.map((key) => ["metadata", "annotations", key]),
    family: ["metadata", "annotations", family],
});

const aws = "service.beta.kubernetes.io/aws-load-balancer";
const alb = "alb.ingress.kubernetes.io";
const settings: Place = { attributes: [["spec", "loadBalancerAttributes"]], family: ["spec", "ipAddressType"] };
const places: ReadonlyMap<string, Place> = new Map([
    ["Service", annotations([`${aws}-attributes`], `${aws}-ip-address-type`)],
    [
        "Ingress",
        annotations([`${alb}/load-balancer-attributes`, `${alb}/frontend-nlb-attributes`], `${alb}/ip-address-type`),
    ],
    ["IngressClassParams", settings],
    ["LoadBalancerConfiguration", settings],
]);

/**
 * Reports attributes that let the internet reach an internal load balancer by IPv6; unknown attributes matter only with
 * IPv6.
 */
export function checkAttributes(manifest: Manifest): Finding[] {
    const place = places.get(manifest.kind);
    if (!place) return [];
    const family = readManifest(manifest, ...place.family);
    const isDual = family.state === "unknown" || knownValue(family) === "dualstack";
    return place.attributes.flatMap((path) => {
        const reading = readManifest(manifest, ...path);
        if (exposes(reading)) return [exposureFinding(manifest, path)];
        const isHidden = reading.state === "unknown" || hasUnknownKey(knownValue(reading) ?? null);
        return isDual && isHidden
            ? [unknownValueFinding(manifest.resource, { state: "unknown", path: reading.path })]
            : [];
    });
}

function exposes(reading: Reading<Plain>): boolean {
    const value = knownValue(reading);
    if (typeof value === "string")
        return value.split(",").some((pair) => /^false$/i.test(pair.split(attribute)[1]?.replace(/[=\s]/g, "") ?? ""));
    return isList(value) && value.some((each) => isEntry(each, "key", attribute) && !isEntry(each, "value", "true"));
}

const isEntry = (value: Plain, key: string, text: string): boolean =>
    String(knownValue(read(value, key)) ?? "") === text;

// An attribute with an unknown name may be any.
const hasUnknownKey = (value: Plain): boolean =>
    isList(value) && value.some((each) => read(each, "key").state === "unknown");

const exposureFinding = (manifest: Manifest, path: Path): Finding =>
    finding(manifest.resource, {
        actual: `${pathText([...manifest.at, ...path])} sets ${attribute} to false, which admits IPv6 traffic from the internet to an internal load balancer`,
        expected: `${attribute} with its default, true`,
        change: `remove ${attribute} from ${pathText([...manifest.at, ...path])}`,
    });
