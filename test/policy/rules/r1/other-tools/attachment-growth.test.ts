import assert from "node:assert/strict";
import { defaultSettings } from "../../../../../policy/contract/settings";
import { type Resource, stackOf } from "../../../../../policy/reading/resource";
import { privatePaths } from "../../../../../policy/rules/r1/private-paths";
import { plainResource } from "../../../plain-resource";

const native = (kind: string): string => `aws-native:elasticloadbalancingv2:${kind}`;
const aws = (kind: string): string => `aws:lb/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;

/** Number of times that a check reads a member of a resource, in a stack of load balancers with a listener each. */
function readsIn(size: number, typeOf: (kind: string) => string): number {
    let reads = 0;
    const counted = (resource: Resource): Resource =>
        new Proxy(resource, {
            get(target, key) {
                reads++;
                return Reflect.get(target, key);
            },
        });
    const resources = Array.from({ length: size }, (_, index) => [
        counted(plainResource(typeOf("LoadBalancer"), `balancer-${index}`, { name: `b-${index}`, internal: true })),
        counted(plainResource(typeOf("Listener"), `listener-${index}`, { port: 80, loadBalancerArn: `b-${index}` })),
    ]).flat();
    privatePaths.check(stackOf(resources), defaultSettings);
    return reads;
}

describe("A check of attachments to load balancers", () => {
    for (const [provider, typeOf] of Object.entries({ aws, "aws-native": native }))
        it(`reads no resource once more for each other one: ${provider}`, () => {
            const [small, large] = [readsIn(20, typeOf), readsIn(80, typeOf)];
            assert.ok(large <= 4.2 * small, `${small} reads, then ${large}`);
        });
});
