import { forwardsTo } from "../../../cloud-simulator/resources/listeners";
import { definitionOf } from "../../../cloud-simulator/resources/tasks";
import type { CloudCall } from "../../../cloud-simulator/state/call-hooks";
import type { Cloud } from "../../../cloud-simulator/state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, text } from "../../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../../cloud-simulator/state/resource-store";
import { nameOf } from "../../../cloud-simulator/state/urn";
import { shortType } from "../../preview/resource-tree";

/** Whether one resource must be gone before another is deleted. */
type IsBefore = (first: LiveResource, deleted: LiveResource, cloud: Cloud) => boolean;

const apiParts = ["stage:Stage", "route:Route", "integration:Integration", "authorizer:Authorizer"];
const ofSameApi: IsBefore = (first, deleted) => text(first.inputs.apiId) === text(deleted.inputs.apiId);
const api = (name: string) => `aws:apigatewayv2/${name}`;
const service = "aws:ecs/service:Service";

/**
 * The resources that must be gone, by the type of the one that is deleted. AWS rejects some of these deletions; others take minutes, or
 * calls fail meanwhile (docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html;
 * hashicorp/terraform-provider-aws#3414, #4853, #12195, #16889).
 */
const order: Readonly<Record<string, Readonly<Record<string, IsBefore>>>> = {
    [api("route:Route")]: { [api("stage:Stage")]: ofSameApi },
    [api("integration:Integration")]: {
        [api("route:Route")]: ({ inputs }, { id }) => text(inputs.target) === `integrations/${id}`,
    },
    [api("authorizer:Authorizer")]: {
        [api("route:Route")]: ({ inputs }, { id }) => text(inputs.authorizerId) === id,
    },
    [api("api:Api")]: Object.fromEntries(
        apiParts.map((part) => [api(part), ({ inputs }, { id }) => text(inputs.apiId) === id]),
    ),
    [api("vpcLink:VpcLink")]: {
        [api("integration:Integration")]: ({ inputs }, { id }) => text(inputs.connectionId) === id,
    },
    "aws:lb/listenerRule:ListenerRule": {
        [service]: (own, rule) =>
            listOf(rule.inputs.actions)
                .flatMap(forwardsTo)
                .some((group) => groupsOf(own.inputs).includes(group)),
    },
    "aws:lb/listener:Listener": {
        "aws:lb/listenerRule:ListenerRule": ({ inputs }, { id }) => text(inputs.listenerArn) === id,
        [api("integration:Integration")]: ({ inputs }, { id }) => text(inputs.integrationUri) === id,
    },
    "aws:lb/targetGroup:TargetGroup": {
        "aws:lb/listenerRule:ListenerRule": ({ inputs }, { id }) =>
            listOf(inputs.actions).flatMap(forwardsTo).includes(id),
        [service]: ({ inputs }, { id }) => groupsOf(inputs).includes(id),
    },
    "aws:lb/loadBalancer:LoadBalancer": {
        "aws:lb/listener:Listener": ({ inputs }, { id }) => text(inputs.loadBalancerArn) === id,
    },
    "aws:servicediscovery/service:Service": {
        [service]: ({ inputs }, { outputs }) => text(mapOf(inputs.serviceRegistries).registryArn) === text(outputs.arn),
    },
    "aws:iam/rolePolicy:RolePolicy": { [service]: usesRole },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { [service]: usesRole },
    "aws:ec2/securityGroup:SecurityGroup": {
        [api("vpcLink:VpcLink")]: ({ inputs }, { id }) => names(inputs.securityGroupIds, id),
        "aws:lb/loadBalancer:LoadBalancer": ({ inputs }, { id }) => names(inputs.securityGroups, id),
        [service]: ({ inputs }, { id }) => names(mapOf(inputs.networkConfiguration).securityGroups, id),
    },
};

/** Watches the deletions of the parts of HTTP APIs and of services on Fargate, and finds one that comes too early. */
export class DeletionOrder {
    private readonly found = new Map<string, LiveResource>();

    /** @param isDestroy whether everything is to be deleted, so that nothing stays on purpose. */
    constructor(
        private readonly cloud: Cloud,
        private readonly isDestroy: boolean,
    ) {}

    /** Inspects the clouds before a call. */
    look({ verb, type, id }: CloudCall): void {
        const deleted = verb === "delete" && id !== undefined ? this.cloud.store.find(type, id) : undefined;
        if (deleted === undefined) return;
        for (const [other, isBefore] of Object.entries(order[type] ?? {}))
            for (const first of this.cloud.store.ofType(other))
                if (isBefore(first, deleted, this.cloud))
                    this.found.set(`${label(deleted)} was deleted before ${label(first)}`, first);
    }

    /**
     * Descriptions of the deletions that came too early. An update may take a part from something that stays, such as a route from a stage: then
     * only what is deleted too counts.
     */
    problems(): string[] {
        return [...this.found]
            .filter(([, { type, id }]) => this.isDestroy || this.cloud.store.find(type, id) === undefined)
            .map(([problem]) => problem);
    }
}

// Without the policies of its roles a service stays in the state DRAINING.
function usesRole({ inputs }: LiveResource, policy: LiveResource, cloud: Cloud): boolean {
    const { taskRoleArn, executionRoleArn } = definitionOf(inputs, cloud)?.inputs ?? {};
    return [taskRoleArn, executionRoleArn].some((arn) => text(arn).endsWith(`:role/${text(policy.inputs.role)}`));
}

function groupsOf({ loadBalancers }: PropertyMap): string[] {
    return listOf(loadBalancers).map(({ targetGroupArn }) => text(targetGroupArn));
}

function names(list: PropertyMap[string] | undefined, name: string): boolean {
    return elementsOf(list).map(text).includes(name);
}

function label({ type, urn }: LiveResource): string {
    return `${shortType(type)} "${nameOf(urn)}"`;
}
