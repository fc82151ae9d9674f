import assert from "node:assert/strict";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { awsRejections } from "../../../../tools/cloud-simulator/rejections/aws-rejections";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const model = new DataModel("aws", awsTypes, awsRejections);
const clusterType = "aws:eks/cluster:Cluster";
const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";
const addonType = "aws:eks/addon:Addon";
const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

describe("The simulated EKS rejects", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
        cloud.today = "2026-11-28";
    });

    const identity = (type: string, name: string) => ({ urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name });

    function make(type: string, name: string, inputs: PropertyMap) {
        const made = model.create(identity(type, name), inputs, cloud);
        cloud.store.put({ ...identity(type, name), id: made.id, inputs, outputs: made.outputs });
        return made;
    }

    function change(type: string, name: string, changes: PropertyMap, preview = false) {
        const before = cloud.store.ofType(type).find(({ urn }) => urn.endsWith(`::${name}`)) ?? assert.fail();
        const inputs = { ...before.inputs, ...changes };
        const outputs = model.update(identity(type, name), inputs, before, preview, cloud);
        if (!preview) cloud.store.put({ ...before, inputs, outputs });
    }

    const cluster = (version: string, more: PropertyMap = {}) =>
        make(clusterType, "shop", { name: "shop", roleArn: "arn", vpcConfig: { subnetIds: [] }, version, ...more });
    const nodeGroup = (version: string) =>
        make(nodeGroupType, "nodes", {
            clusterName: "shop",
            nodeGroupName: "nodes",
            nodeRoleArn: "arn",
            scalingConfig: {},
            subnetIds: [],
            version,
        });
    const addon = (addonName: string, more: PropertyMap = {}) =>
        make(addonType, addonName, { clusterName: "shop", addonName, ...more });

    it("an upgrade by two minor versions and a downgrade, in a preview too, but not one minor version", () => {
        cluster("1.34");
        for (const preview of [true, false]) {
            assert.throws(
                () => change(clusterType, "shop", { version: "1.36" }, preview),
                /updating .*: InvalidParameterException: Unsupported Kubernetes minor version update from 1\.34 to 1\.36$/,
            );
        }
        assert.throws(() => change(clusterType, "shop", { version: "1.33" }), /update from 1\.34 to 1\.33$/);
        change(clusterType, "shop", { deletionProtection: true });
        change(clusterType, "shop", { version: "1.35" });
        change(clusterType, "shop", { version: "1.36" });
        assert.throws(() => change(clusterType, "shop", { version: "1.37" }), /unsupported Kubernetes version 1\.37$/);
    });

    it("nodes that are newer than the control plane, and a control plane of which nodes are four versions behind", () => {
        cluster("1.32");
        assert.throws(() => nodeGroup("1.33"), /version 1\.33 of the node group is newer than 1\.32/);
        nodeGroup("1.32");
        for (const version of ["1.33", "1.34", "1.35"]) change(clusterType, "shop", { version });
        assert.throws(
            () => change(clusterType, "shop", { version: "1.36" }),
            /Nodegroups nodes must be updated to match cluster version 1\.35 before updating cluster version$/,
        );
        assert.throws(() => change(nodeGroupType, "nodes", { version: "1.36" }), /newer than 1\.35/);
        change(nodeGroupType, "nodes", { version: "1.35" });
        change(clusterType, "shop", { version: "1.36" });
    });

    it("to disable extended support once a cluster has entered it", () => {
        const policy = (supportType: string) => ({ upgradePolicy: { supportType } });
        cluster("1.33", policy("EXTENDED"));
        for (const preview of [true, false]) {
            assert.throws(
                () => change(clusterType, "shop", policy("STANDARD"), preview),
                /Kubernetes 1\.33 is in extended support, which cannot be disabled/,
            );
        }
        change(clusterType, "shop", { ...policy("STANDARD"), version: "1.34" });
        // EKS upgrades the cluster by itself, not at once.
        cloud.today = "2026-12-03";
        change(clusterType, "shop", { deletionProtection: true });
    });

    it("an add-on of a version for another Kubernetes version", () => {
        cluster("1.35");
        assert.throws(
            () => addon("kube-proxy", { addonVersion: "v1.34.6-eksbuild.25" }),
            /InvalidParameterException: Addon version specified is not supported$/,
        );
        addon("kube-proxy", { addonVersion: "v1.35.3-eksbuild.25" });
        addon("coredns", { addonVersion: "v1.99.0-eksbuild.1" });
        assert.throws(() => change(addonType, "kube-proxy", { addonVersion: "v1.36.0-eksbuild.21" }), /not supported/);
    });

    it("a log add-on before its log group exists, and the deletion of the group before that of the add-on", () => {
        cluster("1.36");
        const name = "amazon-cloudwatch-observability";
        assert.throws(() => addon(name), /"\/aws\/containerinsights\/shop\/application" does not exist/);
        const group = make(logGroupType, "application", { name: "/aws/containerinsights/shop/application" });
        const other = make(logGroupType, "other", { name: "/aws/containerinsights/shopping/application" });
        addon(name);
        const rejection = (log: typeof group) => model.rejectDelete(identity(logGroupType, "application"), log, cloud);
        assert.match(rejection(group) ?? "", /add-on amazon-cloudwatch-observability still writes into it/);
        assert.equal(rejection(other), undefined);
        const performance = make(logGroupType, "performance", { name: "/aws/containerinsights/shop/performance" });
        change(addonType, name, { configurationValues: '{"containerLogs":{"enabled":false}}' });
        assert.equal(rejection(group), undefined);
        assert.match(rejection(performance) ?? "", /still writes/);
        const config = { logs: { metrics_collected: { emf: {} } } };
        change(addonType, name, { configurationValues: JSON.stringify({ agent: { config } }) });
        assert.equal(rejection(performance), undefined);
        assert.match(rejection(group) ?? "", /still writes/);
        for (const live of cloud.store.ofType(addonType)) cloud.store.remove(live);
        assert.equal(rejection(group), undefined);
        addon(name, { clusterName: "metrics-only", configurationValues: '{"containerLogs":{"enabled":false}}' });
    });
});
