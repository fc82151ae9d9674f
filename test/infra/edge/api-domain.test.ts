import assert from "node:assert/strict";
import { ApiDomain, type ApiDomainArgs } from "../../../infra/edge/api-domain";
import { DomainMappings } from "../../../infra/edge/domain-mappings";
import { inputsOf, listed, record } from "../recorder";

const args: ApiDomainArgs = { domainName: "api.shop.dev", zoneId: "Z1", securityPolicy: "TLS_1_2" };
const build = (changes: Partial<ApiDomainArgs> = {}) =>
    record(() => {
        new ApiDomain("shop", { ...args, ...changes });
    });
const domainType = "aws:apigateway/domainName:DomainName";

describe("ApiDomain", () => {
    it("requests a certificate, proves it by a record in the zone, and waits until it is issued", async () => {
        const registered = await build();
        assert.deepEqual(listed(registered).sort(), [
            "aws:acm/certificate:Certificate shop",
            "aws:acm/certificateValidation:CertificateValidation shop",
            "aws:apigateway/domainName:DomainName shop",
            "aws:route53/record:Record shop-validation",
        ]);
        assert.deepEqual(inputsOf(registered, "aws:route53/record:Record"), {
            zoneId: "Z1",
            name: "_proof.api.shop.dev.",
            type: "CNAME",
            records: ["_api.shop.dev.acm-validations.aws."],
            ttl: 60,
        });
        const validation = inputsOf(registered, "aws:acm/certificateValidation:CertificateValidation");
        assert.deepEqual(validation, { certificateArn: "arn:shop", validationRecordFqdns: ["_proof.api.shop.dev"] });
        assert.deepEqual(inputsOf(registered, domainType), {
            domainName: "api.shop.dev",
            regionalCertificateArn: "arn:shop",
            endpointConfiguration: { types: "REGIONAL", ipAddressType: "dualstack" },
            securityPolicy: "TLS_1_2",
        });
    });

    it("requests none if one is given", async () => {
        const registered = await build({ certificateArn: "arn:given" });
        assert.deepEqual(listed(registered), [`${domainType} shop`]);
        assert.equal(inputsOf(registered, domainType).regionalCertificateArn, "arn:given");
    });

    it("has the strict access mode with an enhanced TLS policy, and mutual TLS with a truststore", async () => {
        const securityPolicy = "SecurityPolicy_TLS13_1_3_2025_09";
        const enhanced = inputsOf(await build({ securityPolicy }), domainType);
        assert.deepEqual([enhanced.securityPolicy, enhanced.endpointAccessMode], [securityPolicy, "STRICT"]);
        const truststore = "s3://shop/ca.pem";
        const mutual = inputsOf(await build({ mutualTls: { truststore } }), domainType);
        assert.deepEqual(mutual.mutualTlsAuthentication, { truststoreUri: truststore });
        const versioned = inputsOf(await build({ mutualTls: { truststore, version: "2" } }), domainType);
        assert.deepEqual(versioned.mutualTlsAuthentication, { truststoreUri: truststore, truststoreVersion: "2" });
    });
});

describe("DomainMappings", () => {
    it("map each stage to its path, and both kinds of addresses to API Gateway", async () => {
        const registered = await record(
            () =>
                new DomainMappings("shop", {
                    domainName: "api.shop.dev",
                    recordName: "api.shop.dev",
                    zoneId: "Z1",
                    target: { host: "d-1.execute-api.eu-central-1.amazonaws.com", zoneId: "Z2" },
                    restApiId: "api1",
                    stages: [
                        { stageName: "Live", basePath: "" },
                        { stageName: "Test", basePath: "test" },
                    ],
                }),
        );
        const mapping = { domainName: "api.shop.dev", apiId: "api1" };
        const mappingType = "aws:apigatewayv2/apiMapping:ApiMapping";
        assert.deepEqual(inputsOf(registered, mappingType, "/"), { ...mapping, stage: "Live" });
        assert.deepEqual(inputsOf(registered, mappingType, "/test"), {
            ...mapping,
            stage: "Test",
            apiMappingKey: "test",
        });
        for (const type of ["A", "AAAA"]) {
            assert.deepEqual(inputsOf(registered, "aws:route53/record:Record", `shop-${type}`), {
                zoneId: "Z1",
                name: "api.shop.dev",
                type,
                aliases: [
                    { name: "d-1.execute-api.eu-central-1.amazonaws.com", zoneId: "Z2", evaluateTargetHealth: false },
                ],
            });
        }
    });

    it("map the stage of an HTTP API to the root", async () => {
        const registered = await record(() => {
            const domain = new ApiDomain("shop", { ...args, mutualTls: { truststore: "s3://shop/ca.pem" } });
            new DomainMappings("shop-http", {
                domainName: domain.domainName,
                recordName: args.domainName,
                zoneId: "Z1",
                target: { host: "d-1.execute-api.eu-central-1.amazonaws.com", zoneId: "Z2" },
                restApiId: "http1",
                stages: [{ stageName: "$default", basePath: "" }],
            });
        });
        assert.deepEqual(inputsOf(registered, "aws:apigatewayv2/apiMapping:ApiMapping"), {
            domainName: "api.shop.dev",
            apiId: "http1",
            stage: "$default",
        });
        const records = registered.filter(({ name }) => name.startsWith("shop-http-"));
        assert.deepEqual(
            records.map(({ dependencies = [] }) => dependencies.some((each) => each.endsWith("ApiMapping /"))),
            [true, true],
        );
    });
});
