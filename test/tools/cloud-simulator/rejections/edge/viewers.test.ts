import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { accessControl, distribution, EdgeAws, headersPolicy, origin, plain, siteOrigin } from "./sample-edge";

describe("simulated CloudFront rejects, of what concerns viewers,", () => {
    let aws: EdgeAws;
    beforeEach(() => {
        aws = new EdgeAws();
    });
    const restricted = (geoRestriction: PropertyMap) => ({ restrictions: { geoRestriction } });

    it("countries without a restriction, and what the provider sends when a list is taken away", () => {
        const invalid = /InvalidGeoRestrictionParameter: Your request contains invalid Restriction parameters\.$/;
        aws.rejects(restricted({ restrictionType: "none", locations: ["DE"] }), invalid);
        aws.rejects(restricted({ restrictionType: "whitelist" }), invalid);
        aws.rejects(restricted({ restrictionType: "blacklist", locations: [] }), invalid);
        const made = aws.distribute(restricted({ restrictionType: "whitelist", locations: ["DE"] }));
        assert.throws(() => aws.update(distribution, made, plain), invalid);
        const none = restricted({ restrictionType: "none", locations: [] });
        aws.update(distribution, made, { ...plain, ...none });
    });

    it("a certificate without a way to serve it", () => {
        const acmCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/given";
        aws.rejectsPreview({ viewerCertificate: { acmCertificateArn } }, /a certificate needs an SSLSupportMethod$/);
        aws.distribute({ viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only" } });
    });

    it("pages of errors for other statuses, or without their status", () => {
        const responding = (...customErrorResponses: PropertyMap[]) => ({ customErrorResponses });
        aws.rejectsPreview(
            responding({ errorCode: 429, errorCachingMinTtl: 0 }),
            /InvalidErrorCode: .* for status 429$/,
        );
        const both = /must specify both ResponsePagePath and ResponseCode together or none of them\.$/;
        aws.rejectsPreview(responding({ errorCode: 404, responseCode: 200 }), both);
        aws.rejectsPreview(responding({ errorCode: 404, responsePagePath: "/index.html" }), both);
        const page = { errorCode: 403, responseCode: 200, responsePagePath: "/index.html" };
        aws.distribute(responding({ errorCode: 404, errorCachingMinTtl: 0 }, page));
    });

    it("a policy without headers, or with security headers among its own", () => {
        assert.throws(() => aws.preview(headersPolicy, { name: "a", comment: "b" }), /needs at least one header$/);
        const adding = (header: string) => ({
            customHeadersConfig: { items: [{ header, value: "1", override: true }] },
        });
        for (const header of ["Strict-Transport-Security", "x-frame-options"])
            assert.throws(
                () => aws.preview(headersPolicy, adding(header)),
                /is a security header, not a custom header$/,
            );
        aws.make(headersPolicy, adding("Permissions-Policy"));
        aws.make(headersPolicy, { corsConfig: {} }, "cors");
    });

    it("the name of another access control", () => {
        const given = { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" };
        aws.make(accessControl, { ...given, name: "site" });
        const taken = /OriginAccessControlAlreadyExists/;
        assert.throws(() => aws.make(accessControl, { ...given, name: "site" }, "second"), taken);
    });

    it("nothing of a distribution that the provider does not wait for: it is in progress", () => {
        assert.equal(aws.distribute().outputs.status, "Deployed");
        assert.equal(aws.distribute({ waitForDeployment: false }, "other").outputs.status, "InProgress");
    });

    it("to delete what a record leads to, what a distribution reads from, and what logs are written to", () => {
        const given = "arn:aws:acm:us-east-1:123456789012:certificate/given";
        const viewerCertificate = { acmCertificateArn: given, sslSupportMethod: "sni-only" };
        const bucket = aws.make("aws:s3/bucket:Bucket", { bucket: "site-1" });
        assert.equal(aws.rejectionOf("aws:s3/bucket:Bucket", bucket), undefined);
        const origins = [origin, siteOrigin];
        const made = aws.distribute({ aliases: ["www.shop.dev"], viewerCertificate, origins });
        assert.match(aws.rejectionOf("aws:s3/bucket:Bucket", bucket) ?? "", /has the bucket as an origin$/);
        assert.equal(aws.rejectionOf(distribution, made), undefined);
        const target = { name: made.outputs.domainName ?? "", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false };
        const record = { zoneId: "Z1", name: "www.shop.dev", type: "A", aliases: [target] };
        aws.make("aws:route53/record:Record", record);
        assert.match(
            aws.rejectionOf(distribution, made) ?? "",
            /^the record www\.shop\.dev leads to the distribution$/,
        );
    });

    it("to delete a log group of a web ACL or of a delivery", () => {
        const groupType = "aws:cloudwatch/logGroup:LogGroup";
        const [first, second] = ["aws-waf-logs-shop", "edge"].map((name) => aws.make(groupType, { name }, name));
        assert.ok(first && second);
        const [logs, edge] = [first.outputs.arn ?? "", second.outputs.arn ?? ""];
        const deletions = () => [first, second].map((group) => aws.rejectionOf(groupType, group));
        assert.deepEqual(deletions(), [undefined, undefined]);
        const shown = { cloudwatchMetricsEnabled: true, metricName: "shop", sampledRequestsEnabled: true };
        const acl = { scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: shown };
        const resourceArn = aws.make("aws:wafv2/webAcl:WebAcl", acl).outputs.arn ?? "";
        const logging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
        aws.make(logging, { resourceArn, logDestinationConfigs: [`${String(logs)}:*`] });
        const deliveryDestinationConfiguration = { destinationResourceArn: edge };
        aws.make("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", { deliveryDestinationConfiguration });
        for (const rejection of deletions()) assert.match(rejection ?? "", /^logs are written to arn:aws:logs:/);
    });
});
