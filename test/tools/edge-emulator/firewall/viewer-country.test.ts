import assert from "node:assert/strict";
import { viewerCountry } from "../../../../tools/edge-emulator/firewall/viewer-country";
import type { Distribution } from "../../../../tools/edge-emulator/state/deployed-edge";
import type { Statement } from "../../../../tools/edge-emulator/state/web-acl";
import { blockRule, distribution, webAcl } from "../sample-edge";

describe("viewerCountry", () => {
    const country = (type: Distribution["geoRestriction"]["type"], countries: string[], statement?: Statement) =>
        viewerCountry({
            distribution: { ...distribution, geoRestriction: { type, countries } },
            ...(statement && { webAcl: webAcl("edge", [blockRule("countries", statement)]) }),
        });

    it("is one that the distribution and its firewall permit", () => {
        assert.equal(country("none", []), "US");
        assert.equal(country("whitelist", ["FR", "IT"]), "FR");
        assert.equal(country("blacklist", ["US", "DE"]), "JP");
        const italy: Statement = { kind: "countries", codes: ["IT"] };
        assert.equal(country("whitelist", ["FR", "IT"], { kind: "not", statement: italy }), "IT");
        assert.equal(country("none", [], { kind: "not", statement: italy }), "IT");
        assert.equal(country("none", [], { kind: "countries", codes: ["US"] }), "DE");
    });

    it("is the first where none is permitted", () => {
        assert.equal(country("whitelist", ["FR"], { kind: "countries", codes: ["FR"] }), "FR");
    });
});
