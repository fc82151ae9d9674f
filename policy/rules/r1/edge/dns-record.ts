import { type Finding, finding } from "../../../reading/finding";
import { dependenciesOf } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import { isList, isObject, type Path, pathText } from "../../../reading/value";
import { loadBalancerTypes } from "../load-balancing/load-balancer";
import { terraformName } from "../other-tools/terraform-types";

// Properties with the targets of a record, in the aws provider and in aws-native.
const targets: ReadonlyMap<string, readonly string[]> = new Map([
    ["aws:route53/record:Record", ["aliases", "records"]],
    ["aws:route53/recordsExclusive:RecordsExclusive", ["resourceRecordSets"]],
    ["aws-native:route53:RecordSet", ["aliasTarget", "resourceRecords"]],
    ["aws-native:route53:RecordSetGroup", ["recordSets"]],
]);
const ofModule = ["alias", "records"];

// Host names that are always public. The host name of an internal load balancer begins with "internal-"; that of a
// network load balancer does not show it
// (docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html).
const publicHost = new RegExp(
    `^(?:${[
        "(?:dualstack\\.|ipv6\\.)?(?!internal-)[\\w-]+\\.[\\w-]+\\.elb\\.amazonaws\\.com(?:\\.cn)?",
        "ec2-\\d+(?:-\\d+){3}\\.[\\w.-]+\\.amazonaws\\.com(?:\\.cn)?",
        "[\\w-]+\\.lambda-url\\.[\\w-]+\\.on\\.aws",
        "[\\w.-]+\\.(?:awsglobalaccelerator\\.com|cfargotunnel\\.com|ngrok-cname\\.com|ngrok(?:-free)?\\.(?:app|dev|io))",
    ].join("|")})\\.?$`,
    "i",
);

/** DNS records. */
export const recordTypes: ReadonlySet<string> = new Set(targets.keys());

/** Whether a type is a DNS record in a Terraform module. */
export const isModuleRecord = (type: string): boolean =>
    type.includes(":tf:") && terraformName(type) === "aws_route53_record";

/** Reports a record that points to a public host outside this program. */
export function checkRecord(stack: Stack, record: Resource): Finding[] {
    for (const property of targets.get(record.type) ?? ofModule) {
        if (dependenciesOf(stack, record, property, loadBalancerTypes).length > 0) continue;
        const at = publicAt(record.props[property], [property]);
        if (at) return [reported(record, at)];
    }
    return [];
}

interface Host {
    readonly path: Path;
    readonly name: string;
}

function publicAt(value: Plain | undefined, path: Path): Host | undefined {
    if (typeof value === "string") return publicHost.test(value) ? { path, name: value } : undefined;
    const members = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
    for (const [key, own] of members) {
        const host = publicAt(own, [...path, key]);
        if (host) return host;
    }
    return undefined;
}

const reported = (record: Resource, { path, name }: Host): Finding =>
    finding(record, {
        actual: `${pathText(path)} points to "${name}", a public host outside this program`,
        expected: "records that point to the API gateway or to private hosts",
        change: `set ${pathText(path)} to the domain name of the API gateway, or to an internal load balancer`,
    });
