import assert from "node:assert/strict";
import { create, update } from "../../../../tools/cloud-simulator/providers/operations";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { PartialCreateError } from "../../../../tools/cloud-simulator/wire/partial-create-error";

const annotation = "service.beta.kubernetes.io/aws-load-balancer-";
const identity = {
    urn: "urn:pulumi:dev::shop::kubernetes:core/v1:Service::shop",
    type: "kubernetes:core/v1:Service",
    name: "shop",
};

describe("a Service whose load balancer cannot be created", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });

    it("times out if no subnet has the tag, and is ready once one has", () => {
        putSubnet({});
        const made = assertWaits(
            service({}),
            /unable to resolve at least one subnet \(0 match VPC and tags: \[kubernetes.io\/role\/internal-elb\]\)/,
        );
        assert.equal(cloud.store.withUrn(identity.urn).length, 1, "the Service exists nevertheless");
        putSubnet({ "kubernetes.io/role/internal-elb": "1" });
        const outputs = update(identity, service({}), made, false, cloud);
        assert.match(JSON.stringify(outputs.status), /k8s-apis-shop/);
    });

    it("times out if an annotation names subnets that do not exist, or two of one zone", () => {
        putSubnet({});
        const named = (ids: string) => service({ [`${annotation}subnets`]: ids });
        assertWaits(
            named("subnet-1,subnet-2"),
            /couldn't find all subnets, nameOrIDs: \[subnet-1 subnet-2\], found: 1/,
        );
        cloud.store.put({ urn: "urn:t", type: "aws:ec2/subnet:Subnet", id: "subnet-2", inputs: {}, outputs: {} });
        const elsewhere = { ...identity, urn: `${identity.urn}2` };
        const inputs = {
            ...named("subnet-1,subnet-2"),
            metadata: meta({ [`${annotation}subnets`]: "subnet-1,subnet-2" }, "two"),
        };
        assert.throws(() => create(elsewhere, inputs, cloud), /multiple subnets in same Availability Zone/);
    });

    it("times out if the name is too long", () => {
        assertWaits(
            service({ [`${annotation}name`]: "x".repeat(33) }),
            /load balancer name cannot be longer than 32 characters/,
        );
        const other = { ...identity, urn: `${identity.urn}2` };
        create(
            other,
            {
                ...service({ [`${annotation}name`]: "x".repeat(32) }),
                metadata: meta({ [`${annotation}name`]: "x".repeat(32) }, "two"),
            },
            cloud,
        );
    });

    it("is ready if an annotation names the subnets, if the program has no cluster, and with the in-tree controller", () => {
        const ready = (name: string, inputs: PropertyMap) =>
            create(
                { ...identity, urn: `${identity.urn}-${name}` },
                { ...inputs, metadata: meta(inputs.annotations as PropertyMap, name) },
                cloud,
            );
        ready("elsewhere", service({}));
        putSubnet({});
        ready("named", { ...service({}), annotations: { [`${annotation}subnets`]: "subnet-1" } });
        ready("legacy", { ...service({}), spec: { type: "LoadBalancer" } });
    });

    function assertWaits(inputs: PropertyMap, words: RegExp) {
        try {
            create(identity, inputs, cloud);
        } catch (error) {
            assert.ok(error instanceof PartialCreateError);
            assert.match(
                error.message,
                /'apis\/shop' timed out waiting to be Ready: Service was not allocated an IP address/,
            );
            assert.match(error.message, words);
            return error.created;
        }
        return assert.fail("it was ready");
    }

    function putSubnet(tags: PropertyMap): void {
        cloud.store.put({
            urn: "urn:s",
            type: "aws:ec2/subnet:Subnet",
            id: "subnet-1",
            inputs: { tags },
            outputs: { tags },
        });
    }
});

function service(annotations: PropertyMap): PropertyMap {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: meta(annotations, "shop"),
        spec: { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" },
    };
}

function meta(annotations: PropertyMap | undefined, name: string): PropertyMap {
    return { name, namespace: "apis", annotations: { [`${annotation}scheme`]: "internal", ...annotations } };
}
