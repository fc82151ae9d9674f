import assert from "node:assert/strict";
import { brokenBackends } from "../../../../tools/cli/rehearsal/backend-watch";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import type { InstanceRefresh } from "../../../../tools/cloud-simulator/state/resource-store";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const listener = "aws:lb/listener:Listener";
const service = "aws:ecs/service:Service";
const group = "aws:autoscaling/group:Group";
const template = "aws:ec2/launchTemplate:LaunchTemplate";

describe("the watch for backends behind a load balancer of the program", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
        put("aws:lb/loadBalancer:LoadBalancer", "balancer", {});
        put("aws:lb/targetGroup:TargetGroup", "targets", { port: 80, healthCheck: { path: "/ready" } });
        put(listener, "listener", {
            loadBalancerArn: "balancer",
            port: 10080,
            defaultActions: [{ type: "forward", targetGroupArn: "targets" }],
        });
        put("aws:apigateway/vpcLink:VpcLink", "link", { targetArn: "balancer" });
        stage("nlb.example.com:10080");
        put(service, "service", { loadBalancers: [{ targetGroupArn: "targets", containerPort: 8080 }] });
    });

    it("finds nothing where the targets are healthy", () => {
        assert.deepEqual(brokenBackends(cloud), []);
    });

    it("finds a port without a listener, and a listener without a target", () => {
        stage("nlb.example.com:10081");
        assert.deepEqual(brokenBackends(cloud), [problem("named port 10081, where the load balancer had no listener")]);
        stage("nlb.example.com:10080/prefix");
        cloud.store.remove({ urn: urnOf(service), id: "service" });
        assert.deepEqual(brokenBackends(cloud), [problem("named port 10080, where the load balancer had no target")]);
    });

    it("finds a service whose health check fails, unless other targets are healthy", () => {
        cloud.missingPaths.add("/ready");
        const words = problem("had no healthy target: /ready does not return 200");
        assert.deepEqual(brokenBackends(cloud), [words]);
        cloud.missingPaths.clear();
        put(group, "machines", { targetGroupArns: ["targets"] });
        assert.deepEqual(brokenBackends(cloud), []);
    });

    it("looks at the machines before a replacement until it has ended", () => {
        cloud.store.remove({ urn: urnOf(service), id: "service" });
        cloud.brokenImages.add("shop:2");
        const userData = Buffer.from("--publish 80:8080 shop:2").toString("base64");
        put(template, "template", { userData, latestVersion: 2 });
        const [old, next] = [
            { id: "template", version: "1" },
            { id: "template", version: "2" },
        ] as const;
        const replaced = (refresh: Partial<InstanceRefresh>) =>
            put(
                group,
                "machines",
                { targetGroupArns: ["targets"], launchTemplate: next },
                { refreshes: [{ template: next, before: old, ...refresh }] },
            );
        replaced({});
        assert.deepEqual(brokenBackends(cloud), []);
        replaced({ status: "Failed" });
        assert.deepEqual(brokenBackends(cloud), [problem("had no healthy target: containers of shop:2 end")]);
    });

    it("leaves the load balancers of Services to the pods", () => {
        put("aws:apigateway/vpcLink:VpcLink", "link", { targetArn: "of a Service" });
        stage("nlb.example.com");
        assert.deepEqual(brokenBackends(cloud), []);
    });

    const problem = (words: string) => `stage "Test": "shopBackend" ${words}`;

    function stage(host: string) {
        const variables = { shopLink: "link", shopBackend: host };
        put("aws:apigateway/stage:Stage", "stage", { stageName: "Test", variables });
    }

    function put(type: string, id: string, properties: PropertyMap, more: object = {}) {
        cloud.store.put({ urn: urnOf(type), type, id, inputs: properties, outputs: properties, ...more });
    }
});

function urnOf(type: string): string {
    return `urn:pulumi:dev::shop::${type}::main`;
}
