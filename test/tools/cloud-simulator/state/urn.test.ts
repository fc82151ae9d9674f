import assert from "node:assert/strict";
import { nameOf, parseUrn } from "../../../../tools/cloud-simulator/state/urn";

describe("parseUrn", () => {
    const urns: readonly (readonly [title: string, urn: string, type: string, name: string])[] = [
        ["a resource without a parent", "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::main", "aws:ec2/vpc:Vpc", "main"],
        ["a child", "urn:pulumi:dev::shop::a:b:C$d:e:F$aws:ec2/vpc:Vpc::main", "aws:ec2/vpc:Vpc", "main"],
        ["a name with colons", "urn:pulumi:dev::shop::a:b:C::one::two", "a:b:C", "one::two"],
        ["the empty string of a finding without a resource", "", "", ""],
    ];
    for (const [title, urn, type, name] of urns) {
        it(`reads type and name of ${title}`, () => {
            assert.deepEqual(parseUrn(urn), { type, name });
            assert.equal(nameOf(urn), name);
        });
    }
});
