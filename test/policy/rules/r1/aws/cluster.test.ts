import assert from "node:assert/strict";
import { defaultSettings } from "../../../../../policy/contract/settings";
import type { Finding } from "../../../../../policy/reading/finding";
import { type Plain, type Props, UNKNOWN } from "../../../../../policy/reading/resource";
import { checkAddon, checkCluster, checkNodeGroup } from "../../../../../policy/rules/r1/aws/cluster";
import { plainResource } from "../../../plain-resource";

/** Tier, first sentence and whether it is undecided, of the only finding; empty without one. */
function verdict(findings: readonly Finding[]): string {
    assert.ok(findings.length <= 1);
    return findings
        .map(({ tier = "gateway", undecided, message }) => {
            const first = message
                .split("\n")[0]
                ?.replace(/^\w+ "one": /, "")
                .replace("; the rule is undecided", "");
            return `${undecided ? "undecided " : ""}${tier}: ${first}`;
        })
        .join();
}

describe("R1 of the Kubernetes API of a cluster", () => {
    const cluster = (vpcConfig: Plain, trustedCidrs: readonly string[] = []) =>
        verdict(
            checkCluster(plainResource("aws:eks/cluster:Cluster", "one", { vpcConfig }), {
                ...defaultSettings,
                trustedCidrs,
            }),
        );
    const admitting = (...publicAccessCidrs: readonly Plain[]) => cluster({ publicAccessCidrs });

    it("holds if it is private, or admits only narrow or trusted blocks", () => {
        assert.equal(cluster({ endpointPublicAccess: false }), "");
        assert.equal(cluster({ endpointPublicAccess: false, publicAccessCidrs: ["0.0.0.0/0"] }), "");
        assert.equal(admitting("203.0.0.0/16", "2001:db8::/32"), "");
        assert.equal(cluster({ publicAccessCidrs: ["203.0.0.0/8"] }, ["203.0.0.0/8"]), "");
    });

    it("widens the network if it is open to the world", () => {
        const open = "so the Kubernetes API is open to the world.";
        for (const [vpcConfig, access, cidrs] of [
            [null, "absent", "absent"],
            [{}, "absent", "absent"],
            [{ endpointPublicAccess: true }, "true", "absent"],
            [{ endpointPublicAccess: true, publicAccessCidrs: [] }, "true", "a list of 0"],
        ] as const)
            assert.equal(
                cluster(vpcConfig),
                `network: vpcConfig.endpointPublicAccess is ${access} and publicAccessCidrs is ${cidrs}, ${open}`,
            );
    });

    it("widens the network if a block is wide, or not readable", () => {
        for (const block of ["203.0.0.0/15", "2001:db8::/31", "anyone"])
            assert.equal(
                admitting("203.0.113.0/24", block),
                `network: vpcConfig.publicAccessCidrs[1] is "${block}", which is wide enough to admit anyone to the Kubernetes API.`,
            );
    });

    it("is undecided while its access or a block is not known", () => {
        assert.equal(
            cluster({ endpointPublicAccess: UNKNOWN }),
            "undecided network: vpcConfig.endpointPublicAccess is not known at preview.",
        );
        assert.equal(
            cluster({ publicAccessCidrs: UNKNOWN }),
            "undecided network: vpcConfig.publicAccessCidrs is not known at preview.",
        );
        assert.equal(
            admitting("203.0.113.0/24", UNKNOWN),
            "undecided network: vpcConfig.publicAccessCidrs[1] is not known at preview.",
        );
    });

    it("cannot be evaluated in another form", () => {
        assert.match(cluster({ endpointPublicAccess: "yes" }), /^network: vpcConfig\.endpointPublicAccess is "yes"/);
        assert.match(cluster({ publicAccessCidrs: "10.0.0.0/8" }), /^network: vpcConfig\.publicAccessCidrs is "10/);
        assert.match(admitting(7), /^network: vpcConfig\.publicAccessCidrs\[0\] is 7/);
    });
});

describe("R1 of a node group", () => {
    const group = (remoteAccess: Plain) =>
        verdict(checkNodeGroup(plainResource("aws:eks/nodeGroup:NodeGroup", "one", { remoteAccess })));

    it("holds without an SSH key, and with source groups of it", () => {
        assert.equal(group(null), "");
        assert.equal(group({ sourceSecurityGroupIds: [] }), "");
        assert.equal(group({ ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] }), "");
    });

    it("widens the network with a key alone", () => {
        for (const [sources, text] of [
            [null, "absent"],
            [[], "a list of 0"],
        ] as const)
            assert.equal(
                group({ ec2SshKey: "ops", sourceSecurityGroupIds: sources }),
                `network: remoteAccess.sourceSecurityGroupIds is ${text}, so EKS opens its instances to the world.`,
            );
    });

    it("is undecided while its source groups are not known", () => {
        const path = "remoteAccess.sourceSecurityGroupIds is not known at preview.";
        assert.equal(group({ ec2SshKey: "ops", sourceSecurityGroupIds: UNKNOWN }), `undecided network: ${path}`);
        assert.match(group({ ec2SshKey: "ops", sourceSecurityGroupIds: "sg-1" }), /^network: .* is "sg-1", which/);
    });
});

describe("R1 of an add-on", () => {
    const addon = (props: Props) => verdict(checkAddon(plainResource("aws:eks/addon:Addon", "one", props)));

    it("holds for one of AWS with a configuration that exposes nothing", () => {
        for (const configurationValues of [null, "", " \n", '{"replicaCount":2}', "service:\n  type: ClusterIP"])
            assert.equal(addon({ addonName: "coredns", configurationValues }), "");
    });

    it("is undecided in the tier strict if it may publish Services", () => {
        for (const addonName of ["kong_konnect-ri", "NGINX", "acme_Tailscale"])
            assert.match(addon({ addonName }), new RegExp(`^undecided strict: the add-on "${addonName}" may publish`));
    });

    it("is a door if its configuration exposes it", () =>
        assert.equal(
            addon({ addonName: "coredns", configurationValues: '{"service":{"type":"NodePort"}}' }),
            "gateway: configurationValues contains service.type, which exposes the add-on outside the cluster.",
        ));

    it("is undecided while its name or its configuration is not known", () => {
        assert.match(addon({ addonName: UNKNOWN }), /^undecided gateway: addonName is not known/);
        assert.match(addon({ configurationValues: UNKNOWN }), /^undecided gateway: configurationValues is not known/);
    });

    it("cannot be evaluated in another form", () => {
        assert.match(addon({ addonName: 7 }), /^gateway: addonName is 7, which cannot be read/);
        for (const text of ["[]", "on", 7])
            assert.match(
                addon({ configurationValues: text }),
                /^gateway: configurationValues is .* which cannot be read/,
            );
    });
});
