import assert from "node:assert/strict";
import { OutageWatch } from "../../../../tools/cli/rehearsal/outage-watch";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { SampleCluster } from "../../cloud-simulator/kubernetes/pods/sample-cluster";

const linkType = "aws:apigateway/vpcLink:VpcLink";
const balancer = "arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/net/shop/1";

describe("the watch for outages", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
        gateway();
    });

    it("finds nothing if a resource is created before the old one is deleted", () => {
        const watch = new OutageWatch(cloud);
        put(linkType, "link2", { name: "shop", targetArn: balancer });
        watch.look();
        put("aws:apigateway/stage:Stage", "s", {
            stageName: "Test",
            deployment: "d1",
            variables: { shopLink: "link2" },
        });
        watch.look();
        remove(linkType, "link1");
        watch.look();
        assert.deepEqual(watch.outages(), []);
    });

    it("finds a resource that was missing for a while, and the resources that still named it", () => {
        const watch = new OutageWatch(cloud);
        remove(linkType, "link1");
        watch.look();
        put(linkType, "link2", { name: "shop", targetArn: balancer });
        watch.look();
        assert.deepEqual(watch.outages(), [
            'aws:apigateway:VpcLink "main" did not exist for a while',
            'stage "Test": variable "shopLink" named a VPC link that does not exist',
        ]);
    });

    it("knows the moment in which a key is in no plan, and finds no outage then", () => {
        const type = "aws:apigateway/usagePlanKey:UsagePlanKey";
        put(type, "key1", { keyId: "key1", usagePlanId: "plan1" });
        const watch = new OutageWatch(cloud);
        remove(type, "key1");
        watch.look();
        assert.deepEqual(watch.knownGaps(), [], "a removed client has no gap");
        put(type, "key1", { keyId: "key1", usagePlanId: "plan2" });
        assert.deepEqual(watch.outages(), []);
        assert.deepEqual(watch.knownGaps(), [
            'aws:apigateway:UsagePlanKey "main": requests with this key get 403 for a second or two',
        ]);
    });

    it("finds a stage without its deployment and a link without its load balancer", () => {
        const watch = new OutageWatch(cloud);
        remove("aws:apigateway/deployment:Deployment", "d1");
        remove("aws:lb/loadBalancer:LoadBalancer", "lb");
        watch.look();
        assert.deepEqual(watch.outages(), [
            'stage "Test" was without a deployment',
            'VPC link "shop" targeted no load balancer',
        ]);
    });

    it("treats a permanent deletion as intended", () => {
        const watch = new OutageWatch(cloud);
        remove("aws:apigateway/stage:Stage", "s");
        watch.look();
        assert.deepEqual(watch.outages(), []);
    });

    it("finds an API without a healthy target, also after the last call", () => {
        const { cloud: shop, ...sample } = new SampleCluster({ namespaceLabels: {} });
        const watch = new OutageWatch(shop);
        const deployment = shop.store.find("kubernetes:apps/v1:Deployment", "apis/shop");
        assert.ok(deployment);
        shop.store.put(JSON.parse(JSON.stringify(deployment).replaceAll("shop:1", "shop:2")));
        watch.look(deployment.type);
        assert.deepEqual(watch.outages(), ['"apis/shop" had no healthy target for 170 s']);
        assert.deepEqual(sample.cluster.takeProblems(), []);
    });

    it("finds a stage that switches to a load balancer before its targets are healthy", () => {
        const sample = new SampleCluster({ isExposed: false });
        sample.cluster.settle();
        cloud = sample.cloud;
        gateway();
        const stage = (link: string) =>
            put("aws:apigateway/stage:Stage", "s", {
                stageName: "Test",
                deployment: "d1",
                variables: { shopLink: link, shopHost: "shop" },
            });
        const problemsOf = (change: () => void) => {
            const watch = new OutageWatch(cloud);
            change();
            watch.look("aws:apigateway/stage:Stage");
            return watch.outages();
        };
        sample.expose();
        put(linkType, "link2", { name: "shop", targetArn: sample.balancer });
        assert.deepEqual(
            problemsOf(() => stage("link2")),
            ['stage "Test": variable "shopLink" began to name a VPC link whose load balancer had no healthy target'],
        );
        assert.deepEqual(
            problemsOf(() => stage("link1")),
            [],
            "a load balancer whose targets are not simulated",
        );
        assert.deepEqual(
            problemsOf(() => stage("link2")),
            [],
            "the targets are healthy by then",
        );
    });

    function gateway() {
        put("aws:lb/loadBalancer:LoadBalancer", "lb", { arn: balancer });
        put("aws:apigateway/deployment:Deployment", "d1", {});
        put(linkType, "link1", { name: "shop", targetArn: balancer });
        put("aws:apigateway/stage:Stage", "s", {
            stageName: "Test",
            deployment: "d1",
            variables: { shopLink: "link1" },
        });
    }

    function put(type: string, id: string, properties: PropertyMap) {
        cloud.store.put({ urn: urnOf(type), type, id, inputs: properties, outputs: properties });
    }

    function remove(type: string, id: string) {
        cloud.store.remove({ urn: urnOf(type), id });
    }
});

function urnOf(type: string): string {
    return `urn:pulumi:dev::shop::${type}::main`;
}
