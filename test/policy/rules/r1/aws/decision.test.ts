import assert from "node:assert/strict";
import { decisionOn, openingText, serves } from "../../../../../policy/rules/r1/aws/decision";
import type { Listener } from "../../../../../policy/rules/r1/aws/door";
import type { Opening } from "../../../../../policy/rules/r1/aws/security-group";
import { plainResource } from "../../../plain-resource";

const group = plainResource("aws:ec2/securityGroup:SecurityGroup", "group", {
    ingress: [{ cidrBlocks: ["0.0.0.0/0"] }],
});
const opening = (more: Partial<Opening> = {}): Opening => ({
    resource: group,
    path: ["ingress", 0, "cidrBlocks", 0],
    reach: "internet",
    ...more,
});
const ports = (from: number, to: number) => opening({ ports: [from, to] });
const listener = (port: number | undefined, decidedBy?: string): Listener => ({
    resource: plainResource("aws:lb/listener:Listener", `listener-${port}`),
    text: "a listener",
    port,
    ...(decidedBy !== undefined && { decidedBy }),
});

describe("An opening of a security group", () => {
    it("leads to a listener if its port is one of the opening's, or either may be any", () => {
        const behind = [listener(443)];
        for (const one of [ports(443, 443), ports(80, 443), ports(443, 500), opening()])
            assert.equal(serves(one, behind), true);
        for (const one of [ports(80, 442), ports(444, 500)]) assert.equal(serves(one, behind), false);
        assert.equal(serves(ports(80, 80), [listener(443), listener(80)]), true);
        assert.equal(serves(ports(80, 80), [listener(undefined)]), true);
        assert.equal(serves(ports(80, 80), []), false);
    });

    it("leads to a machine, on which anything may listen, unless it is only for administration", () => {
        for (const port of [22, 3389]) assert.equal(serves(ports(port, port), undefined), false);
        for (const one of [ports(443, 443), ports(22, 80), ports(0, 22), opening()])
            assert.equal(serves(one, undefined), true);
    });

    it("for administration leads to what listens there", () =>
        assert.equal(serves(ports(22, 22), [listener(22)]), true));
});

describe("The value that decides whether an opening lets someone in", () => {
    const decidedBy = (one: Opening, listeners?: readonly Listener[]) => decisionOn(one, listeners)?.decidedBy;

    it("is absent if everything is known", () => {
        assert.equal(decisionOn(ports(443, 443), [listener(443)]), undefined);
        assert.equal(decisionOn(ports(443, 443), undefined), undefined);
        assert.equal(decisionOn(ports(443, 443), []), undefined);
        assert.equal(decisionOn(opening(), [listener(undefined, "its port")]), undefined);
    });

    it("is the group's rules, then the rule, its group and its ports", () => {
        const all = { decidedBy: "the rule", groupDecidedBy: "the group", portsDecidedBy: "the ports" };
        assert.deepEqual(decisionOn(opening({ ...all, reach: "unknown" }), undefined), {
            resource: group,
            decidedBy: "the rules of its security groups",
        });
        assert.equal(decidedBy(opening(all)), "the rule");
        const { decidedBy: _rule, ...ofGroup } = all;
        assert.deepEqual(decisionOn(opening(ofGroup), undefined), { resource: group, decidedBy: "the group" });
        assert.equal(decidedBy(opening({ portsDecidedBy: "the ports" })), "the ports");
    });

    it("is a listener's port if no listener on a known port serves", () => {
        const open = listener(undefined, "the value of port");
        assert.deepEqual(decisionOn(ports(443, 443), [listener(80), open]), {
            resource: open.resource,
            decidedBy: "the value of port",
        });
        for (const listeners of [
            [listener(443), open],
            [open, listener(443)],
        ])
            assert.equal(decisionOn(ports(443, 443), listeners), undefined);
    });
});

describe("An opening in a message", () => {
    it("names the addresses and their place", () => {
        assert.equal(openingText(opening()), 'admits "0.0.0.0/0" (ingress[0].cidrBlocks[0])');
        assert.equal(openingText(opening({ path: ["ingress", 1] })), "may admit anyone, since ingress[1] is not known");
        assert.equal(
            openingText(opening({ path: ["prefixListId"], reach: "unseen" })),
            "admits a prefix list outside this stack (prefixListId)",
        );
    });
});
