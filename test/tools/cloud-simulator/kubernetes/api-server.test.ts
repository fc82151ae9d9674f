import assert from "node:assert/strict";
import { accessProblem, clusterAccess } from "../../../../tools/cloud-simulator/kubernetes/api-server";
import { attachmentType, interfaceType } from "../../../../tools/cloud-simulator/resources/network/attached-networks";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const server = "https://ABC.gr7.eu-central-1.eks.amazonaws.com";
const closed = { endpointPublicAccess: false, endpointPrivateAccess: true };
const open = { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ["18.184.7.0/24"] };
const rule = { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.100.0.0/16" };
const attachment = { vpcId: "vpc-1", subnetIds: ["subnet-1"] };
const inside = { publicAddress: "18.184.7.7", privateAddress: "10.100.7.7" };
const outside = { publicAddress: "18.185.7.7", privateAddress: "10.101.7.7" };

describe("the API server of a simulated cluster", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("270727272727", "eu-central-1");
        put("aws:ec2/subnet:Subnet", "subnet-1", { vpcId: "vpc-1" });
    });

    it("is reached by its public endpoint from a listed block", () => {
        cluster(open);
        assert.equal(problemAt(inside), undefined);
        assert.match(
            problemAt(outside) ?? "",
            /^Get "https:\/\/ABC\..*\/openapi\/v2\?timeout=32s": dial tcp .*: i\/o timeout$/,
        );
    });

    it("is reached by its private endpoint from an attached network that a rule admits", () => {
        cluster(closed);
        assert.match(problemAt(inside) ?? "", /i\/o timeout/);
        put("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "sgr-1", rule);
        assert.match(problemAt(inside) ?? "", /i\/o timeout/);
        put(attachmentType, "tgw-attach-1", attachment);
        assert.equal(problemAt(inside), undefined);
        assert.match(problemAt(outside) ?? "", /i\/o timeout/);
    });

    it("has a rule for no other port, and for no other group", () => {
        cluster(closed);
        put(attachmentType, "tgw-attach-1", attachment);
        put("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "sgr-1", {
            ...rule,
            fromPort: 80,
            toPort: 80,
        });
        put("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "sgr-2", { ...rule, securityGroupId: "sg-2" });
        assert.match(problemAt(inside) ?? "", /i\/o timeout/);
    });

    it("has private addresses only inside the VPC while its endpoint is public", () => {
        cluster({ ...open, publicAccessCidrs: ["18.190.0.0/16"] });
        put("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "sgr-1", rule);
        put(attachmentType, "tgw-attach-1", attachment);
        assert.match(problemAt(inside) ?? "", /i\/o timeout/);
        put(interfaceType, "eni-1", { subnetId: "subnet-1" });
        assert.equal(problemAt(inside), undefined);
    });

    it("is reached from an unknown place if it lets in any", () => {
        cluster(closed);
        assert.match(problemAt(undefined) ?? "", /i\/o timeout/);
        put("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "sgr-1", rule);
        assert.equal(problemAt(undefined), undefined);
    });

    it("gives access to its creator, and to principals with an access entry", () => {
        cluster(open, "arn:aws:iam::270727272727:user/sandbox");
        const unauthorized = "the server has asked for the client to provide credentials";
        const roleArn = "arn:aws:iam::270727272727:role/deployer";
        assert.equal(accessProblem({ server }, cloud), unauthorized);
        assert.equal(accessProblem({ server, profile: "sandbox" }, cloud), undefined);
        assert.equal(accessProblem({ server, profile: "sandbox", roleArn }, cloud), unauthorized);
        put("aws:eks/accessEntry:AccessEntry", "entry", { clusterName: "gatehouse", principalArn: roleArn });
        assert.equal(accessProblem({ server, roleArn }, cloud), undefined);
    });

    it("is not one of this cloud if no cluster has its address", () => {
        assert.equal(accessProblem({ server }, cloud), undefined);
    });

    it("reads server and credentials from a kubeconfig", () => {
        const withArgs = (args: string[], env: object[] = []) =>
            clusterAccess(
                JSON.stringify({
                    clusters: [{ cluster: { server } }],
                    users: [{ user: { exec: { command: "aws", args: ["eks", "get-token", ...args], env } } }],
                }),
            );
        const nothing = { server, profile: undefined, roleArn: undefined };
        assert.deepEqual(withArgs([]), nothing);
        assert.deepEqual(withArgs(["--profile", "a", "--role-arn", "r"]), { server, profile: "a", roleArn: "r" });
        assert.deepEqual(withArgs([], [{ name: "AWS_PROFILE", value: "b" }]), { ...nothing, profile: "b" });
        assert.equal(clusterAccess(""), undefined);
        assert.equal(clusterAccess(JSON.stringify({ users: [{ user: { token: "t" } }] })), undefined);
    });

    function cluster(endpoints: PropertyMap, creator?: string): void {
        const vpcConfig = { ...endpoints, clusterSecurityGroupId: "sg-1", subnetIds: ["subnet-1"] };
        const outputs = { name: "gatehouse", endpoint: server, vpcConfig };
        const id = "gatehouse";
        const owner = creator === undefined ? {} : { creator };
        cloud.store.put({ urn: id, type: "aws:eks/cluster:Cluster", id, inputs: outputs, outputs, ...owner });
    }

    function put(type: string, id: string, inputs: PropertyMap): void {
        cloud.store.put({ urn: id, type, id, inputs, outputs: inputs });
    }

    function problemAt(place: typeof cloud.place): string | undefined {
        cloud.place = place;
        return accessProblem({ server }, cloud);
    }
});
