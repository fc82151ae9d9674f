import assert from "node:assert/strict";
import { behavior, distribution, EdgeAws, origin, plain, siteOrigin } from "./sample-edge";

const record = "aws:route53/record:Record";
const alias = { zoneId: "Z1", name: "www.shop.dev", type: "A" };

describe("simulated CloudFront rejects", () => {
    let aws: EdgeAws;
    beforeEach(() => {
        aws = new EdgeAws();
    });
    const named = (acmCertificateArn: string, ...aliases: string[]) => ({
        aliases,
        viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only" },
    });

    it("names without a certificate, in a preview too", () => {
        aws.distribute();
        aws.rejectsPreview({ aliases: ["www.shop.dev"] }, /you must attach a trusted certificate that validates/);
    });

    it("a certificate that is not issued, of another region, or of other names", () => {
        const invalid = /InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1/;
        const pending = aws.certify(["www.shop.dev"], { issued: false });
        aws.rejects(named(pending, "www.shop.dev"), invalid);
        const issued = aws.certify(["www.shop.dev", "*.api.shop.dev"]);
        assert.match(issued, /^arn:aws:acm:us-east-1:/);
        aws.rejects(named(issued, "www.shop.dev", "shop.dev"), /doesn't cover the alternate domain name \(CNAME\)/);
        aws.rejects(named(issued, "a.b.api.shop.dev"), /doesn't cover/);
        aws.distribute(named(issued, "www.shop.dev", "Books.api.shop.dev"));
        const elsewhere = "arn:aws:acm:eu-central-1:123456789012:certificate/1";
        aws.rejectsPreview(named(elsewhere, "x.shop.dev"), invalid);
        const mutual = { originMtlsConfig: { clientCertificateArn: elsewhere } };
        const customOriginConfig = { ...origin.customOriginConfig, ...mutual };
        aws.rejectsPreview({ origins: [{ ...origin, customOriginConfig }] }, invalid);
    });

    it("to delete a certificate that a distribution uses", () => {
        const id = aws.certify(["www.shop.dev"]);
        const own = { id, outputs: {} };
        const type = "aws:acm/certificate:Certificate";
        assert.equal(aws.rejectionOf(type, own), undefined);
        aws.distribute(named(id, "www.shop.dev"));
        assert.match(aws.rejectionOf(type, own) ?? "", /^ResourceInUseException: Certificate .* is in use\.$/);
    });

    it("a name of another distribution, but not its own", () => {
        const given = "arn:aws:acm:us-east-1:123456789012:certificate/given";
        const first = aws.distribute(named(given, "www.shop.dev"), "first");
        aws.rejects(named(given, "WWW.shop.dev"), /CNAMEAlreadyExists: One or more of the CNAMEs you provided/);
        aws.update(distribution, first, { ...plain, ...named(given, "www.shop.dev", "shop.dev") });
    });

    it("a name whose record leads to another distribution", () => {
        const given = "arn:aws:acm:us-east-1:123456789012:certificate/given";
        const own = aws.distribute(named(given, "www.shop.dev"), "own");
        const target = { zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false };
        const foreign = { ...alias, aliases: [{ ...target, name: "d1.cloudfront.net" }] };
        aws.make(record, foreign);
        const wrong =
            /One or more aliases specified for the distribution includes an incorrectly configured DNS record/;
        assert.throws(() => aws.update(distribution, own, { ...plain, ...named(given, "www.shop.dev") }), wrong);
        aws.drop(record);
        const name = own.outputs.domainName ?? "";
        aws.make(record, { ...alias, aliases: [{ ...target, name }] });
        aws.update(distribution, own, { ...plain, ...named(given, "www.shop.dev") });
        aws.drop(distribution);
        aws.rejects(named(given, "www.shop.dev"), wrong);
        aws.distribute(named(given, "api.shop.dev"));
    });

    it("an alias record of a distribution in another zone, or with a name that it does not have", () => {
        const given = "arn:aws:acm:us-east-1:123456789012:certificate/given";
        const { outputs } = aws.distribute(named(given, "www.shop.dev", "*.api.shop.dev"));
        const target = { name: outputs.domainName ?? "", evaluateTargetHealth: false };
        const point = (name: string, zoneId = "Z2FDTNDATAQYW2") =>
            aws.make(record, { ...alias, name, aliases: [{ ...target, zoneId }] }, name);
        assert.throws(
            () => point("www.shop.dev", "Z1"),
            /alias that targets d\w+\.cloudfront\.net\., type A in zone Z1, but the alias target name does not lie/,
        );
        assert.throws(() => point("shop.dev"), /does not have the alternate name shop\.dev$/);
        point("www.shop.dev");
        point("books.api.shop.dev");
    });

    it("a behavior whose target is no origin, two origins with one id, and paths without their slash", () => {
        const words = /NoSuchOrigin: One or more of your origins do not exist\.$/;
        aws.rejectsPreview({ defaultCacheBehavior: { ...behavior, targetOriginId: "site" } }, words);
        aws.rejectsPreview({ orderedCacheBehaviors: [{ ...behavior, pathPattern: "/a", targetOriginId: "" }] }, words);
        aws.rejectsPreview({ origins: [origin, origin] }, /two origins have the same id/);
        for (const originPath of ["Live", "/Live/"])
            aws.rejects({ origins: [{ ...origin, originPath }] }, /must begin with a slash and not end with one/);
        aws.distribute({ origins: [{ ...origin, originPath: "" }] });
    });

    it("headers that no origin can get", () => {
        for (const name of ["Host", "cookie", "X-Amz-Meta", "X-Edge-Location", "X-Real-IP", "Via"])
            aws.rejectsPreview({ origins: [{ ...origin, customHeaders: [{ name, value: "1" }] }] }, /custom header/);
        const twice = ["X-A", "x-a"].map((name) => ({ name, value: "1" }));
        aws.rejectsPreview({ origins: [{ ...origin, customHeaders: twice }] }, /cannot have the custom header x-a/);
        aws.distribute({ origins: [{ ...origin, customHeaders: [{ name: "X-Api-Version", value: "1" }] }] });
    });

    it("a host that is no bucket without its ports, and an access control of another type", () => {
        const { customOriginConfig: _, ...bare } = origin;
        aws.rejects({ origins: [bare] }, /Origin DomainName does not refer to a valid S3 bucket/);
        const type = "aws:cloudfront/originAccessControl:OriginAccessControl";
        const signing = { signingBehavior: "always", signingProtocol: "sigv4" };
        const { id } = aws.make(type, { ...signing, originAccessControlOriginType: "s3" });
        const differ = /Illegal configuration: The origin type and OAC origin type differ\.$/;
        aws.rejects({ origins: [{ ...origin, originAccessControlId: id }] }, differ);
        aws.distribute({ origins: [origin, { ...siteOrigin, originAccessControlId: id }] });
        const lambda = aws.make(type, { ...signing, originAccessControlOriginType: "lambda" }, "lambda");
        aws.rejects({ origins: [origin, { ...siteOrigin, originAccessControlId: lambda.id }] }, differ);
    });

    it("other sets of methods than CloudFront's three, and cached methods that write", () => {
        const withMethods = (allowedMethods: string[], cachedMethods = ["GET", "HEAD"]) => ({
            defaultCacheBehavior: { ...behavior, allowedMethods, cachedMethods },
        });
        aws.rejectsPreview(withMethods(["GET", "HEAD", "POST"]), /GET, HEAD, POST is not a set of allowed methods/);
        aws.rejectsPreview(withMethods(["GET", "HEAD"], ["GET", "HEAD", "OPTIONS"]), /not a set of cached methods/);
        aws.rejectsPreview(withMethods(behavior.allowedMethods, ["GET", "POST"]), /GET, POST is not a set of cached/);
        aws.distribute(withMethods(["OPTIONS", "HEAD", "GET"], ["HEAD", "GET", "OPTIONS"]));
    });

    it("more than 75 behaviors, two of one path, and two functions for one event", () => {
        const ordered = (count: number) =>
            Array.from({ length: count }, (_, index) => ({ ...behavior, pathPattern: `/${index}` }));
        aws.rejectsPreview({ orderedCacheBehaviors: ordered(75) }, /TooManyCacheBehaviors: 76 behaviors exceed/);
        aws.distribute({ orderedCacheBehaviors: ordered(74) });
        aws.rejectsPreview({ orderedCacheBehaviors: [...ordered(1), ...ordered(1)] }, /have the path pattern \/0$/);
        const association = { eventType: "viewer-request", functionArn: "arn" };
        const functionAssociations = [association, association];
        aws.rejectsPreview(
            { defaultCacheBehavior: { ...behavior, functionAssociations } },
            /two functions for one event/,
        );
    });

    it("a behavior with a cache policy and legacy settings, or with neither", () => {
        const forwardedValues = { queryString: false, cookies: { forward: "none" } };
        const { cachePolicyId: _, ...bare } = behavior;
        aws.rejectsPreview(
            { defaultCacheBehavior: { ...behavior, forwardedValues } },
            /ForwardedValues cannot be used when a cache policy is associated to the cache behavior\.$/,
        );
        aws.rejectsPreview({ defaultCacheBehavior: bare }, /a behavior needs a cache policy or ForwardedValues$/);
        aws.distribute({ defaultCacheBehavior: { ...bare, forwardedValues } });
    });

    it("nothing of a distribution with unknown parts in a preview", () => {
        const unknownPart = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        const methods = { allowedMethods: unknownPart, cachedMethods: unknownPart };
        aws.preview(distribution, {
            ...plain,
            aliases: unknownPart,
            defaultCacheBehavior: { ...behavior, ...methods, cachePolicyId: unknownPart },
            viewerCertificate: { acmCertificateArn: unknownPart, sslSupportMethod: unknownPart },
        });
    });

    it("no etag twice: each update gives another one", () => {
        const first = aws.distribute();
        const second = aws.update(distribution, first, { ...plain, comment: "a" });
        assert.notEqual(second.etag, first.outputs.etag);
        assert.equal(second.domainName, first.outputs.domainName);
        const previewed = aws.update(distribution, first, { ...plain, comment: "a" }, true);
        assert.equal(previewed.etag, "04da6b54-80e4-46f7-96ec-b56ff0331ba9");
        assert.equal(first.outputs.hostedZoneId, "Z2FDTNDATAQYW2");
    });
});
