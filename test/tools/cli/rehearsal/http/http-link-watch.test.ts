import assert from "node:assert/strict";
import { brokenHttpLinks } from "../../../../../tools/cli/rehearsal/http/http-link-watch";
import { brokenReferences } from "../../../../../tools/cli/rehearsal/outage-watch";
import { SampleHttpCloud, type SampleName } from "./sample-http-cloud";

describe("the watch for VPC links of HTTP APIs", () => {
    it("finds nothing while the link reaches the listener", () => {
        assert.deepEqual(brokenHttpLinks(new SampleHttpCloud().cloud), []);
    });

    const problems: readonly (readonly [SampleName, string])[] = [
        ["link", "that does not exist"],
        ["listener", "to a listener that does not exist"],
        ["egress", "that no rule lets connect to port 80"],
        ["ingress", "that no rule admits at port 80"],
    ];
    for (const [missing, words] of problems)
        it(`finds a link without its ${missing}`, () => {
            const sample = new SampleHttpCloud();
            sample.remove(missing);
            const problem = `an HTTP API named a VPC link ${words}`;
            assert.deepEqual(brokenHttpLinks(sample.cloud), [problem]);
            assert.ok(brokenReferences(sample.cloud).includes(problem));
        });
});
