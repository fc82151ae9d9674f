import { type Finding, finding, undecidable } from "../finding";
import { dependedOn } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { type Judgement, judged, type ResourceRule, type StackRule, together } from "../rule";
import { isList, pathText, read, readBoolean, readList, readString } from "../value";
import { isKubernetesType, type Manifest, manifestsOf, readManifest } from "./manifest";
import { controllerGroups } from "./r1-ingress";
import { privateAws } from "./r1-private-aws";
import { privateBackend } from "./r1-private-backend";
import { privateKubernetes } from "./r1-private-kubernetes";
import { securityGroupTypes } from "./r1-security-group";

const launchTypes: ReadonlySet<string> = new Set([
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
]);
const distributionTypes: ReadonlySet<string> = new Set(["aws:cloudfront/distribution:Distribution"]);
const targetGroupTypes: ReadonlySet<string> = new Set([
    "aws:lb/targetGroup:TargetGroup",
    "aws:alb/targetGroup:TargetGroup",
]);
const originTypes: ReadonlySet<string> = new Set([
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/stage:Stage",
    "aws:apigateway/deployment:Deployment",
    "aws:apigateway/domainName:DomainName",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
]);

// Kinds that lean on another object, alone or in a list.
const leaning = /:(Gateway|TargetGroupBinding)(List|Patch)?$|:List$/;

/** No chain of resources goes past the gateway; resources that the engine did not show one by one are judged here too. */
export const privatePaths: StackRule = {
    policy: "r1-private-paths",
    judge: (stack, settings) => {
        const unseen = stack.resources.filter((resource) => !resource.declared);
        const single: readonly ResourceRule[] = [privateKubernetes, privateAws, privateBackend];
        return together([
            ...unseen.flatMap((resource) =>
                single.filter((rule) => rule.applies(resource.type)).map((rule) => rule.judge(resource, settings)),
            ),
            ...stack.ofType(launchTypes).map((resource) => judged("launch template", launchTemplate(stack, resource))),
            ...stack.ofType(distributionTypes).map((resource) => judged("distribution", distribution(stack, resource))),
            ...stack.resources
                .filter(({ type }) => isKubernetesType(type) && leaning.test(type))
                .flatMap((resource) => manifestsOf(resource).map((manifest) => bound(stack, manifest))),
        ]);
    },
};

/**
 * Machines of a launch template may ask for a public address if every one of their security groups is in this stack,
 * since those admit private addresses only: `eks.Cluster` asks for one even in private subnets.
 */
function launchTemplate(stack: Stack, template: Resource): Finding[] {
    const interfaces = read(template.props, "networkInterfaces");
    if (interfaces.state === "unknown") return [undecidable(template, ["networkInterfaces"], interfaces)];
    const addressed = isList(template.props.networkInterfaces)
        ? template.props.networkInterfaces.findIndex(
              (entry) => mayBeTrue(entry, "associatePublicIpAddress") || mayBeTrue(entry, "associateCarrierIpAddress"),
          )
        : -1;
    const own = mayBeTrue(template.props, "associatePublicIpAddress");
    if (addressed < 0 && !own) return [];
    const property = own ? "securityGroups" : "networkInterfaces";
    const groups = dependedOn(stack, template, property, securityGroupTypes);
    const named = readList(own ? template.props : entryOf(template, addressed), "securityGroups");
    if (named.state === "known" && named.value.length > 0 && groups.length >= named.value.length) return [];
    const at = own
        ? "associatePublicIpAddress"
        : pathText(["networkInterfaces", addressed, "associatePublicIpAddress"]);
    return [
        finding(template, {
            found: `${at} may give its machines public addresses, and their security groups are not all in this stack`,
            wanted: "machines without public addresses",
            change: `set ${at} to false`,
        }),
    ];
}

const entryOf = (template: Resource, index: number): Plain => {
    const entry = read(template.props, "networkInterfaces", index);
    return entry.state === "known" ? entry.value : {};
};

const mayBeTrue = (value: Plain, key: string): boolean => {
    const reading = readBoolean(value, key);
    return reading.state === "unknown" || reading.state === "invalid" || (reading.state === "known" && reading.value);
};

function distribution(stack: Stack, resource: Resource): Finding[] {
    const origins = readList(resource.props, "origins");
    if (origins.state !== "known")
        return [
            undecidable(
                resource,
                ["origins"],
                origins.state === "absent" ? { state: "unknown", at: "origins" } : origins,
            ),
        ];
    const gateways = dependedOn(stack, resource, "origins", originTypes);
    const unknown = origins.value.filter((origin) => readString(origin, "domainName").state === "unknown").length;
    const past = origins.value.findIndex((origin) => {
        const host = readString(origin, "domainName");
        if (read(origin, "vpcOriginConfig").state !== "absent") return true;
        return host.state === "known"
            ? !/\.(execute-api|s3[\w.-]*)\.[\w-]+\.amazonaws\.com(\.cn)?$|\.s3\.amazonaws\.com$/.test(host.value)
            : gateways.length < unknown;
    });
    if (past < 0) return [];
    return [
        finding(resource, {
            found: `origins[${past}] is not shown to be the API gateway`,
            wanted: "the API gateway, or a bucket, as every origin",
            change: `set origins[${past}].domainName to the API's execute-api host, and remove vpcOriginConfig`,
        }),
    ];
}

/** Objects that lean on another one: a Gateway on its settings, a binding on its target group. */
function bound(stack: Stack, manifest: Manifest): Judgement {
    const { resource, kind, group } = manifest;
    if (kind === "Gateway" && group === "gateway.networking.k8s.io") return judged("Gateway", gateway(stack, manifest));
    if (kind !== "TargetGroupBinding" || !controllerGroups.has(group)) return { counts: {}, findings: [] };
    const findings =
        dependedOn(stack, resource, "spec", targetGroupTypes).length > 0
            ? []
            : [
                  finding(resource, {
                      found: "its target group is not one of this stack, so its load balancer may face the internet",
                      wanted: "a target group of this stack, whose load balancer is judged",
                      change: "set spec.targetGroupARN from an aws.lb.TargetGroup of this program",
                  }),
              ];
    return judged("TargetGroupBinding", findings);
}

function gateway(stack: Stack, manifest: Manifest): Finding[] {
    const kind = readManifest(manifest, "spec", "infrastructure", "parametersRef", "kind");
    const name = readManifest(manifest, "spec", "infrastructure", "parametersRef", "name");
    const settings = stack.resources
        .filter(({ type }) => isKubernetesType(type) && type.endsWith(":LoadBalancerConfiguration"))
        .some(
            (resource) =>
                kind.state === "known" &&
                kind.value === "LoadBalancerConfiguration" &&
                name.state === "known" &&
                objectName(resource) === name.value,
        );
    if (settings) return [];
    return [
        finding(manifest.resource, {
            found: "nothing in this stack shows that its load balancer is internal",
            wanted: 'no Gateway, or one whose parametersRef names a LoadBalancerConfiguration of this stack with the scheme "internal"',
            change: "set spec.infrastructure.parametersRef to it, or publish the API through the API gateway",
        }),
    ];
}

const objectName = (resource: Resource): string => {
    const name = readString(resource.props, "metadata", "name");
    return name.state === "known" ? name.value : resource.name;
};
