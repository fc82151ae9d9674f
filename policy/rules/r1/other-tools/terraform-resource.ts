import type { Settings } from "../../../contract/settings";
import { type Finding, finding, ofTier } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { type Plain, type Props, type Resource, resourceWith, UNKNOWN } from "../../../reading/resource";
import { isList, isObject } from "../../../reading/value";
import { publicServicePaths } from "../aws/public-services";
import { prefixListKeys } from "../aws/security-group";
import { cloudFormationType } from "./checked-types";
import { type Check, checkNative } from "./cloudformation-resource";
import {
    camelCased,
    camelCasedProps,
    cloudFormationName,
    equivalentTypes,
    opaqueNames,
    servicePropsOf,
    terraformName,
    terraformServices,
} from "./terraform-types";

// The provisioners of a module are only in its Terraform configuration, and these types have no other effect. Bridged
// providers have no provisioners (pulumi-terraform-module, pkg/tfsandbox/resources.go: planned values are shown).
const provisioned = /:tf:(?:null_resource|terraform_data)$/;

/** Whether a type comes from Terraform and may open a path to a backend. */
export function isTerraformResource(type: string): boolean {
    const name = terraformName(type);
    const cloudFormation = cloudFormationName(name);
    if (cloudFormation !== undefined) return cloudFormationType(cloudFormation).state !== "safe";
    return equivalentTypes.has(name) || terraformServices.has(name) || opaqueNames.test(name) || provisioned.test(type);
}

/**
 * Checks a resource of Terraform like the equivalent one of the aws provider, and reports it if there is no equivalent.
 */
export function checkTerraformResource(resource: Resource, settings: Settings, check: Check): Finding[] {
    const name = terraformName(resource.type);
    if (provisioned.test(resource.type)) return [provisionerFinding(resource, name)];
    const ignoreChanges = resource.ignoreChanges.map((path) => path.replace(/^\w+/, camelCased));
    const props = withoutComputed(resource, camelCasedProps(resource.props));
    const translated = (changes: Partial<Resource>) => resourceWith(resource, { props, ignoreChanges, ...changes });
    const cloudFormation = cloudFormationName(name);
    if (cloudFormation !== undefined) return checkNative(translated({}), cloudFormation, settings, check);
    const service = opaqueNames.test(name) ? undefined : terraformServices.get(name);
    if (service !== undefined) {
        const findings = check(translated({ type: service, props: servicePropsOf(service, props) }), settings);
        return findings.length > 0
            ? findings
            : ignoredChanges(translated({ type: service }), publicServicePaths(service));
    }
    const called = resource.type.includes(":tf:") ? `Terraform's "${name}"` : `of the type "${resource.type}"`;
    if (tunnels.test(name)) return [tunnel(resource, called)];
    const type = equivalentTypes.get(name);
    const isReadable = type !== undefined && ignoreChanges.length === 0 && !holdsPrefixList(props);
    const own = isReadable ? check(translated({ name, type }), settings) : [];
    if (isReadable && own.length === 0) return [];
    const [shown] = own.filter(({ undecided }) => undecided === undefined);
    return ofTier(shown ? (shown.tier ?? "gateway") : "strict", [
        finding(resource, {
            actual: `it is ${called}, which may bypass the gateway, and the rules cannot tell that it is private`,
            expected: "resources that the rules can check",
            change: "declare it with the aws or the kubernetes provider, or remove it",
        }),
    ]);
}

// They connect a backend to the internet through their own network: developers.cloudflare.com/cloudflare-one/connections/connect-networks
// and ngrok.com/docs.
const tunnels = /^(?:cloudflare_\w*tunnel\w*|ngrok_\w+)$/;

const tunnel = (resource: Resource, called: string): Finding =>
    finding(resource, {
        actual: `it is ${called}, a tunnel through which the internet reaches a backend past the gateway`,
        expected: "backends that only the gateway reaches",
        change: "remove it, or waive it after a review",
    });

const provisionerFinding = (resource: Resource, name: string): Finding => ({
    ...finding(resource, {
        actual: `it is Terraform's "${name}", and the commands of its provisioners are not visible to policies`,
        expected: "resources that the rules can check",
        change: "use a module without it, or declare what the module creates in the program",
    }),
    tier: "strict",
});

const ipv6 = ["ipv6AddressCount", "ipv6Addresses", "ipv6AddressList", "ipv6PrefixCount", "ipv6Prefixes"];
const addressed = ["instance", "networkInterface", "instanceId"];
// A Terraform plan shows omitted properties that the provider computes as unknown, although they expose nothing: the
// association of a NAT gateway's address, the rules of a group with separate rules, the addresses of a load balancer's
// subnets (terraform-provider-aws: properties that are both optional and computed).
const computed: ReadonlyMap<string, readonly string[]> = new Map([
    ["aws_eip", addressed],
    ["awscc_ec2_eip", addressed],
    ["aws_security_group", ["ingress"]],
    ["aws_default_security_group", ["ingress"]],
    ["aws_lb", ["subnetMappings"]],
    ["aws_alb", ["subnetMappings"]],
    ["aws_instance", ipv6],
    ["aws_network_interface", ipv6],
]);

function withoutComputed(resource: Resource, props: Props): Props {
    const left = resource.type.includes(":tf:") ? (computed.get(terraformName(resource.type)) ?? []) : [];
    return Object.fromEntries(Object.entries(props).filter(([key, value]) => value !== UNKNOWN || !left.includes(key)));
}

// Prefix lists are resolved only for resources of the aws provider.
const holdsPrefixList = (value: Plain): boolean =>
    isList(value)
        ? value.some(holdsPrefixList)
        : isObject(value) &&
          Object.entries(value).some(
              ([key, own]) =>
                  (prefixListKeys.includes(key) && own !== null && !(isList(own) && own.length === 0)) ||
                  holdsPrefixList(own),
          );
