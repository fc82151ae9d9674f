import { type Finding, finding } from "../finding";
import { ignoredChanges } from "../ignored";
import { type Plain, type Props, type Resource, resourceWith, UNKNOWN } from "../resource";
import type { Settings } from "../settings";
import { isList, isObject } from "../value";
import { cloudFormationType } from "./r1-cloudformation-type";
import { cloudFormationName, opaqueNames, sameTypes, spelt, speltProps, terraformName } from "./r1-foreign-names";
import { foreignServices, servicePropsOf } from "./r1-foreign-services";
import { type Judge, judgeNative } from "./r1-opaque-template";
import { publicServicePaths } from "./r1-public-services";
import { prefixListKeys } from "./r1-security-group";

// What a module runs by a provisioner is in Terraform's configuration only, and of these it is the only effect. A
// bridged provider has no provisioners. (pulumi-terraform-module, pkg/tfsandbox/resources.go: planned values are shown.)
const provisioned = /:tf:(?:null_resource|terraform_data)$/;

/** Whether a resource comes from Terraform and may open a way to a backend. */
export function isForeign(type: string): boolean {
    const name = terraformName(type);
    const described = cloudFormationName(name);
    if (described !== undefined) return cloudFormationType(described).state !== "harmless";
    return sameTypes.has(name) || foreignServices.has(name) || opaqueNames.test(name) || provisioned.test(type);
}

/** Judges what Terraform calls otherwise as the provider's own resource; what no rule can read is reported. */
export function judgeForeign(resource: Resource, settings: Settings, judge: Judge): Finding[] {
    const name = terraformName(resource.type);
    if (provisioned.test(resource.type)) return [unseen(resource, name)];
    const ignoreChanges = resource.ignoreChanges.map((path) => path.replace(/^\w+/, spelt));
    const props = stated(resource, speltProps(resource.props));
    const translated = (changes: Partial<Resource>) => resourceWith(resource, { props, ignoreChanges, ...changes });
    const described = cloudFormationName(name);
    if (described !== undefined) return judgeNative(translated({}), described, settings, judge);
    const service = opaqueNames.test(name) ? undefined : foreignServices.get(name);
    if (service !== undefined) {
        const findings = judge(translated({ type: service, props: servicePropsOf(service, props) }), settings);
        return findings.length > 0
            ? findings
            : ignoredChanges(translated({ type: service }), publicServicePaths(service));
    }
    const type = sameTypes.get(name);
    if (type !== undefined && ignoreChanges.length === 0 && !holdsPrefixList(props)) {
        if (judge(translated({ name, type }), settings).length === 0) return [];
    }
    return [
        finding(resource, {
            found: `it is Terraform's "${name}", which may open a way past the gateway, and is not shown to be private`,
            wanted: "resources that the rules can judge",
            change: "declare it with the aws or the kubernetes provider, or remove it",
        }),
    ];
}

const unseen = (resource: Resource, name: string): Finding =>
    finding(resource, {
        found: `it is Terraform's "${name}", and what its provisioners run is not shown to any policy`,
        wanted: "resources that the rules can judge",
        change: "use a module without it, or declare what the module creates in the program",
    });

// A plan of Terraform shows what a NAT gateway's address is put on as not known; machines have an entry of their own.
const stated = (resource: Resource, props: Props): Props =>
    /:tf:aws(?:cc_ec2)?_eip$/.test(resource.type)
        ? Object.fromEntries(Object.entries(props).filter(([, value]) => value !== UNKNOWN))
        : props;

// Prefix lists are joined for the aws provider's own resources only.
const holdsPrefixList = (value: Plain): boolean =>
    isList(value)
        ? value.some(holdsPrefixList)
        : isObject(value) &&
          Object.entries(value).some(
              ([key, own]) =>
                  (prefixListKeys.includes(key) && own !== null && !(isList(own) && own.length === 0)) ||
                  holdsPrefixList(own),
          );
