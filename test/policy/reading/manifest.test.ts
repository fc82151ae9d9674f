import assert from "node:assert/strict";
import { isKubernetesType, manifestsOf } from "../../../policy/reading/manifest";
import { type Plain, type Resource, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

const objects = (type: string, props: Resource["props"] = {}) =>
    manifestsOf(plainResource(`kubernetes:${type}`, "shop", props)).map(({ group, kind, patch, at }) =>
        `${group} ${kind}${patch ? " patch" : ""} ${at.join(".")}`.trim(),
    );

describe("the objects of a Kubernetes resource", () => {
    it("are distinguished from components and other providers' resources by the type token", () => {
        for (const type of ["core/v1:Service", "v1:Service", "yaml.example.com/v1:Route", "helm.sh/v3:Release"])
            assert.ok(isKubernetesType(`kubernetes:${type}`), type);
        for (const type of [
            "kubernetes:yaml:ConfigFile",
            "kubernetes:yaml/v2:ConfigGroup",
            "kubernetes:kustomize/v2:Directory",
            "kubernetes:helm.sh/v4:Chart",
            "kubernetes:helm.sh/v3:Chart",
            "kubernetes:core/v1:Service:x",
            "my-kubernetes:core/v1:Service",
            "aws:ec2/vpc:Vpc",
            "kubernetes:core/v1:",
        ])
            assert.ok(!isKubernetesType(type), type);
    });

    it("have the group and the kind of the token", () => {
        assert.deepEqual(objects("core/v1:Service"), ["core Service"]);
        assert.deepEqual(objects("v1:Service"), ["core Service"]);
        assert.deepEqual(objects("networking.k8s.io/v1:Ingress"), ["networking.k8s.io Ingress"]);
    });

    it("may be patches, but for a kind that is called Patch", () => {
        assert.deepEqual(objects("apps/v1:DeploymentPatch"), ["apps Deployment patch"]);
        assert.deepEqual(objects("redhatcop.redhat.io/v1alpha1:Patch"), ["redhatcop.redhat.io Patch"]);
        assert.deepEqual(objects("core/v1:ServiceListPatch", { items: [{}] }), ["core Service patch items.0"]);
    });

    it("are the items of a list, of the list's kind unless they state their own", () => {
        const items = [
            {},
            { kind: "Pod" },
            { apiVersion: "v1", kind: "Service" },
            { apiVersion: "networking.k8s.io/v1", kind: "Ingress" },
        ];
        assert.deepEqual(objects("apps/v1:DeploymentList", { items }), [
            "apps Deployment items.0",
            "apps Pod items.1",
            "core Service items.2",
            "networking.k8s.io Ingress items.3",
        ]);
    });

    it("are found in lists within lists", () => {
        const items = [
            { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "Pod" }] },
            { kind: "Node" },
        ];
        assert.deepEqual(objects("v1:List", { items }), ["core Pod items.0.items.0", "core Node items.1"]);
    });

    it("have no kind if it cannot be determined", () => {
        const items: readonly Plain[] = [{ kind: UNKNOWN }, { kind: 7 }, { apiVersion: UNKNOWN, kind: "Pod" }, "Pod"];
        for (const item of items)
            assert.deepEqual(objects("core/v1:ServiceList", { items: [item] }), ["core  items.0"]);
        assert.deepEqual(objects("v1:List", { items: [{}] }), ["core  items.0"]);
        assert.deepEqual(objects("core/v1:ServiceList", { items: "none" }), ["core"]);
    });

    it("of an unknown list are one unknown object", () => {
        assert.deepEqual(objects("core/v1:ServiceList", { items: UNKNOWN }), ["core Service items.0"]);
        assert.deepEqual(objects("core/v1:ServiceList", { items: [UNKNOWN] }), ["core Service items.0"]);
    });

    it("do not exist for another provider's resource", () => {
        assert.deepEqual(objects("yaml:ConfigFile", { items: [{}] }), []);
    });

    it("are one if a kind ends in List and has no items", () => {
        assert.deepEqual(objects("ec2.aws.upbound.io/v1beta1:ManagedPrefixList", { spec: {} }), [
            "ec2.aws.upbound.io ManagedPrefixList",
        ]);
    });
});
