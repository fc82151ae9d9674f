import assert from "node:assert/strict";
import { EdgeCertificate, type EdgeCertificateArgs } from "../../../infra/edge/certificate";
import { inputsOf, listed, record } from "../recorder";

const args: EdgeCertificateArgs = { domainName: "www.shop.dev", zoneId: "Z1", region: "us-east-1" };
const build = (changes: Partial<EdgeCertificateArgs> = {}) =>
    record(() => {
        new EdgeCertificate("shop", { ...args, ...changes });
    });
const recordType = "aws:route53/record:Record";

describe("EdgeCertificate", () => {
    it("is requested for all names in the region of CloudFront, and a record proves each name", async () => {
        const registered = await build({ alternativeNames: ["api.shop.dev"] });
        assert.deepEqual(inputsOf(registered, "aws:acm/certificate:Certificate"), {
            domainName: "www.shop.dev",
            subjectAlternativeNames: ["api.shop.dev"],
            validationMethod: "DNS",
            region: "us-east-1",
        });
        // ACM lists them in another order.
        for (const [name, value] of [
            ["www.shop.dev", "_www.shop.dev.acm-validations.aws."],
            ["api.shop.dev", "_api.shop.dev.acm-validations.aws."],
        ])
            assert.deepEqual(inputsOf(registered, recordType, `${name}-validation`), {
                zoneId: "Z1",
                name: `_proof.${name}.`,
                type: "CNAME",
                records: [value],
                ttl: 60,
            });
        const validation = inputsOf(registered, "aws:acm/certificateValidation:CertificateValidation");
        assert.equal(validation.region, "us-east-1");
        assert.equal((validation.validationRecordFqdns as string[]).length, 2);
    });

    it("names its record by the DNS name, so that a further name can become the first one", async () => {
        const names = (await build({ alternativeNames: [] })).filter(({ type }) => type === recordType);
        assert.deepEqual(
            names.map(({ name }) => name),
            ["www.shop.dev-validation"],
        );
    });

    it("is not requested if one is given", async () => {
        assert.deepEqual(listed(await build({ certificateArn: "arn:given" })), []);
    });
});
