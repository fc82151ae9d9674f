import assert from "node:assert/strict";
import { KubernetesModel } from "../../../../tools/cloud-simulator/kubernetes/kubernetes-model";
import { isInternal, loadBalancerName } from "../../../../tools/cloud-simulator/resources/service-load-balancer";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import { mapOf, type PropertyMap, unknown } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const model = new KubernetesModel();
const prefix = "service.beta.kubernetes.io/aws-load-balancer-";

describe("simulated Kubernetes", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });

    it("gives an object a name and the default namespace", () => {
        const { metadata } = model.check(identity("core/v1:ConfigMap", "settings"), {}, undefined, cloud).inputs;
        const { name, ...rest } = metadata as PropertyMap;
        assert.match(String(name), /^settings-[a-z0-9]{8}$/);
        assert.deepEqual(rest, { namespace: "default", annotations: { "pulumi.com/autonamed": "true" } });
    });

    it("replaces an object of a generated name by one of another name, which exists before the old one is deleted", () => {
        const secret = identity("core/v1:Secret", "token");
        const checked = (olds?: PropertyMap) => model.check(secret, { kind: "Secret" }, olds, cloud).inputs;
        const first = checked();
        assert.deepEqual(checked(first), first);
        assert.equal(model.replacesInPlace(secret, checked(first), first), false);
        const { id, outputs } = model.create(secret, first, cloud);
        cloud.store.put({ ...secret, id, inputs: first, outputs });
        assert.notDeepEqual(checked(), first);
        const given = { metadata: { name: "token", namespace: "default" } };
        assert.equal(model.replacesInPlace(secret, given, given), true);
        assert.notEqual(mapOf(checked(given).metadata).name, "token");
    });

    it("gives no namespace to a cluster-scoped object", () => {
        const { metadata } = model.check(identity("core/v1:Namespace", "apis"), named("apis"), undefined, cloud).inputs;
        assert.deepEqual(metadata, { name: "apis" });
    });

    it("previews a Service without the address of its load balancer", () => {
        const previewed = model.preview(identity("core/v1:Service", "pictures"), service());
        assert.equal(previewed.status, unknown);
        assert.deepEqual(previewed.spec, service().spec);
    });

    it("names a load balancer of Auto Mode as its controller does", () => {
        const { id, outputs } = model.create(identity("core/v1:Service", "pictures"), service(), cloud);
        assert.equal(id, "apis/pictures-lb");
        const [ingress] = (outputs.status as { loadBalancer: { ingress: { hostname: string }[] } }).loadBalancer
            .ingress;
        assert.match(
            ingress?.hostname ?? "",
            /^k8s-apis-pictures-[0-9a-f]{10}-[0-9a-f]{16}\.elb\.eu-central-1\.amazonaws\.com$/,
        );
        assert.match(loadBalancerName(outputs), /^k8s-apis-pictures-[0-9a-f]{10}$/);
    });

    it("names a load balancer of the in-tree controller as that controller does", () => {
        const legacy = service({ [`${prefix}type`]: "nlb" }, { type: "LoadBalancer" });
        const { outputs } = model.create(identity("core/v1:Service", "pictures"), legacy, cloud);
        assert.match(loadBalancerName(outputs), /^a[0-9a-f]{31}$/);
    });

    it("gives a Service inside the cluster no load balancer", () => {
        const inner = service({}, { type: "ClusterIP" });
        const { outputs } = model.create(identity("core/v1:Service", "pictures"), inner, cloud);
        assert.deepEqual(outputs.status, { loadBalancer: {} });
    });

    const forms: readonly (readonly [string, PropertyMap, PropertyMap, boolean])[] = [
        ["Auto Mode, scheme internal", { [`${prefix}scheme`]: "internal" }, autoMode(), true],
        ["Auto Mode, no scheme", {}, autoMode(), true],
        ["Auto Mode, scheme internet-facing", { [`${prefix}scheme`]: "internet-facing" }, autoMode(), false],
        ["in-tree, internal", { [`${prefix}internal`]: "true" }, { type: "LoadBalancer" }, true],
        ["in-tree, internal false", { [`${prefix}internal`]: "false" }, { type: "LoadBalancer" }, false],
        ["in-tree, only a scheme", { [`${prefix}scheme`]: "internal" }, { type: "LoadBalancer" }, false],
    ];
    for (const [title, annotations, spec, expected] of forms) {
        it(`makes a load balancer ${expected ? "internal" : "public"}: ${title}`, () => {
            assert.equal(isInternal(service(annotations, spec)), expected);
        });
    }

    it("replaces an object that moves to another namespace", () => {
        const moved = service();
        (moved.metadata as PropertyMap).namespace = "other";
        assert.deepEqual(model.replacedBy(identity("core/v1:Service", "pictures"), moved, service()), ["metadata"]);
        assert.deepEqual(model.replacedBy(identity("core/v1:Service", "pictures"), service({ a: "b" }), service()), []);
    });

    it("replaces an object whose kind cannot be changed in place", () => {
        const replaced = (kind: string, before: PropertyMap, after: PropertyMap) =>
            model.replacedBy(identity(`core/v1:${kind}`, "x"), { kind, ...after }, { kind, ...before });
        assert.deepEqual(replaced("ConfigMap", { data: { a: "1" } }, { data: { a: "2" } }), ["data"]);
        const deployment = (app: string, image: string) => ({ spec: { selector: { app }, template: { image } } });
        assert.deepEqual(replaced("Deployment", deployment("a", "1"), deployment("b", "1")), ["spec"]);
        assert.deepEqual(replaced("Deployment", deployment("a", "1"), deployment("a", "2")), []);
        const budget = (maxUnavailable: number) => ({ spec: { maxUnavailable } });
        assert.deepEqual(replaced("PodDisruptionBudget", budget(1), budget(2)), []);
    });

    it("does not finish the deletion of a Service whose load balancer a VPC link points to", () => {
        const resource = identity("core/v1:Service", "pictures");
        const made = model.create(resource, service(), cloud);
        assert.equal(model.awaitDelete(resource, made, cloud), undefined);
        const targetArn = `arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/net/${loadBalancerName(made.outputs)}/1`;
        const link = { urn: "urn:link", type: "aws:apigateway/vpcLink:VpcLink", id: "link1" };
        cloud.store.put({ ...link, inputs: { targetArn }, outputs: {} });
        assert.match(model.awaitDelete(resource, made, cloud) ?? "", /ResourceInUse: .*VPC link "link1"/);
        cloud.store.remove(link);
        assert.equal(model.awaitDelete(resource, made, cloud), undefined);
    });

    it("rejects charts and manifests by name", () => {
        for (const type of ["helm.sh/v3:Release", "yaml/v2:ConfigGroup"]) {
            assert.throws(
                () => model.check(identity(type, "chart"), {}, undefined, cloud),
                new RegExp(`simulated kubernetes has no type "kubernetes:${type}"`),
            );
        }
    });
});

function identity(type: string, name: string): Identity {
    return { urn: `urn:pulumi:dev::shop::kubernetes:${type}::${name}`, type: `kubernetes:${type}`, name };
}

function named(name: string): PropertyMap {
    return { metadata: { name } };
}

function autoMode(): PropertyMap {
    return { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" };
}

function service(annotations: PropertyMap = {}, spec: PropertyMap = autoMode()): PropertyMap {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "pictures-lb", namespace: "apis", annotations },
        spec,
    };
}
