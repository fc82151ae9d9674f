import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "./simulated-aws";

const [certificate, validation] = [
    "aws:acm/certificate:Certificate",
    "aws:acm/certificateValidation:CertificateValidation",
];
const [domainName, older, newer] = [
    "aws:apigateway/domainName:DomainName",
    "aws:apigateway/basePathMapping:BasePathMapping",
    "aws:apigatewayv2/apiMapping:ApiMapping",
];
const [restApi, stage, record] = [
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/stage:Stage",
    "aws:route53/record:Record",
];
const zone = { id: "Z1", name: "shop.dev", isPrivate: false, isDelegated: true, records: [] };
const regional = { endpointConfiguration: { types: "REGIONAL" } };
const given = "arn:aws:acm:eu-central-1:123456789012:certificate/given";

describe("simulated API Gateway, ACM and Route 53 reject", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.cloud.hostedZones.push(zone);
    });

    function requested(name = "api.shop.dev") {
        const { id, outputs } = aws.make(certificate, { domainName: name, validationMethod: "DNS" }, name);
        const [option] = outputs.domainValidationOptions as PropertyMap[];
        assert.ok(option);
        const proof = {
            zoneId: "Z1",
            name: option.resourceRecordName ?? "",
            type: option.resourceRecordType ?? "",
            records: [option.resourceRecordValue ?? ""],
            ttl: 60,
        };
        return { arn: id, proof, bareName: String(option.resourceRecordName).replace(/\.$/, "") };
    }

    function deployed() {
        const { id } = aws.make(restApi, { name: "shop" });
        const { id: deployment } = aws.make("aws:apigateway/deployment:Deployment", { restApi: id });
        const own = aws.make(stage, { restApi: id, stageName: "Live", deployment });
        aws.make(domainName, { domainName: "api.shop.dev", regionalCertificateArn: given, ...regional });
        return { id, own };
    }

    it("to wait for a certificate whose validation record is not public", () => {
        const { arn, proof } = requested();
        const wait = (name: string) => aws.make(validation, { certificateArn: arn }, name);
        const pending = /waiting for ACM Certificate \(.*\) to be issued: .* \(last state: 'PENDING_VALIDATION'\)$/;
        assert.throws(() => wait("none"), pending);
        aws.make(record, proof);
        wait("issued");
        aws.drop(record);
        aws.make(record, { ...proof, records: ["_other.acm-validations.aws."] });
        assert.throws(() => wait("another value"), pending);
        for (const changes of [{ isPrivate: true }, { isDelegated: false }]) {
            aws.drop(record);
            aws.cloud.hostedZones.splice(0, 1, { ...zone, ...changes });
            aws.make(record, proof);
            assert.throws(() => wait(JSON.stringify(changes)), pending);
        }
    });

    it("to wait for a certificate without its validation record", () => {
        const { arn, proof, bareName } = requested();
        aws.make(record, proof);
        const wait = (fqdn: string) =>
            aws.make(validation, { certificateArn: arn, validationRecordFqdns: [fqdn] }, fqdn);
        assert.throws(
            () => wait("_x.api.shop.dev"),
            new RegExp(`missing api\\.shop\\.dev DNS validation record: ${bareName}$`),
        );
        wait(bareName);
    });

    it("a domain name with a certificate that is not issued, or of another region", () => {
        const { arn, proof } = requested();
        const make = (regionalCertificateArn: string) =>
            aws.make(domainName, { domainName: "api.shop.dev", regionalCertificateArn, ...regional });
        assert.throws(() => make(arn), /is PENDING_VALIDATION, not ISSUED$/);
        assert.throws(
            () => make(given.replace("eu-central-1", "us-east-1")),
            /BadRequestException: Invalid certificate ARN: .*us-east-1.*\. Certificate must be in 'eu-central-1'\.$/,
        );
        aws.make(record, proof);
        make(arn);
    });

    it("a domain name that exists", () => {
        deployed();
        assert.throws(
            () => aws.make(domainName, { domainName: "api.shop.dev" }, "other"),
            /BadRequestException: The domain name you provided already exists\.$/,
        );
    });

    it("a domain name whose TLS policy does not fit its other arguments, at preview too", () => {
        const args = { domainName: "api.shop.dev", ...regional };
        const mutualTlsAuthentication = { truststoreUri: "s3://shop/ca.pem" };
        const enhanced = { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" };
        const strict = { endpointAccessMode: "STRICT" };
        const wrong: readonly [type: string, args: PropertyMap, words: RegExp][] = [
            [domainName, { ...args, ...enhanced, ...strict, mutualTlsAuthentication }, /mutual TLS needs .* TLS_1_2/],
            [domainName, { ...args, securityPolicy: "TLS_1_0", mutualTlsAuthentication }, /not TLS_1_0$/],
            [domainName, { ...args, ...enhanced }, /needs an endpoint access mode$/],
            [domainName, { ...args, ...strict }, /needs a security policy that starts with SecurityPolicy_$/],
            [restApi, { name: "shop", ...enhanced }, /needs an endpoint access mode$/],
        ];
        for (const [type, own, words] of wrong) {
            assert.throws(() => aws.preview(type, own), words);
            assert.throws(() => aws.make(type, own), words);
        }
        aws.make(domainName, { ...args, ...enhanced, ...strict });
        aws.make(domainName, { ...args, domainName: "mutual.shop.dev", mutualTlsAuthentication }, "mutual");
        aws.make(restApi, { name: "shop", ...enhanced, ...strict });
    });

    it("a mapping of an unknown name, to an unknown stage, or of a path that is mapped", () => {
        const { id } = deployed();
        const mapping = { apiId: id, domainName: "api.shop.dev", stage: "Live" };
        const make = (changes: PropertyMap, name: string) => aws.make(newer, { ...mapping, ...changes }, name);
        assert.throws(() => make({ domainName: "x.shop.dev" }, "a"), /Invalid domain name identifier specified$/);
        assert.throws(() => make({ stage: "Test" }, "b"), /Invalid stage identifier specified$/);
        assert.throws(() => make({ apiId: "other" }, "c"), /Invalid stage identifier specified$/);
        make({}, "root");
        const v1 = make({ apiMappingKey: "v1" }, "v1");
        assert.throws(() => make({}, "d"), /ConflictException: ApiMapping key already exists for this domain name$/);
        assert.throws(() => aws.update(newer, v1, mapping), /ApiMapping key already exists/);
        aws.update(newer, v1, { ...mapping, apiMappingKey: "v2" });
    });

    it("a base path mapping beside one of the root, of a path that is mapped, or whose path changes", () => {
        const { id } = deployed();
        const mapping = { restApi: id, domainName: "api.shop.dev", stageName: "Live" };
        const v1 = aws.make(older, { ...mapping, basePath: "v1" }, "v1");
        assert.throws(
            () => aws.make(older, { ...mapping, basePath: "v1" }, "again"),
            /ConflictException: Base path already exists for this domain name$/,
        );
        assert.throws(
            () => aws.update(older, v1, { ...mapping, basePath: "v2" }),
            /contains its base path, which cannot change in an update$/,
        );
        aws.update(older, v1, { ...mapping, basePath: "v1", stageName: "Live" });
        aws.drop(older);
        aws.make(older, mapping, "root");
        assert.throws(
            () => aws.make(older, { ...mapping, basePath: "v2" }, "v2"),
            /Only one base path mapping is allowed if the base path is empty\.$/,
        );
    });

    it("to delete a stage or an API that a name is mapped to", () => {
        const { id, own } = deployed();
        assert.equal(aws.rejectionOf(stage, own), undefined);
        for (const [type, mapping] of [
            [newer, { apiId: id, stage: "Live" }],
            [older, { restApi: id, stageName: "Live" }],
        ] as const) {
            aws.make(type, { ...mapping, domainName: "api.shop.dev" });
            const words = /Please remove all base path mappings related to the \w+ in your domains: api\.shop\.dev/;
            assert.match(aws.rejectionOf(stage, own) ?? "", words);
            assert.match(aws.rejectionOf(restApi, { id, outputs: {} }) ?? "", words);
            aws.drop(type);
        }
        assert.equal(aws.rejectionOf(restApi, { id, outputs: {} }), undefined);
    });

    it("to delete a certificate that a name uses", () => {
        const { arn, proof } = requested();
        aws.make(record, proof);
        aws.make(domainName, { domainName: "api.shop.dev", regionalCertificateArn: arn, ...regional });
        const own = { id: arn, outputs: {} };
        assert.match(
            aws.rejectionOf(certificate, own) ?? "",
            /^ResourceInUseException: Certificate .* in account 123456789012 is in use\.$/,
        );
        aws.drop(domainName);
        assert.equal(aws.rejectionOf(certificate, own), undefined);
    });

    it("a record of an unknown zone, outside of its zone, or that exists", () => {
        const alias = { zoneId: "Z1", name: "api.shop.dev", type: "A", records: ["192.0.2.1"], ttl: 60 };
        assert.throws(
            () => aws.make(record, { ...alias, zoneId: "Z2" }),
            /Hosted Zone \(Z2\): couldn't find resource$/,
        );
        assert.throws(
            () => aws.make(record, { ...alias, name: "api.other.dev" }),
            /InvalidChangeBatch: RRSet with DNS name api\.other\.dev\. is not permitted in zone shop\.dev\.$/,
        );
        aws.make(record, alias);
        aws.make(record, { ...alias, type: "AAAA", records: ["2001:db8::1"] }, "six");
        const exists =
            /Tried to create resource record set \[name='api\.shop\.dev\.', type='A'\] but it already exists\]$/;
        assert.throws(() => aws.make(record, alias, "twice"), exists);
        assert.throws(() => aws.make(record, { ...alias, name: "api" }, "relative"), exists);
        aws.make(record, { ...alias, allowOverwrite: true }, "overwritten");
        const records = [{ name: "www.shop.dev", type: "A" }];
        aws.cloud.hostedZones.splice(0, 1, { ...zone, records });
        assert.throws(() => aws.make(record, { ...alias, name: "www.shop.dev" }, "foreign"), /already exists\]$/);
    });
});
