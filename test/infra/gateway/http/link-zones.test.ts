import assert from "node:assert/strict";
import { acceptsVpcLinks } from "../../../../infra/gateway/http/link-zones";
import { zonesOf } from "../../../../stacks/settings/zones";
import { zonesWithoutLinks } from "../../../../tools/cloud-simulator/rejections/http-api/vpc-links";

describe("acceptsVpcLinks", () => {
    it("knows the zones of AWS's list", () => {
        const of = (region: string) => (zonesOf(region) ?? []).filter(({ id }) => !acceptsVpcLinks(id));
        const without = (region: string) => of(region).map(({ id }) => id);
        assert.deepEqual(without("eu-central-1"), []);
        assert.deepEqual(without("us-west-2"), []);
        assert.deepEqual(without("us-east-1"), ["use1-az3"]);
        assert.deepEqual(without("us-west-1"), ["usw1-az2"]);
        assert.deepEqual(without("ca-central-1"), ["cac1-az4"]);
        assert.deepEqual(without("ap-northeast-1"), ["apne1-az3"]);
        assert.deepEqual(without("ap-northeast-2"), ["apne2-az4"]);
        assert.deepEqual(without("eu-west-3"), ["euw3-az2"]);
        assert.deepEqual(without("ap-east-1"), ["ape1-az1"]);
    });

    it("agrees with the list of the simulator", () => {
        const listed = [
            "us-east-1",
            "us-west-1",
            "ca-central-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "eu-west-3",
            "ap-east-1",
        ];
        const ids = [...listed, "eu-central-1", "us-west-2"]
            .flatMap((region) => zonesOf(region) ?? [])
            .map(({ id }) => id);
        for (const id of [...ids, ...zonesWithoutLinks])
            assert.equal(acceptsVpcLinks(id), !zonesWithoutLinks.includes(id), id);
    });

    it("knows no zone of another region, and nothing that is no zone id", () => {
        for (const id of ["afs1-az1", "use1-az7", "use1-az", "use1-az12", "us-east-1a", "", "toString"])
            assert.equal(acceptsVpcLinks(id), false, id);
    });
});
